// fact/supersede: take off record what facts of a slot said of a stretch of time; what they said of other times stays.
// param  rows          Maps     anchor (key of an end), slot, valid_from, valid_to and because of each stretch
// param  revision      Integer  the revision that records it
// param  open_end      Instant  the far end of time
// param  open_revision Integer  the far end of the record
// return superseded    Integer  how many facts were closed
UNWIND $rows AS row
MATCH (anchor:Entity {key: row.anchor})-[old]-()
WHERE old.slot = row.slot AND old.rev_to = $open_revision
  AND old.valid_from < row.valid_to AND row.valid_from < old.valid_to
WITH DISTINCT old, row, startNode(old) AS start, endNode(old) AS end, properties(old) AS said
SET old.rev_to = $revision
REMOVE old.live_key
WITH old, row, start, end, said
CALL (old, row, start, end, said) {
  WITH row WHERE said.valid_from < row.valid_from
  CREATE (start)-[before:$(type(old))]->(end)
  SET before = said, before.valid_to = row.valid_from, before.rev_from = $revision,
      before.closed_because = row.because
  REMOVE before.live_key
}
CALL (old, row, start, end, said) {
  WITH row WHERE row.valid_to < said.valid_to
  CREATE (start)-[rest:$(type(old))]->(end)
  SET rest = said, rest.valid_from = row.valid_to, rest.rev_from = $revision,
      rest.live_key = CASE WHEN said.valid_to = $open_end THEN said.slot END
}
RETURN count(old) AS superseded
