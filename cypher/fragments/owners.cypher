// fragment owners(node): the units whose right of now counts for a thing: who has it, else who had it last; the parties of an agreement.
CASE
WHEN node:Unit THEN [node]
WHEN node:System THEN COLLECT {
  MATCH (operator:Unit)-[operates:OPERATES]->(node) WHERE operates.rev_to = $open_revision
  RETURN operator ORDER BY operates.valid_from <= $now < operates.valid_to DESC, operates.valid_to DESC LIMIT 1
}
WHEN node:Project THEN COLLECT {
  MATCH (undertaker:Unit)-[undertakes:UNDERTAKES]->(node) WHERE undertakes.rev_to = $open_revision
  RETURN undertaker ORDER BY undertakes.valid_from <= $now < undertakes.valid_to DESC, undertakes.valid_to DESC LIMIT 1
}
WHEN node:Dataset THEN /* include provided_by(node) */
WHEN node:Field THEN coalesce(head(COLLECT {
  MATCH (holder:Dataset)-[has:HAS_FIELD]->(node) WHERE has.rev_to = $open_revision
  RETURN /* include provided_by(holder) */ AS units ORDER BY has.valid_to DESC LIMIT 1
}), [])
WHEN node:Agreement THEN COLLECT {
  MATCH (node)-[:GRANTED_TO]->(:Consumer)-[:ACTS_FOR]->(party:Unit)
  RETURN DISTINCT party
  UNION
  MATCH (node)-[:COVERS]->(:Dataset)<-[gives:PROVIDES]-(party:Unit) WHERE gives.rev_to = $open_revision
  RETURN DISTINCT party
}
ELSE [] END
