// relation/dataset_versions_count: how many descriptions of each dataset are on record; an outline has no history.
// param  keys           Strings  keys of the datasets
// param  state_revision Integer  the newest revision wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     key and total of each
UNWIND $keys AS key
MATCH (node:Entity {key: key})
WITH key, node, /* include visibility_dataset(node) */ AS visibility
WHERE visibility = 'FULL'
WITH key, CASE WHEN node.rev_from <= $state_revision THEN 1 ELSE 0 END
  + COUNT { MATCH (node)-[:STATE]->(past:State) WHERE past.rev_from <= $state_revision } AS total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
