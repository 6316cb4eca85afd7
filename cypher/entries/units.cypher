// entries/units: the units that a catalog file may mean, by name, by one that they bore before, or by credit code.
// param  names Strings  names, folded
// param  codes Strings  credit codes, as in live_code
// return units List     their descriptions
CALL () {
  MATCH (unit:Entity)
  WHERE unit.label = 'Unit' AND unit.key IS NOT NULL
    AND any(name IN [unit.name] + coalesce(unit.former_names, []) WHERE /* include folded(name) */ IN $names)
  RETURN unit
  UNION
  UNWIND $codes AS code
  MATCH (unit:Entity {live_code: code})
  RETURN unit
}
WITH unit ORDER BY unit.key
RETURN collect(properties(unit)) AS units
