// audit/things: a stretch of things with their states and the facts that begin at them, to compare them with the log.
// param  after  String  key before the stretch
// param  limit  Integer things at the most
// return things List    labels and properties of each, properties of its states, whether one has more labels than it should, and type, end and properties of its facts
// everybody the program compares the store with the log; nobody is shown anything
MATCH (node:Entity)
WHERE node.key > $after
WITH node ORDER BY node.key LIMIT $limit
RETURN collect({
  labels: labels(node),
  properties: properties(node),
  states_marked: EXISTS { (node)-[:STATE]->(past:State) WHERE size(labels(past)) > 1 },
  states: COLLECT { MATCH (node)-[:STATE]->(past:State) RETURN properties(past) ORDER BY past.version },
  facts: COLLECT {
    MATCH (node)-[fact]->(end:Entity)
    RETURN {type: type(fact), end: end.key, properties: properties(fact)} ORDER BY type(fact), end.key
  }
}) AS things
