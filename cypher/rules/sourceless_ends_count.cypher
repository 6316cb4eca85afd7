// rules/sourceless_ends_count: how many findings of chains without a source there are: see rules/sourceless_ends.
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
WHERE unit IS NOT NULL AND ($unit IS NULL OR unit.key = $unit)
WITH dataset, said, unit, COLLECT {
  MATCH (dataset)-[has:HAS_FIELD]->(field:Field)
  WHERE /* include interval(has) */ AND ($sees_all OR /* include shares_field(dataset, field) */) AND NOT EXISTS {
    MATCH (field)-[before:DERIVED_FROM|WRITTEN_BY]->() WHERE /* include traced(before) */
  } AND (EXISTS {
    MATCH (field)<-[after:DERIVED_FROM]-(:Field) WHERE /* include traced(after) */
  } OR EXISTS {
    MATCH (dataset)<-[reads:READS]-(:Job) WHERE /* include traced(reads) */
  })
  WITH field, /* include state(field) */ AS meant
  WHERE NOT coalesce(meant.acquisition, '') IN ['COLLECTED', 'GENERATED', 'UNKNOWN']
    AND (meant.acquisition IS NULL OR NOT /* include of_district(unit) */)
  RETURN meant.name ORDER BY coalesce(meant.position, 0), field.key
} AS ends
WHERE size(ends) > 0
RETURN count(*) AS total
