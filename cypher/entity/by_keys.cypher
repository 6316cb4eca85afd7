// entity/by_keys: things by their keys, as the viewer may see them.
// param  keys           Strings  keys
// param  as_of          Instant  when a right that has dates must hold
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose description is wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     the descriptions of those that there are
UNWIND $keys AS key
MATCH (node:Entity {key: key})
WHERE node.created_rev <= $revision
WITH node, /* include visibility(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH node, visibility, /* include state(node) */ AS described
WITH node, visibility, /* include dated(node, described) */ AS described ORDER BY node.key
RETURN collect(/* include shown(described, visibility) */) AS rows
