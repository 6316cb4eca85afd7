// collection/visible: how much the viewer may see of each thing that a verdict speaks of.
// param  keys        Strings  keys
// param  revision    Integer  catalog revision that must have known what makes a datum visible
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return seen        List     key and visibility of those that there are
UNWIND $keys AS key
MATCH (node:Entity {key: key})
WITH node, /* include visibility(node) */ AS visibility ORDER BY node.key
RETURN collect([node.key, visibility]) AS seen
