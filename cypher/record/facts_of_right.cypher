// record/facts_of_right: the facts that a right consists of, as they are on record, for a change that builds on them.
// param  key           String  key of the agreement, designation or exemption
// param  open_revision Integer the far end of the record
// return facts         List    type, start and end (keys), slot, valid_from, valid_to and properties of each, in order
// What is used under an agreement is no part of it: it may go on.
MATCH (right:Entity {key: $key})-[fact:COVERS|GRANTED_TO|OF|FOR|NAMES]->(about:Entity)
WHERE fact.rev_to = $open_revision
WITH right, fact, about ORDER BY fact.slot, fact.valid_from
RETURN collect({
  type: type(fact), start: right.key, end: about.key, slot: fact.slot, valid_from: fact.valid_from,
  valid_to: fact.valid_to, properties: properties(fact)
}) AS facts
