// relation/project_unit: which unit undertakes each project.
// param  keys           Strings  keys of the projects
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// return groups         List     description of its unit, each with the keys that lead to it
UNWIND $keys AS key
MATCH (:Entity {key: key})<-[fact:UNDERTAKES]-(node:Unit)
WHERE /* include interval(fact) */
WITH node, collect(key) AS keys
WITH node, keys, /* include visibility_public(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH keys, visibility, /* include state(node) */ AS described ORDER BY described.key
RETURN collect({keys: keys, row: /* include shown(described, visibility) */}) AS groups
