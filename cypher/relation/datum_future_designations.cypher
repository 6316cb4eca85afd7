// relation/datum_future_designations: the designations of the sources of data that are on record and have not begun, or begin again.
// param  keys           Strings  keys of the data
// param  after_key      String   key at that place
// param  limit          Integer  how many of each at the most
// param  as_of          Instant  after which they begin
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     key of each and the descriptions of its designations
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})<-[fact:OF]-(node:SourceDesignation)
  WHERE $as_of < fact.valid_from AND fact.rev_from <= $revision < fact.rev_to AND NOT EXISTS {
    MATCH (node)-[sooner:OF]->(:Datum) WHERE /* include interval(sooner) */
  }
  WITH DISTINCT node
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
