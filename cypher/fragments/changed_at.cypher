// fragment changed_at(node): the revisions that described a thing or changed a fact that is of it, each once.
// A fact is of the thing that its slot names first. What is derived (COLLECTS) is nobody's change, and of lineage only
// those are told who see all, for its other end may be hidden.
COLLECT {
  CALL (node) {
    RETURN node.rev_from AS revision
    UNION
    MATCH (node)-[:STATE]->(past:State)
    RETURN past.rev_from AS revision
    UNION
    MATCH (node)-[fact]-(:Entity)
    WHERE (fact.slot = type(fact) + '|' + node.key OR fact.slot STARTS WITH type(fact) + '|' + node.key + '|')
      AND type(fact) <> 'COLLECTS'
      AND ($sees_all OR NOT type(fact) IN ['DERIVED_FROM', 'WRITTEN_BY', 'READS', 'INPUT', 'OUTPUT'])
    UNWIND [fact.rev_from, fact.rev_to] AS revision
    RETURN revision
  }
  RETURN DISTINCT revision
}
