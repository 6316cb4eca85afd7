// fragment visibility(node): FULL, OUTLINE or HIDDEN for the viewer, judged on the present class (design, shape).
// Of a published entry that is not shared, everybody sees the outline: name, provider, class, reason and basis.
CASE
WHEN $sees_all THEN 'FULL'
WHEN node:Field THEN coalesce(head(COLLECT {
  MATCH (holder:Dataset)-[:HAS_FIELD]->(node)
  RETURN CASE
  WHEN /* include owns(holder) */ THEN 'FULL'
  WHEN /* include offered(holder) */ AND coalesce(node.sensitivity, 'L1') <> 'L4' THEN 'FULL'
  ELSE 'HIDDEN' END
  LIMIT 1
}), 'HIDDEN')
WHEN node:Dataset THEN CASE
  WHEN /* include owns(node) */ OR /* include offered(node) */ THEN 'FULL'
  WHEN node.listing = 'LISTED' AND node.status = 'PUBLISHED' THEN 'OUTLINE'
  ELSE 'HIDDEN' END
WHEN node:Agreement THEN CASE
  WHEN EXISTS { MATCH (node)-[:GRANTED_TO]->(:Consumer)-[:ACTS_FOR]->(:Unit {key: $viewer_unit}) } THEN 'FULL'
  WHEN EXISTS { MATCH (node)-[:COVERS]->(covered:Dataset) WHERE /* include owns(covered) */ } THEN 'FULL'
  ELSE 'HIDDEN' END
WHEN node:Consumer THEN CASE
  WHEN EXISTS { MATCH (node)-[:ACTS_FOR]->(:Unit {key: $viewer_unit}) } THEN 'FULL'
  WHEN EXISTS {
    MATCH (node)<-[:GRANTED_TO]-(:Agreement)-[:COVERS]->(covered:Dataset) WHERE /* include owns(covered) */
  } THEN 'FULL'
  ELSE 'HIDDEN' END
WHEN node:Usage THEN CASE
  WHEN EXISTS { MATCH (node)<-[:MAKES]-(:Consumer)-[:ACTS_FOR]->(:Unit {key: $viewer_unit}) } THEN 'FULL'
  WHEN EXISTS { MATCH (node)-[:OF]->(used:Dataset) WHERE /* include owns(used) */ } THEN 'FULL'
  ELSE 'HIDDEN' END
ELSE 'FULL' END
