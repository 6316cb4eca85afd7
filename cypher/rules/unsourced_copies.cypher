// rules/unsourced_copies: rule LIN-1, what is had by sharing or derived from others, without any lineage to where it comes from.
// param  unit           String   only this unit's, or null
// param  after_key      String   key of the dataset before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     dataset, its name, unit and its name, [name, acquisition] of the fields, whether the whole is a copy without lineage, and when the last that it had ended, of each
MATCH (dataset:Entity)
WHERE dataset.label = 'Dataset' AND dataset.key > $after_key AND dataset.created_rev <= $revision
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
WITH dataset, said, unit, unsourced, is_unsourced LIMIT $limit
RETURN collect({
  dataset: dataset.key, name: said.name, unit: unit.key, unit_name: /* include state(unit) */.name, fields: unsourced,
  is_whole: is_unsourced, ended_at: head(COLLECT {
    MATCH (dataset)-[owned:HAS_FIELD]->(:Field)-[former:DERIVED_FROM|WRITTEN_BY]->()
    WHERE /* include interval(owned) */ AND /* include begun(former) */ AND /* include told(former) */
    RETURN former.valid_to AS ended_at ORDER BY ended_at DESC LIMIT 1
  })
}) AS rows
