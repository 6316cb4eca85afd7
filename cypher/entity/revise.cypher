// entity/revise: describe things anew; the description so far goes behind them as a state.
// param  rows      Maps     key and changed attributes (null takes one away) of each
// param  revision  Integer  the revision that records it
// return described List     the new descriptions
UNWIND $rows AS row
MATCH (node:Entity {key: row.key})
CREATE (node)-[:STATE]->(past:State)
SET past = properties(node), past.rev_to = $revision
SET past.past_code = past.live_code
REMOVE past.live_code, past.former_names
SET node += row.attributes, node.rev_from = $revision, node.version = node.version + 1
FOREACH (_ IN CASE WHEN node:Unit AND node.name <> past.name THEN [1] ELSE [] END |
  SET node.former_names = [name IN coalesce(node.former_names, []) WHERE NOT name IN [node.name, past.name]] + past.name)
WITH node ORDER BY node.key
RETURN collect(properties(node)) AS described
