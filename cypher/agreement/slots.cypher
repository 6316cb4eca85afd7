// agreement/slots: which facts an agreement consists of, for a change that ends it.
// param  agreement     String   key of the agreement
// param  open_revision Integer  the far end of the record
// return slots         List     slots of its facts that are on record
MATCH (agreement:Entity&Agreement {key: $agreement})
RETURN COLLECT {
    MATCH (agreement)-[fact:COVERS|GRANTED_TO]->()
    WHERE fact.rev_to = $open_revision
    RETURN DISTINCT fact.slot AS slot ORDER BY slot
  } AS slots
