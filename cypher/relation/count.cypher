// relation/count: how many things of a kind stand at the other end of a relation of one step.
// param  keys        Strings  keys of the parents
// param  type        String   the relation's type
// param  label       String   kind of thing at the other end; with the type it tells the direction
// param  as_of       Instant  when the relation must have held
// param  revision    Integer  catalog revision that must have known it
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     key and total of each
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})-[fact:$($type)]-(node:Entity)
  WHERE node.label = $label AND /* include interval(fact) */
  WITH node, /* include visibility(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  RETURN count(node) AS total
}
WITH key, total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
