// record/things: what a change refers to, as far as the viewer may see it, and whose it is now.
// param  keys          Strings  keys
// param  revision      Integer  catalog revision that must have known what makes a datum visible
// param  sees_all      Boolean  whether nothing is hidden from the viewer
// param  viewer_unit   String   key of the viewer's unit
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return things        List     their descriptions, the dataset that each stands in now, and the units whose right counts
UNWIND $keys AS key
MATCH (node:Entity {key: key})
WITH node, /* include visibility(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH node, /* include owners(node) */ AS owners, CASE WHEN node:Dataset THEN node.key WHEN node:Field THEN head(COLLECT {
  MATCH (around:Dataset)-[contains:HAS_FIELD]->(node) WHERE contains.live_key IS NOT NULL RETURN around.key LIMIT 1
}) END AS dataset
ORDER BY node.key
RETURN collect({
  described: properties(node), dataset: dataset,
  owners: [whose IN owners | whose {.key, .name, .level}]
}) AS things
