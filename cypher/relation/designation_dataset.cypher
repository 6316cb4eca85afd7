// relation/designation_dataset: the dataset that each designation names as the source, of ended ones too.
// param  keys           Strings  keys of the designations
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     description of its dataset, each with the keys that lead to it
UNWIND $keys AS key
MATCH (:Entity {key: key})-[fact:NAMES]->(node:Dataset)
WHERE fact.rev_from <= $revision
WITH node, collect(DISTINCT key) AS keys
WITH node, keys, /* include visibility_dataset(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH keys, visibility, /* include state(node) */ AS described ORDER BY described.key
RETURN collect({keys: keys, row: /* include shown(described, visibility) */}) AS groups
