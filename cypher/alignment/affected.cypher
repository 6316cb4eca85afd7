// alignment/affected: the fields that other rulings speak of than before: written so, denoting such data, or aligned by one that ends.
// param  in_subject Strings descriptions in their subject, normalised
// param  anywhere   Strings names, normalised
// param  data       Strings keys of data
// param  ended      String  key of the ruling that ends; empty where none does
// param  limit      Integer fields at the most
// param  now        Instant the instant of the change: what they denote from then on counts
// param  open_revision Integer the far end of the record
// return fields     List    those that stand in an entry now, with all around them
CALL () {
  UNWIND $in_subject AS written
  MATCH (field:Field)-[denotes:DENOTES]->() WHERE denotes.in_subject = written AND denotes.rev_to = $open_revision AND $now < denotes.valid_to
  RETURN field
  UNION
  UNWIND $anywhere AS written
  MATCH (field:Field)-[denotes:DENOTES]->() WHERE denotes.anywhere = written AND denotes.rev_to = $open_revision AND $now < denotes.valid_to
  RETURN field
  UNION
  UNWIND $data AS key
  MATCH (field:Field)-[denotes:DENOTES]->(:Entity {key: key}) WHERE denotes.rev_to = $open_revision AND $now < denotes.valid_to
  RETURN field
  UNION
  MATCH (field:Field)-[denotes:DENOTES]->() WHERE denotes.ruling = $ended AND denotes.rev_to = $open_revision AND $now < denotes.valid_to
  RETURN field
}
MATCH (field)<-[has:HAS_FIELD]-(dataset:Dataset)<-[gives:PROVIDES]-(unit:Unit)
WHERE has.live_key IS NOT NULL AND gives.live_key IS NOT NULL
WITH field, dataset, unit ORDER BY field.key LIMIT $limit
RETURN collect(/* include placed(field, dataset, unit) */) AS fields
