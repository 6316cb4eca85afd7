// relation/datum_collectors_count: how many units collect data, of those that the viewer may know of.
// param  keys        Strings  keys of the data
// param  as_of       Instant  when the relation must have held
// param  revision    Integer  catalog revision that must have known it
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     key and number of each
UNWIND $keys AS key
CALL (key) {
  MATCH (datum:Entity {key: key})<-[fact:COLLECTS]-(node:Unit)
  WHERE /* include interval(fact) */ AND /* include collects_openly(node, datum) */
  WITH node, /* include visibility_public(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  RETURN count(node) AS total
}
WITH key, total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
