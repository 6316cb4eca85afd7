// rules/unlisted_tables: rule R-11b, tables and columns that tools told of and no catalog lists.
// param  unit           String   only this unit's, or null
// param  after_key      String   key of the dataset before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     dataset, its name, unit and its name (null: of no known unit), whether all of it is unlisted, and names of the columns, of each
MATCH (dataset:Entity)
WHERE dataset.label = 'Dataset' AND dataset.key > $after_key AND dataset.created_rev <= $revision
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
WITH dataset, said, unit, is_whole, columns ORDER BY dataset.key LIMIT $limit
RETURN collect({
  dataset: dataset.key, name: said.name, unit: unit.key, unit_name: /* include state(unit) */.name, is_whole: is_whole, fields: columns
}) AS rows
