// agreements/brought_from: the designations from which a ruling has brought one along, for a change that ends that one.
// param  key           String   key of the designation that a ruling brought along
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return homes         List     described and datum_name of each, and the slot by which the ruling takes its time away
MATCH (brought:Entity {key: $key})-[:NAMES]->(dataset:Dataset)
WITH DISTINCT brought, dataset
RETURN COLLECT {
  MATCH (dataset)<-[:NAMES]-(home:SourceDesignation)<-[takes:TAKES]-(ruling:Ruling)
  WHERE ruling.key = brought.ruling AND takes.rev_to = $open_revision AND $now < takes.valid_to
  MATCH (home)-[:OF]->(datum:Datum)
  WITH DISTINCT home, takes.slot AS slot, datum.name AS datum_name ORDER BY home.key
  RETURN {described: properties(home), slot: slot, datum_name: datum_name}
} AS homes
