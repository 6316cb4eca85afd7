// relation/entity_changes_count: how many changes things have had.
// param  keys        Strings  keys of the things
// param  revision    Integer  the newest revision wanted
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     key and total of each
UNWIND $keys AS key
MATCH (node:Entity {key: key})
WITH key, node, /* include visibility(node) */ AS visibility
WHERE visibility = 'FULL' AND ($sees_all OR NOT (node:Datum OR node:Element))
WITH key, size([changed IN /* include changed_at(node) */ WHERE changed <= $revision]) AS total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
