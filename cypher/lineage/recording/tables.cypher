// lineage/recording/tables: the datasets of a system with their columns, and what tools called them.
// param  system         String   key of the system
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return word           String   code of the system, else its name
// return tables         List     key, code and name, the names that tools have for it, and those of its columns that the viewer may see, of each
MATCH (system:Entity&System {key: $system})
RETURN coalesce(system.code, system.name) AS word, COLLECT {
  MATCH (system)-[holds:HOLDS]->(held:Dataset)
  WHERE /* include interval(holds) */
  WITH DISTINCT held AS dataset
  WITH dataset, /* include state(dataset) */ AS described, /* include visibility_dataset(dataset) */ AS visibility
  WHERE visibility = 'FULL'
  RETURN {
    key: dataset.key, code: described.code, name: described.name,
    names: COLLECT {
      MATCH (name:DatasetName)-[:OF]->(dataset)
      RETURN [name.namespace, name.name] AS called ORDER BY called[0], called[1]
    },
    columns: COLLECT {
      MATCH (dataset)-[has:HAS_FIELD]->(field:Field)
      WHERE /* include interval(has) */ AND /* include visibility_field(field) */ = 'FULL'
      RETURN coalesce(field.column_name, field.name) ORDER BY field.position, field.key
    }
  } AS held_table ORDER BY dataset.key
} AS tables
