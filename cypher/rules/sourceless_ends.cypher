// rules/sourceless_ends: rule LIN-3, chains of lineage that end at fields which nobody says to be collected or generated.
// param  unit           String   only this unit's, or null
// param  after_key      String   key of the dataset before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     dataset, its name, unit and its name, and names of the fields, of each
// What a unit of the district says to be shared or derived is no end of a chain but a gap in it: rule LIN-1.
// What is UNKNOWN says nothing: no finding rests on it.
MATCH (dataset:Entity)
WHERE dataset.label = 'Dataset' AND dataset.key > $after_key AND dataset.created_rev <= $revision
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
WITH dataset, said, unit, ends LIMIT $limit
RETURN collect({dataset: dataset.key, name: said.name, unit: unit.key, unit_name: /* include state(unit) */.name, fields: ends}) AS rows
