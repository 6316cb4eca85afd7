// rules/incomplete_entries: rule R-10b, catalog entries that lack one of the nine attributes of Art. 10 paragraph 2.
// param  unit           String   only this unit's, or null
// param  after_key      String   key of the dataset before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     dataset, its name, unit, unit's name and missing attributes of each
// Only those who may see all of an entry are told what it lacks.
MATCH (dataset:Entity)
WHERE dataset.label = 'Dataset' AND dataset.key > $after_key AND dataset.created_rev <= $revision
WITH dataset, /* include state(dataset) */ AS said, /* include visibility(dataset) */ AS visibility
WHERE visibility = 'FULL' AND said.listing = 'LISTED' AND said.status <> 'WITHDRAWN'
WITH dataset, said, /* include missing_attributes(dataset, said) */ AS missing, head(COLLECT {
  MATCH (giver:Unit)-[gives:PROVIDES]->(dataset) WHERE /* include interval(gives) */ RETURN giver
}) AS giver
WHERE size(missing) > 0 AND ($unit IS NULL OR giver.key = $unit)
WITH dataset, said, missing, giver ORDER BY dataset.label, dataset.key LIMIT $limit
RETURN collect({
  dataset: dataset.key, name: said.name, unit: giver.key, unit_name: /* include state(giver) */.name, missing: missing
}) AS rows
