// lineage/owners: to which dataset and unit fields and datasets belong now, for a change that builds on it.
// param  keys          Strings  keys of fields and datasets
// param  open_revision Integer  the far end of the record
// return owners        List     key, dataset (null of a field that is in none any more), unit and the unit's name of each
UNWIND $keys AS key
MATCH (node:Entity&(Field|Dataset) {key: key})
WITH node, CASE WHEN node:Dataset THEN node ELSE head(COLLECT {
  MATCH (holder:Dataset)-[has:HAS_FIELD]->(node)
  WHERE has.rev_to = $open_revision AND has.live_key IS NOT NULL
  RETURN holder ORDER BY has.valid_to DESC LIMIT 1
}) END AS dataset
WITH node, dataset, head(COLLECT {
  MATCH (unit:Unit)-[gives:PROVIDES]->(dataset)
  WHERE gives.rev_to = $open_revision
  RETURN unit ORDER BY gives.valid_to DESC LIMIT 1
}) AS unit
ORDER BY node.key
RETURN collect({key: node.key, dataset: dataset.key, unit: unit.key, unit_name: unit.name}) AS owners
