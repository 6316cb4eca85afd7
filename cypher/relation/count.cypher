// relation/count: how many things stand at the other end of a relation of one step.
// param  keys        List     keys of the parents
// param  type        String   the relation's type
// param  label       String   kind of thing at the other end
// param  is_inward   Boolean  whether the arrow points to the parents
// param  as_of       Instant  when the relation must have held
// param  revision    Integer  catalog revision that must have known it
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     key and total of each
UNWIND $keys AS key
CALL (key) {
  MATCH (parent:Entity {key: key})-[fact:$($type)]->(node:Entity)
  WHERE NOT $is_inward AND node.label = $label AND /* include interval(fact) */
  WITH node, /* include visibility(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  RETURN count(node) AS outward
}
CALL (key) {
  MATCH (parent:Entity {key: key})<-[fact:$($type)]-(node:Entity)
  WHERE $is_inward AND node.label = $label AND /* include interval(fact) */
  WITH node, /* include visibility(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  RETURN count(node) AS inward
}
WITH key, outward + inward AS total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
