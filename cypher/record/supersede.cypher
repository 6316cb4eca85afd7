// record/supersede: take off record what facts of a slot said of an interval; what they said of other times stays.
// What this very revision had put on record was never there: it goes without a trace.
// param  rows          Maps     anchor (key of an end), other (the other end, where neither has few facts), slot, valid_from and valid_to (places in `instants`; null: open) and because of each stretch
// param  instants      List     instants that rows have their dates from
// param  revision      Integer  the revision that records it
// param  open_start    Instant  the far start of time
// param  open_end      Instant  the far end of time
// param  open_revision Integer  the far end of the record
// return superseded    List     id, type, start, end and properties of each that was closed, whether it was of this revision, and the properties of those that say the rest; dates are null where they are open
UNWIND $rows AS given
WITH given {
  .*, valid_from: coalesce($instants[given.valid_from], $open_start), valid_to: coalesce($instants[given.valid_to], $open_end)
} AS row
MATCH (anchor:Entity {key: row.anchor})
CALL (anchor, row) {
  WITH anchor, row WHERE row.other IS NULL
  MATCH (anchor)-[fact]-() RETURN fact AS old
  UNION
  WITH anchor, row WHERE row.other IS NOT NULL
  MATCH (other:Entity {key: row.other})
  MATCH (anchor)-[fact]-(other) RETURN fact AS old
}
WITH row, old
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
  RETURN collect(before {.*, valid_from: nullIf(before.valid_from, $open_start)}) AS earlier
}
CALL (old, row, start, end, said) {
  WITH row WHERE row.valid_to < said.valid_to
  CREATE (start)-[rest:$(type(old))]->(end)
  SET rest = said, rest.valid_from = row.valid_to, rest.rev_from = $revision,
      rest.live_key = CASE WHEN said.valid_to = $open_end THEN said.slot END
  RETURN collect(rest {.*, valid_to: nullIf(rest.valid_to, $open_end)}) AS later
}
WITH old, elementId(old) AS id, type(old) AS type, start, end, said, earlier + later AS kept
FOREACH (ours IN CASE WHEN said.rev_from = $revision THEN [old] END | DELETE ours)
WITH id, type, start, end, said, kept ORDER BY said.slot, said.valid_from
RETURN collect({
  id: id, type: type, start: start.key, end: end.key, kept: kept,
  properties: said {.*, valid_from: nullIf(said.valid_from, $open_start), valid_to: nullIf(said.valid_to, $open_end)},
  was_ours: said.rev_from = $revision
}) AS superseded
