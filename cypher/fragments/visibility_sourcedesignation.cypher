// fragment visibility_sourcedesignation(node): FULL or HIDDEN: a designation is as visible as the datum and the dataset that it names.
CASE
WHEN $sees_all OR (
  EXISTS { MATCH (node)-[:OF]->(sourced_datum:Datum) WHERE /* include visibility_datum(sourced_datum) */ <> 'HIDDEN' }
  AND EXISTS { MATCH (node)-[:NAMES]->(source_dataset:Dataset) WHERE /* include visibility_dataset(source_dataset) */ <> 'HIDDEN' }
) THEN 'FULL'
ELSE 'HIDDEN' END
