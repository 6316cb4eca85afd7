// fragment visibility_consumer(node): FULL or HIDDEN: consumers are known to their unit and to whom they have agreements with.
CASE
WHEN $sees_all OR EXISTS { MATCH (node)-[:ACTS_FOR]->(:Unit {key: $viewer_unit}) }
  OR EXISTS {
    MATCH (node)<-[:GRANTED_TO]-(:Agreement)-[:COVERS]->(covered:Dataset) WHERE /* include owns(covered) */
  } THEN 'FULL'
ELSE 'HIDDEN' END
