// relation/project_collection_checks: the checks of plans that were kept on projects, newest first.
// param  keys              Strings  keys of the projects
// param  after_created_rev Integer  revision that recorded the one before the page; a large one at the start
// param  after_key         String   key at that place
// param  limit             Integer  how many of each at the most
// param  as_of             Instant  when the relation must have held
// param  revision          Integer  catalog revision that must have known it
// param  state_revision    Integer  revision whose descriptions are wanted
// param  sees_all          Boolean  whether nothing is hidden from the viewer
// param  viewer_unit       String   key of the viewer's unit
// return groups            List     key of each and the descriptions of its checks
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})-[fact:HAS_CHECK]->(node:CollectionCheck)
  WHERE /* include interval(fact) */
  WITH node, /* include visibility_collectioncheck(node) */ AS visibility
  WHERE visibility <> 'HIDDEN' AND (node.created_rev < $after_created_rev
    OR (node.created_rev = $after_created_rev AND node.key > $after_key))
  WITH node, visibility ORDER BY node.created_rev DESC, node.key LIMIT $limit
  WITH visibility, /* include state(node) */ AS described ORDER BY described.created_rev DESC, described.key
  RETURN collect(/* include shown(described, visibility) */) AS rows
}
WITH key, rows ORDER BY key
RETURN collect({key: key, rows: rows}) AS groups
