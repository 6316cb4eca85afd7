// fragment state(node): the description on record at the state revision; the earliest stands in before the record begins.
CASE WHEN node.rev_from <= $state_revision THEN properties(node)
ELSE coalesce(head(COLLECT {
  MATCH (node)-[:STATE]->(past:State)
  WHERE past.rev_from <= $state_revision < past.rev_to OR past.version = 1
  WITH past ORDER BY past.rev_from DESC, past.version DESC LIMIT 1
  RETURN properties(past)
}), properties(node)) END
