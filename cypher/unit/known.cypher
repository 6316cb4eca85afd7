// unit/known: which of some keys are units'.
// param  keys  Strings  keys
// return known List     those that are
UNWIND $keys AS key
MATCH (unit:Entity&Unit {key: key})
WITH unit ORDER BY unit.key
RETURN collect(unit.key) AS known
