// fragment state(node): the description on record at the state revision; the earliest stands in before the record begins.
CASE WHEN node.rev_from <= $state_revision THEN properties(node)
ELSE coalesce(head(COLLECT {
  MATCH (node)-[:STATE]->(earlier:State)
  WHERE earlier.rev_from <= $state_revision < earlier.rev_to OR earlier.version = 1
  WITH earlier ORDER BY earlier.rev_from DESC, earlier.version DESC LIMIT 1
  RETURN properties(earlier)
}), properties(node)) END
