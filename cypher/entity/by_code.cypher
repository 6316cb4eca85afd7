// entity/by_code: the thing that bears a code at the revision, as the viewer may see it.
// kinds  label                   a text for each, with the visibility of its own
// param  label          String   which kind of thing
// param  code           String   the code, as in live_code
// param  as_of          Instant  when a right that has dates must hold
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose description is wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     its description, or nothing
// A code may have been another thing's before: the description at the revision decides, not the code of today.
CALL () {
  MATCH (node:Entity {live_code: $code})
  RETURN node
  UNION
  MATCH (past:State {past_code: $code})
  MATCH (node:Entity)-[:STATE]->(past)
  RETURN node
}
WITH node, /* include visibility(node) */ AS visibility, /* include state(node) */ AS described
WHERE node.label = $label AND node.created_rev <= $revision AND visibility <> 'HIDDEN'
WITH node, visibility, /* include dated(node, described) */ AS described
WITH node, /* include shown(described, visibility) */ AS shown
WITH shown, shown.code AS borne
WHERE shown.label + '|' + /* include folded(borne) */ = $code
WITH shown ORDER BY shown.key
RETURN collect(shown) AS rows
