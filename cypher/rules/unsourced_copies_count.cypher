// rules/unsourced_copies_count: how many findings of rule LIN-1 there are: see rules/unsourced_copies.
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
WHERE visibility = 'FULL' AND coalesce(said.status, 'DRAFT') <> 'WITHDRAWN'
WITH dataset, said, /* include answers_for(dataset) */ AS unit
WHERE unit IS NOT NULL AND ($unit IS NULL OR unit.key = $unit) AND /* include of_district(unit) */
WITH dataset, said, unit, COLLECT {
  MATCH (dataset)-[has:HAS_FIELD]->(field:Field)
  WHERE /* include interval(has) */ AND ($sees_all OR /* include shares_field(dataset, field) */)
  WITH field, /* include state(field) */ AS meant
  WITH field, meant, meant.acquisition AS acquired
  WHERE acquired IN ['SHARED', 'DERIVED'] AND NOT /* include came_from(field, acquired, unit) */
  RETURN [meant.name, meant.acquisition] AS row ORDER BY coalesce(meant.position, 0), field.key
} AS unsourced, said.listing = 'RECEIVED' AND NOT EXISTS {
  MATCH (dataset)-[written:WRITTEN_BY]->(:Job) WHERE /* include traced(written) */
} AND NOT EXISTS {
  MATCH (dataset)-[owning:HAS_FIELD]->(:Field)-[made:DERIVED_FROM]->() WHERE /* include interval(owning) */ AND /* include traced(made) */
} AS is_unsourced
WHERE is_unsourced OR size(unsourced) > 0
RETURN count(*) AS total
