// relation/agreement_consumer: the consumer that each agreement is granted to, of ended ones too.
// param  keys           Strings  keys of the agreements
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     description of its consumer, each with the keys that lead to it
UNWIND $keys AS key
MATCH (:Entity {key: key})-[fact:GRANTED_TO]->(node:Consumer)
WHERE fact.rev_from <= $revision
WITH node, collect(DISTINCT key) AS keys
WITH node, keys, /* include visibility_consumer(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH keys, visibility, /* include state(node) */ AS described ORDER BY described.key
RETURN collect({keys: keys, row: /* include shown(described, visibility) */}) AS groups
