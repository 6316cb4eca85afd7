// fragment visibility_datum(node): FULL or HIDDEN: standard data are everybody's; one that takes words from a catalog is as visible as its fields.
// Before the first such field is on record there is no datum: its past would tell that a hidden field has the same words.
// Provisional data do, and such as are told apart by what a dataset is about. Fields that denoted it once count: it is from them that it has its words.
CASE
WHEN $sees_all OR NOT coalesce(node.takes_words, node.is_provisional, false) THEN 'FULL'
WHEN EXISTS {
  MATCH (word_holder:Dataset)-[word_place:HAS_FIELD]->(word_field:Field)-[word_use:DENOTES]->(node)
  WHERE word_place.rev_from <= $revision AND word_use.rev_from <= $revision AND /* include shares_field(word_holder, word_field) */
} THEN 'FULL'
ELSE 'HIDDEN' END
