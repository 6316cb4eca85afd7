// relation/dataset_consumers_count: how many consumers use each dataset.
// param  keys        Strings  keys of the datasets
// param  as_of       Instant  when the relation must have held
// param  revision    Integer  catalog revision that must have known it
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     key and total of each
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})<-[fact:OF]-(use:Usage)<-[made:MAKES]-(node:Consumer)
  WHERE /* include interval(fact) */ AND /* include interval(made) */ AND /* include visibility_usage(use) */ <> 'HIDDEN'
  WITH DISTINCT node
  WITH node, /* include visibility_consumer(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  RETURN count(node) AS total
}
WITH key, total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
