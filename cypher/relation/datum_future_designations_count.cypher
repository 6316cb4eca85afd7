// relation/datum_future_designations_count: how many designations of the sources of data have not begun.
// param  keys        Strings  keys of the data
// param  as_of       Instant  after which they begin
// param  revision    Integer  catalog revision that must have known it
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     key and total of each
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})<-[fact:OF]-(node:SourceDesignation)
  WHERE $as_of < fact.valid_from AND fact.rev_from <= $revision < fact.rev_to AND NOT EXISTS {
    MATCH (node)-[sooner:OF]->(:Datum) WHERE /* include interval(sooner) */
  }
  WITH DISTINCT node
  WITH node, /* include visibility_sourcedesignation(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  RETURN count(node) AS total
}
WITH key, total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
