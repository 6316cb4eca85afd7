// entries/namesakes: which entries of units, listed and not withdrawn, are called like names now.
// param  rows        Maps     unit (key) and names, folded
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return namesakes   List     unit, key, name and code of each, and whether the viewer may see it
UNWIND $rows AS row
MATCH (:Entity {key: row.unit})-[fact:PROVIDES]->(dataset:Dataset)
WHERE fact.live_key IS NOT NULL AND dataset.listing = 'LISTED' AND coalesce(dataset.status, '') <> 'WITHDRAWN'
WITH row, dataset, dataset.name AS name
WHERE /* include folded(name) */ IN row.names
WITH row.unit AS unit, dataset, /* include visibility_dataset(dataset) */ AS visibility
ORDER BY unit, dataset.key
RETURN collect(dataset {.key, .name, .code, unit: unit, is_visible: visibility <> 'HIDDEN'}) AS namesakes
