// relation/agreement_datasets_count: how many datasets each agreement covers, of ended ones too.
// param  keys        Strings  keys of the agreements
// param  revision    Integer  catalog revision that must have known it
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     key and total of each
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})-[fact:COVERS]->(node:Dataset)
  WHERE fact.rev_from <= $revision
  WITH DISTINCT node
  WITH node, /* include visibility_dataset(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  RETURN count(node) AS total
}
WITH key, total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
