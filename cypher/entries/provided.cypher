// entries/provided: the entries of the catalog that some units provide now, and that are not withdrawn.
// param  units   Strings  keys of the units
// return entries List     description in short, and provider, of each
UNWIND $units AS key
MATCH (unit:Entity {key: key})-[fact:PROVIDES]->(dataset:Dataset)
WHERE fact.live_key IS NOT NULL
  AND coalesce(dataset.listing, 'LISTED') = 'LISTED' AND coalesce(dataset.status, 'DRAFT') <> 'WITHDRAWN'
WITH unit, dataset ORDER BY unit.name, dataset.name, dataset.key
RETURN collect({
  described: dataset {.key, .name, .code, .status, .listing}, unit: unit {.key, .name, .level}
}) AS entries
