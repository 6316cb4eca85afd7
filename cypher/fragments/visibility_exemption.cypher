// fragment visibility_exemption(node): FULL or HIDDEN: an exemption is its unit's, and as visible as the datum that it is of.
CASE
WHEN $sees_all OR EXISTS { MATCH (node)-[:FOR]->(:Unit {key: $viewer_unit}) }
  OR EXISTS { MATCH (node)-[:OF]->(exempt_datum:Datum) WHERE /* include visibility_datum(exempt_datum) */ <> 'HIDDEN' } THEN 'FULL'
ELSE 'HIDDEN' END
