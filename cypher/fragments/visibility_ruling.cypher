// fragment visibility_ruling(node): FULL or HIDDEN: a ruling is as visible as the fields and data that its sides and its moves name.
CASE
WHEN $sees_all OR NOT EXISTS {
  UNWIND coalesce(node.names, []) + coalesce(node.moved_from, []) + coalesce(node.moved_to, []) AS ruled_key
  MATCH (ruled:Entity {key: ruled_key})
  WHERE CASE WHEN ruled:Field THEN /* include visibility_field(ruled) */ WHEN ruled:Datum THEN /* include visibility_datum(ruled) */ ELSE 'FULL' END = 'HIDDEN'
} THEN 'FULL'
ELSE 'HIDDEN' END
