// relation/agreement_consumer: the consumer that each agreement is granted to.
// param  keys           List     keys of the agreements
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     key of each and the description of its consumer
UNWIND $keys AS key
MATCH (:Entity {key: key})-[fact:GRANTED_TO]->(node:Consumer)
WHERE /* include interval(fact) */
WITH key, node, /* include visibility(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH key, visibility, /* include state(node) */ AS described ORDER BY key, described.key
WITH key, head(collect(/* include shown(described, visibility) */)) AS row
RETURN collect({key: key, row: row}) AS groups
