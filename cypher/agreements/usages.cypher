// agreements/usages: what is used under an agreement, as it is on record, for a change that decides on it.
// param  key           String  key of the agreement
// param  open_revision Integer the far end of the record
// return facts         List    type, start and end (keys), slot, valid_from, valid_to and properties of each fact of a usage
MATCH (:Entity&Agreement {key: $key})<-[:UNDER]-(usage:Usage)
WITH DISTINCT usage
MATCH (usage)-[fact:MAKES|OF|UNDER]-(:Entity)
WHERE fact.rev_to = $open_revision
WITH fact, usage ORDER BY fact.slot, fact.valid_from
RETURN collect({
  type: type(fact), start: startNode(fact).key, end: endNode(fact).key, slot: fact.slot, valid_from: fact.valid_from,
  valid_to: fact.valid_to, properties: properties(fact)
}) AS facts
