// fragment visibility_agreement(node): FULL or HIDDEN: agreements are their parties'.
CASE
WHEN $sees_all OR EXISTS { MATCH (node)-[:GRANTED_TO]->(:Consumer)-[:ACTS_FOR]->(:Unit {key: $viewer_unit}) }
  OR EXISTS { MATCH (node)-[:COVERS]->(covered:Dataset) WHERE /* include owns(covered) */ } THEN 'FULL'
ELSE 'HIDDEN' END
