// entries/known: which units there are.
// return known List keys of all
// everybody keys that the program looks up; nobody is shown anything
MATCH (unit:Entity)
WHERE unit.label = 'Unit' AND unit.key IS NOT NULL
WITH unit ORDER BY unit.key
RETURN collect(unit.key) AS known
