// relation/dataset_agreements_count: how many agreements in force cover each dataset.
// param  keys           Strings  keys of the datasets
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions count
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     key and total of each
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})<-[fact:COVERS]-(node:Agreement)
  WHERE /* include interval(fact) */ AND /* include granted(fact, node) */
  WITH node, /* include visibility_agreement(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  RETURN count(node) AS total
}
WITH key, total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
