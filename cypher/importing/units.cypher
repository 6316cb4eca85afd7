// importing/units: the units that a catalog file may mean, by name or by credit code.
// param  names Strings  names
// param  codes Strings  credit codes, as in live_code
// return units List     their descriptions
CALL () {
  MATCH (unit:Entity)
  WHERE unit.label = 'Unit' AND unit.name IN $names AND unit.key IS NOT NULL
  RETURN unit
  UNION
  UNWIND $codes AS code
  MATCH (unit:Entity {live_code: code})
  RETURN unit
}
WITH unit ORDER BY unit.key
RETURN collect(properties(unit)) AS units
