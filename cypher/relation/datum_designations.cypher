// relation/datum_designations: the designations of the sources of data.
// param  keys           Strings  keys of the data
// param  after_key      String   key at that place
// param  limit          Integer  how many of each at the most
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     key of each and the descriptions of its designations
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})<-[fact:OF]-(node:SourceDesignation)
  WHERE /* include interval(fact) */
  WITH node, /* include visibility_sourcedesignation(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  WITH node, visibility, /* include state(node) */ AS described
  WITH visibility, /* include dated_on_datum(node, described) */ AS described
  WHERE described.key > $after_key
  WITH visibility, described ORDER BY described.key LIMIT $limit
  RETURN collect(/* include shown(described, visibility) */) AS rows
}
WITH key, rows ORDER BY key
RETURN collect({key: key, rows: rows}) AS groups
