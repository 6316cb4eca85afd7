// entries/systems: the systems that a catalog file may mean, by the unit that operates or operated them.
// param  rows    Maps  unit (key) and names of its systems, folded
// return systems List  unit, name, key, and who operates it now (null: nobody), of each
UNWIND $rows AS row
MATCH (:Entity {key: row.unit})-[fact:OPERATES]->(system:System)
WITH row, fact, system, system.name AS name
WHERE /* include folded(name) */ IN row.names
WITH row.unit AS unit, system, count(fact.live_key) > 0 AS operates
ORDER BY unit, system.name, operates DESC, system.key
RETURN collect([unit, system.name, system.key, head(COLLECT {
  MATCH (operator:Unit)-[now:OPERATES]->(system) WHERE now.live_key IS NOT NULL
  RETURN operator {.key, .name, .level} ORDER BY operator.key LIMIT 1
})]) AS systems
