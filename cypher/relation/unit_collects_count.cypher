// relation/unit_collects_count: how many data units collect themselves, of those that the viewer may know of.
// param  keys        Strings  keys of the units
// param  as_of       Instant  when the relation must have held
// param  revision    Integer  catalog revision that must have known it
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     key and number of each
UNWIND $keys AS key
CALL (key) {
  MATCH (unit:Entity {key: key})-[fact:COLLECTS]->(node:Datum)
  WHERE /* include interval(fact) */ AND /* include collects_openly(unit, node) */
  WITH node, /* include visibility_datum(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  RETURN count(node) AS total
}
WITH key, total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
