// relation/system_datasets_count: how many datasets each system holds, as far as the viewer sees where they lie.
// param  keys        Strings  keys of the systems
// param  as_of       Instant  when the relation must have held
// param  revision    Integer  catalog revision that must have known it
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     key and total of each
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})-[fact:HOLDS]->(node:Dataset)
  WHERE /* include interval(fact) */
  WITH node, /* include visibility_dataset(node) */ AS visibility
  WHERE visibility = 'FULL'
  RETURN count(node) AS total
}
WITH key, total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
