// agreement/parties: whose agreement it is and which facts it consists of, for a change that ends it.
// param  agreement     String   key of the agreement
// param  open_revision Integer  the far end of the record
// return units         List     keys of the consumer's unit and of the providers
// return slots         List     slots of its facts that are on record
MATCH (agreement:Entity&Agreement {key: $agreement})
RETURN COLLECT {
    MATCH (agreement)-[:GRANTED_TO]->(:Consumer)-[:ACTS_FOR]->(unit:Unit)
    RETURN DISTINCT unit.key AS key
    UNION
    MATCH (agreement)-[:COVERS]->(:Dataset)<-[gives:PROVIDES]-(unit:Unit)
    WHERE gives.rev_to = $open_revision
    RETURN DISTINCT unit.key AS key
  } AS units,
  COLLECT {
    MATCH (agreement)-[fact:COVERS|GRANTED_TO]->()
    WHERE fact.rev_to = $open_revision
    RETURN DISTINCT fact.slot AS slot ORDER BY slot
  } AS slots
