// relation/usage_agreement: the agreement that each usage rests on.
// param  keys           Strings  keys of the usages
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     description of its agreement, each with the keys that lead to it
UNWIND $keys AS key
MATCH (:Entity {key: key})-[fact:UNDER]->(node:Agreement)
WHERE /* include interval(fact) */
WITH node, collect(key) AS keys
WITH node, keys, /* include visibility_agreement(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH node, keys, visibility, /* include state(node) */ AS described
WITH keys, visibility, /* include dated_agreement(node, described) */ AS described ORDER BY described.key
RETURN collect({keys: keys, row: /* include shown(described, visibility) */}) AS groups
