// record/collecting: when units collect data, from now on, by the facts on record; for a change that has touched some.
// param  datasets      Strings  keys of the datasets that were touched
// param  fields        Strings  keys of the fields that were touched
// param  threshold     Float    least confidence of an alignment that says a unit collects
// param  revision      Integer  the revision under way
// param  now           Instant  its instant
// param  open_end      Instant  the far end of time
// param  open_revision Integer  the far end of the record
// return pairs         List     unit, datum, the periods in which a field makes it so (`makes`; null: from now on, for ever), those on record (`stands`), and whether it ever was (`stood`), where these differ
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
  RETURN unit, null AS period
  UNION ALL
  MATCH (datum)<-[denotes:DENOTES]-(field:Field)
  WHERE denotes.rev_to = $open_revision AND $now < denotes.valid_to AND denotes.confidence >= $threshold
  MATCH (field)<-[has:HAS_FIELD]-(dataset:Dataset)
  WHERE has.rev_to = $open_revision AND $now < has.valid_to AND /* include collected_in(field, dataset) */
  MATCH (dataset)<-[gives:PROVIDES]-(unit:Unit)
  WHERE gives.rev_to = $open_revision AND $now < gives.valid_to
  WITH unit, [denotes, has, gives] AS facts
  RETURN unit, [
    reduce(start = $now, fact IN facts | CASE WHEN fact.valid_from > start THEN fact.valid_from ELSE start END),
    reduce(end = $open_end, fact IN facts | CASE WHEN fact.valid_to < end THEN fact.valid_to ELSE end END)
  ] AS period
}
WITH datum, touched, unit, collect(DISTINCT period) AS makes
WHERE unit IN touched
WITH unit, datum, makes, COLLECT {
  MATCH (unit)-[collects:COLLECTS]->(datum)
  WHERE collects.rev_to = $open_revision
  WITH collects ORDER BY collects.valid_from
  RETURN [collects.valid_from, collects.valid_to]
} AS stood
WITH unit, datum, makes, stood, [period IN stood WHERE $now < period[1]] AS stands
WHERE makes <> [period IN stands | [CASE WHEN $now < period[0] THEN period[0] ELSE $now END, period[1]]]
WITH unit, datum, makes, stands, size(stood) > 0 AS stood ORDER BY unit.key, datum.key
// An instant costs the driver fifty microseconds: what begins now and what does not end is sent without.
RETURN collect({
  unit: unit.key, datum: datum.key, stood: stood, stands: [period IN stands | [period[0], nullIf(period[1], $open_end)]],
  makes: [period IN makes | [nullIf(period[0], $now), nullIf(period[1], $open_end)]]
}) AS pairs
