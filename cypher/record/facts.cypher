// record/facts: what the facts of some slots say now, for a change that builds on them.
// param  rows          Maps     anchor (key of an end) and slot of each
// param  open_start    Instant  the far start of time
// param  open_end      Instant  the far end of time
// param  open_revision Integer  the far end of the record
// return facts         List     start, end, type and properties of each; dates are null where they are open
UNWIND $rows AS row
MATCH (anchor:Entity {key: row.anchor})-[fact]-()
WHERE fact.slot = row.slot AND fact.rev_to = $open_revision
WITH DISTINCT fact ORDER BY fact.slot, fact.valid_from
RETURN collect({
  start: startNode(fact).key, end: endNode(fact).key, type: type(fact),
  properties: fact {.*, valid_from: nullIf(fact.valid_from, $open_start), valid_to: nullIf(fact.valid_to, $open_end)}
}) AS facts
