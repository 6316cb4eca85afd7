// relation/check_project: on which project each check of a plan is kept.
// param  keys           Strings  keys of the checks
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// return groups         List     description of its project, each with the keys that lead to it
UNWIND $keys AS key
MATCH (:Entity {key: key})<-[fact:HAS_CHECK]-(node:Project)
WHERE /* include interval(fact) */
WITH node, collect(key) AS keys
WITH node, keys, /* include visibility_public(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH keys, visibility, /* include state(node) */ AS described ORDER BY described.key
RETURN collect({keys: keys, row: /* include shown(described, visibility) */}) AS groups
