// fragment visibility_usage(node): FULL or HIDDEN: a usage is known to who uses and to who provides.
CASE
WHEN $sees_all OR EXISTS { MATCH (node)<-[:MAKES]-(:Consumer)-[:ACTS_FOR]->(:Unit {key: $viewer_unit}) }
  OR EXISTS { MATCH (node)-[:OF]->(used:Dataset) WHERE /* include owns(used) */ } THEN 'FULL'
ELSE 'HIDDEN' END
