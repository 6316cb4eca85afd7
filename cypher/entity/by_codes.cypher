// entity/by_codes: things that bear a code now, for a change that builds on them.
// param  codes Strings  label and code of each, joined as in live_code
// return rows  List     their descriptions
UNWIND $codes AS code
MATCH (node:Entity {live_code: code})
WITH node ORDER BY node.key
RETURN collect(properties(node)) AS rows
