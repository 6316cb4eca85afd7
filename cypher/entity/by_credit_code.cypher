// entity/by_credit_code: the unit that bears a credit code at the revision.
// param  code           String   the code
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose description is wanted
// return rows           List     its description, or nothing
// Past codes are looked for along the index of the units' names: units are few, and their codes change rarely.
CALL () {
  MATCH (node:Entity {live_code: 'Unit|' + $code})
  RETURN node
  UNION
  MATCH (past:State)
  WHERE past.label = 'Unit' AND past.name IS NOT NULL AND past.key IS NOT NULL AND past.credit_code = $code
  MATCH (node:Entity)-[:STATE]->(past)
  RETURN node
}
WITH node, /* include visibility_public(node) */ AS visibility, /* include state(node) */ AS described
WHERE node.created_rev <= $revision AND visibility <> 'HIDDEN' AND described.credit_code = $code
WITH node, visibility, described ORDER BY node.key
RETURN collect(/* include shown(described, visibility) */) AS rows
