// entity/by_credit_code: the unit that bears a credit code at the revision.
// param  code           String   the code, as in live_code
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose description is wanted
// return rows           List     its description, or nothing
CALL () {
  MATCH (node:Entity {live_code: $code})
  RETURN node
  UNION
  MATCH (past:State {past_code: $code})
  MATCH (node:Entity)-[:STATE]->(past)
  RETURN node
}
WITH node, /* include visibility_public(node) */ AS visibility, /* include state(node) */ AS described
WITH node, visibility, described, described.credit_code AS borne
WHERE node.created_rev <= $revision AND visibility <> 'HIDDEN' AND 'Unit|' + /* include folded(borne) */ = $code
WITH node, visibility, described ORDER BY node.key
RETURN collect(/* include shown(described, visibility) */) AS rows
