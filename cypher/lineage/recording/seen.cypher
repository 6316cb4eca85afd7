// lineage/recording/seen: what the viewer may see whole, for a change that builds on it.
// param  keys          Strings  keys of jobs, datasets and fields
// param  revision      Integer  catalog revision that must have known what makes a datum visible
// param  sees_all      Boolean  whether nothing is hidden from the viewer
// param  viewer_unit   String   key of the viewer's unit
// return seen          Strings  keys of those
// An outline does not do: which table a tool's name means is no part of it.
UNWIND $keys AS key
MATCH (node:Entity {key: key})
WHERE /* include visibility(node) */ = 'FULL'
WITH node ORDER BY node.key
RETURN collect(node.key) AS seen
