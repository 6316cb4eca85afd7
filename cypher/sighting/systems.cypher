// sighting/systems: systems by code or exact name, with who operates them now, for a change that builds on them.
// param  names         Strings  codes or names
// param  open_revision Integer  the far end of the record
// return systems       List     the word it was asked by, key of the system and of its operator
UNWIND $names AS name
CALL (name) {
  MATCH (system:Entity) WHERE system.label = 'System' AND system.code = name RETURN system, 0 AS rank
  UNION
  MATCH (system:Entity) WHERE system.label = 'System' AND system.name = name AND system.key IS NOT NULL
  RETURN system, 1 AS rank
}
WITH name, system, rank ORDER BY name, rank, system.key
WITH name, head(collect(system)) AS system
RETURN collect({name: name, system: system.key, operator: head(COLLECT {
  MATCH (unit:Unit)-[operates:OPERATES]->(system)
  WHERE operates.rev_to = $open_revision AND operates.live_key IS NOT NULL
  RETURN unit.key ORDER BY unit.key LIMIT 1
})}) AS systems
