// lineage/recording/placings: what the words of mapping rules mean now, for a change that builds on it.
// param  systems       Strings  codes or names of systems
// param  units         Strings  credit codes or names of units
// param  codes         Strings  codes of entries
// param  open_revision Integer  the far end of the record
// return systems       List     the word it was asked by, key of the system and of its operator
// return units         List     the word it was asked by, and key of the unit
// return entries       List     the code it was asked by, key of the entry and of whose it is (`owner`)
// It decides on rights, so nobody may come by it: a system's name means the one that bore it first of all, as long as
// that bears it. A later bearer neither takes it nor makes it mean nothing. Units are named by the centre alone.
RETURN COLLECT {
  UNWIND $systems AS word
  CALL (word) {
    MATCH (system:Entity) WHERE system.label = 'System' AND system.code = word RETURN system, 0 AS rank
    UNION
    CALL (word) {
      MATCH (bearer:Entity) WHERE bearer.label = 'System' AND bearer.name = word AND bearer.key IS NOT NULL
      RETURN bearer
      UNION
      MATCH (bearer:State) WHERE bearer.label = 'System' AND bearer.name = word AND bearer.key IS NOT NULL
      RETURN bearer
    }
    WITH word, bearer.key AS key, min(bearer.rev_from) AS since
    WITH word, since, collect(key) AS first ORDER BY since LIMIT 1
    UNWIND first AS key
    MATCH (system:Entity {key: key}) WHERE system.name = word
    RETURN system, 1 AS rank
  }
  WITH word, rank, collect(system) AS found ORDER BY word, rank
  WITH word, head(collect(found)) AS found
  WHERE size(found) = 1
  WITH word, found[0] AS system
  RETURN {word: word, system: system.key, operator: head(COLLECT {
    MATCH (unit:Unit)-[operates:OPERATES]->(system)
    WHERE operates.rev_to = $open_revision AND operates.live_key IS NOT NULL
    RETURN unit.key ORDER BY unit.key LIMIT 1
  })} AS placed
} AS systems, COLLECT {
  UNWIND $units AS word
  CALL (word) {
    MATCH (unit:Entity {live_code: 'Unit|' + /* include folded(word) */}) RETURN unit, 0 AS rank
    UNION
    MATCH (unit:Entity) WHERE unit.label = 'Unit' AND unit.key IS NOT NULL
    WITH word, unit, unit.name AS name WHERE /* include folded(name) */ = /* include folded(word) */
    RETURN unit, 1 AS rank
  }
  WITH word, rank, collect(unit) AS found ORDER BY word, rank
  WITH word, head(collect(found)) AS found
  WHERE size(found) = 1
  WITH word, found[0] AS unit
  RETURN {word: word, unit: unit.key} AS placed
} AS units, COLLECT {
  UNWIND $codes AS code
  MATCH (dataset:Entity&Dataset {live_code: 'Dataset|' + /* include folded(code) */})
  RETURN {code: code, dataset: dataset.key, owner: /* include owner(dataset) */} AS placed
} AS entries
