// fragment visibility_datum(node): FULL or HIDDEN: standard data are everybody's; one that takes words from a catalog is as visible as its fields.
// Provisional data do, and such as are told apart by what a dataset is about. Fields that denoted it once count: it is from them that it has its words.
CASE
WHEN $sees_all OR NOT coalesce(node.takes_words, node.is_provisional, false) THEN 'FULL'
WHEN EXISTS {
  MATCH (word_holder:Dataset)-[:HAS_FIELD]->(word_field:Field)-[:DENOTES]->(node)
  WHERE /* include shares_field(word_holder, word_field) */
} THEN 'FULL'
ELSE 'HIDDEN' END
