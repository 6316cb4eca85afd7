// rules/unlisted_tables_count: how many findings of rule R-11b there are: see rules/unlisted_tables.
// param  unit           String   only this unit's, or null
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return total          Integer  how many
MATCH (dataset:Entity)
WHERE dataset.label = 'Dataset' AND dataset.key IS NOT NULL AND dataset.created_rev <= $revision
WITH dataset, /* include state(dataset) */ AS said, /* include visibility_dataset(dataset) */ AS visibility
WHERE visibility = 'FULL'
WITH dataset, said, /* include answers_for(dataset) */ AS unit
WHERE ($unit IS NULL OR unit.key = $unit) AND ($sees_all OR unit.key = $viewer_unit)
WITH dataset, said, unit, said.listing = 'UNLISTED' AND said.namespace IS NOT NULL AS is_whole, COLLECT {
  MATCH (dataset)-[has:HAS_FIELD]->(field:Field)
  WHERE said.listing <> 'UNLISTED' AND /* include interval(has) */
  WITH field, /* include state(field) */ AS item
  WHERE item.listing = 'UNLISTED'
  RETURN item.name ORDER BY item.name, field.key
} AS columns
WHERE is_whole OR size(columns) > 0
RETURN count(*) AS total
