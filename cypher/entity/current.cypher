// entity/current: things as they are described now, for a change that builds on them.
// param  keys Strings  keys
// return rows List     their descriptions
UNWIND $keys AS key
MATCH (node:Entity {key: key})
WITH node ORDER BY node.key
RETURN collect(properties(node)) AS rows
