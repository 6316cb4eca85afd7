// fragment visibility_field(node): FULL or HIDDEN: fields of own entries, and of shared ones up to sensitivity L3.
CASE WHEN $sees_all OR EXISTS {
  MATCH (field_holder:Dataset)-[:HAS_FIELD]->(node) WHERE /* include shares_field(field_holder, node) */
} THEN 'FULL' ELSE 'HIDDEN' END
