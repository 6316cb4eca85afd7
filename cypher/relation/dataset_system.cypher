// relation/dataset_system: which system holds each dataset.
// param  keys           Strings  keys of the datasets
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     description of its system, each with the keys that lead to it
// Where an entry of which only the outline is shown lies, is not part of the outline.
UNWIND $keys AS key
MATCH (parent:Entity {key: key})<-[fact:HOLDS]-(node:System)
WHERE /* include interval(fact) */ AND /* include visibility_dataset(parent) */ = 'FULL'
WITH node, collect(key) AS keys
WITH node, keys, /* include visibility_public(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH keys, visibility, /* include state(node) */ AS described ORDER BY described.key
RETURN collect({keys: keys, row: /* include shown(described, visibility) */}) AS groups
