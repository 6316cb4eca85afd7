// fragment visibility_field(node): FULL or HIDDEN: fields of own entries, and of shared ones up to sensitivity L3.
// What tools told of an entry and its unit has not listed is not shared.
CASE WHEN $sees_all THEN 'FULL' ELSE coalesce(head(COLLECT {
  MATCH (holder:Dataset)-[:HAS_FIELD]->(node)
  RETURN CASE
  WHEN /* include owns(holder) */ THEN 'FULL'
  WHEN /* include offered(holder) */ AND coalesce(node.sensitivity, 'L1') <> 'L4' AND coalesce(node.listing, 'LISTED') = 'LISTED' THEN 'FULL'
  ELSE 'HIDDEN' END
  LIMIT 1
}), 'HIDDEN') END
