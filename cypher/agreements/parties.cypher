// agreements/parties: the units on either side of an agreement, for a change that builds on it.
// param  key           String  key of the agreement
// param  open_revision Integer the far end of the record
// return consumers     List    the units that consumers under it act for
// return providers     List    the units whose datasets it covers
MATCH (agreement:Entity {key: $key})
RETURN COLLECT {
  MATCH (agreement)-[:GRANTED_TO]->(:Consumer)-[:ACTS_FOR]->(party:Unit)
  RETURN DISTINCT party {.key, .name, .level} AS row ORDER BY row.key
} AS consumers, COLLECT {
  MATCH (agreement)-[:COVERS]->(:Dataset)<-[gives:PROVIDES]-(party:Unit) WHERE gives.rev_to = $open_revision
  RETURN DISTINCT party {.key, .name, .level} AS row ORDER BY row.key
} AS providers
