// relation/system_datasets: the datasets that systems hold, by name.
// param  keys           Strings  keys of the systems
// param  after_name     Map      name at the place before the page, as a bound; '' at the start
// param  after_key      String   key at that place
// param  limit          Integer  how many of each at the most
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     key of each and the descriptions of its datasets
// Where an entry of which only the outline is shown lies, is not part of the outline.
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})-[fact:HOLDS]->(node:Dataset)
  WHERE /* include interval(fact) */
  WITH node, /* include visibility_dataset(node) */ AS visibility
  WHERE visibility = 'FULL'
  WITH visibility, /* include state(node) */ AS described
  WITH visibility, /* include coded(described) */ AS described
  WHERE /* include after_place(described) */
  WITH visibility, described ORDER BY described.name, described.key LIMIT $limit
  RETURN collect(/* include shown(described, visibility) */) AS rows
}
WITH key, rows ORDER BY key
RETURN collect({key: key, rows: rows}) AS groups
