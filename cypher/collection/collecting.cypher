// collection/collecting: whether units collect data, by the fields of now, for a change that has touched some.
// param  datasets      Strings  keys of the datasets that were touched
// param  fields        Strings  keys of the fields that were touched
// param  threshold     Float    least confidence of an alignment that says a unit collects
// param  revision      Integer  the revision under way
// param  now           Instant  its instant
// param  open_start    Instant  the far start of time
// param  open_end      Instant  the far end of time
// param  open_revision Integer  the far end of the record
// return pairs         List     unit and datum of each of which the record differs, whether a field makes it so (`holds`), whether that was ever so (`stood`), and since when
// From the datum to its fields: a unit of ten thousand fields is not walked through for each of them.
// Candidates are told by the facts of now and by those that this revision has closed: what was so, and what is so.
CALL () {
  UNWIND $fields AS key
  MATCH (field:Entity&Field {key: key})
  RETURN field
  UNION
  UNWIND $datasets AS key
  MATCH (:Entity&Dataset {key: key})-[has:HAS_FIELD]->(field:Field)
  WHERE has.rev_to IN [$open_revision, $revision]
  RETURN field
}
MATCH (field)-[denotes:DENOTES]->(datum:Datum)
WHERE denotes.rev_to IN [$open_revision, $revision]
MATCH (field)<-[has:HAS_FIELD]-(dataset:Dataset)
WHERE has.rev_to IN [$open_revision, $revision]
WITH DISTINCT dataset, datum
MATCH (dataset)<-[gives:PROVIDES]-(unit:Unit)
WHERE gives.rev_to IN [$open_revision, $revision]
WITH datum, collect(DISTINCT unit) AS touched
CALL (datum, touched) {
  UNWIND touched AS unit
  RETURN unit, null AS begins
  UNION ALL
  MATCH (datum)<-[denotes:DENOTES]-(field:Field)
  WHERE denotes.live_key IS NOT NULL AND denotes.confidence >= $threshold AND field.acquisition = 'COLLECTED'
  MATCH (field)<-[has:HAS_FIELD]-(dataset:Dataset)
  WHERE has.live_key IS NOT NULL AND dataset.listing <> 'RECEIVED' AND dataset.status <> 'WITHDRAWN'
  MATCH (dataset)<-[gives:PROVIDES]-(unit:Unit)
  WHERE gives.live_key IS NOT NULL
  RETURN unit,
    CASE WHEN denotes.rev_from = $revision AND denotes.valid_from > $open_start THEN denotes.valid_from ELSE $now END AS begins
}
WITH datum, touched, unit, min(begins) AS begins
WHERE unit IN touched
WITH unit, datum, begins, EXISTS {
  MATCH (unit)-[collects:COLLECTS]->(datum) WHERE collects.live_key IS NOT NULL
} AS stands
WHERE (begins IS NOT NULL) <> stands
WITH unit, datum, begins IS NOT NULL AS holds, EXISTS {
  MATCH (unit)-[once:COLLECTS]->(datum) WHERE once.rev_to = $open_revision
} AS stood, coalesce(begins, head(COLLECT {
  MATCH (datum)<-[ended:DENOTES]-(field:Field)
  WHERE ended.rev_from = $revision AND ended.valid_to < $open_end
  MATCH (field)<-[:HAS_FIELD]-(dataset:Dataset)
  WHERE EXISTS { (dataset)<-[:PROVIDES]-(unit) }
  RETURN ended.valid_to ORDER BY ended.valid_to DESC LIMIT 1
}), $now) AS since
ORDER BY unit.key, datum.key
RETURN collect({unit: unit.key, datum: datum.key, holds: holds, stood: stood, since: since}) AS pairs
