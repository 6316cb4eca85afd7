// rules/incomplete_entries_count: how many findings of rule R-10b there are: see rules/incomplete_entries.
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
WHERE visibility = 'FULL' AND said.listing = 'LISTED' AND said.status <> 'WITHDRAWN'
WITH dataset, /* include missing_attributes(dataset, said) */ AS missing
WHERE size(missing) > 0 AND ($unit IS NULL OR EXISTS {
  MATCH (giver:Entity&Unit {key: $unit})-[gives:PROVIDES]->(dataset) WHERE /* include interval(gives) */
})
RETURN count(*) AS total
