// entries/entries: the entries that a catalog file may mean, by code, or by a unit that provides or provided them.
// param  rows    Maps     unit (key) and names of its entries, folded
// param  codes   Strings  codes, as in live_code
// return entries List     description, units that provide or provided it, provider and system now, of each
CALL () {
  UNWIND $codes AS code
  MATCH (dataset:Entity {live_code: code})
  RETURN dataset
  UNION
  UNWIND $rows AS row
  MATCH (:Entity {key: row.unit})-[:PROVIDES]->(dataset:Dataset)
  WITH row, dataset, dataset.name AS name
  WHERE /* include folded(name) */ IN row.names
  RETURN dataset
}
WITH dataset ORDER BY dataset.key
RETURN collect({
  described: properties(dataset),
  providers: COLLECT {
    MATCH (unit:Unit)-[:PROVIDES]->(dataset)
    RETURN DISTINCT unit.key AS key ORDER BY key
  },
  provider: head(COLLECT {
    MATCH (unit:Unit)-[fact:PROVIDES]->(dataset) WHERE fact.live_key IS NOT NULL
    RETURN unit {.key, .name, .level}
  }),
  system: head(COLLECT {
    MATCH (system:System)-[fact:HOLDS]->(dataset) WHERE fact.live_key IS NOT NULL
    RETURN system.key
  })
}) AS entries
