// lineage/questions/called: what fields and datasets are called outside the catalog, and in which dataset a field stands.
// param  keys           Strings  keys of fields and datasets
// param  as_of          Instant  when the relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return called         List     [key, column, dataset, name, code, namespace, spoken] of each that the viewer may see
// What tools call a dataset stands for now, not for then: names of tools are not dated.
UNWIND $keys AS key
MATCH (node:Entity&(Field|Dataset) {key: key})
WITH node, CASE WHEN node:Dataset THEN node ELSE head(COLLECT {
  MATCH (holder:Dataset)-[fact:HAS_FIELD]->(node)
  WHERE /* include interval(fact) */
  RETURN holder ORDER BY holder.key LIMIT 1
}) END AS dataset
WHERE dataset IS NOT NULL
WITH node, dataset, /* include visibility_dataset(dataset) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH node, dataset, visibility, /* include state(node) */ AS described, /* include state(dataset) */ AS held,
  CASE WHEN visibility = 'FULL' THEN head(COLLECT {
    MATCH (called:DatasetName)-[:OF]->(dataset)
    RETURN [called.namespace, called.name] AS spoken ORDER BY spoken LIMIT 1
  }) END AS spoken
ORDER BY node.key
RETURN collect([node.key, described.column_name, dataset.key, held.name, CASE visibility WHEN 'FULL' THEN held.code END, spoken[0], spoken[1]]) AS called
