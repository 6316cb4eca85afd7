// collection/origins: where received copies come from: of each the nearest field upstream that holds the same datum in an entry.
// param  fields         Strings  keys of fields that are copies had by sharing
// param  as_of          Instant  when the facts must have held
// param  revision       Integer  catalog revision that must have them on record
// param  state_revision Integer  revision whose descriptions count
// ceiling 31                     edges walked at the most
// return origins        List     copy and datum (keys), alignment, field, dataset and provider of each origin
// everybody a verdict reads everything and redacts what it shows
// Upstream of a table lie all fields of what it reads: only one that denotes the copy's own datum can be its origin.
// What is itself had by sharing is an origin only where nothing before it is on record.
// What a unit's tools said of something that the unit may not see names no origin: it could be a guess.
// One origin a copy, and its dataset described only then: with all of them a plan of 50 fields ran the store out of memory.
UNWIND $fields AS copy
CALL (copy) {
  MATCH (field:Entity {key: copy})-[same:DENOTES]->(own:Datum) WHERE /* include interval(same) */
  WITH field, collect(own) AS data
  MATCH path = (field)-[:HAS_FIELD|DERIVED_FROM|WRITTEN_BY|READS*1..31]->(origin:Field)
  WHERE all(fact IN relationships(path) WHERE /* include interval(fact) */ AND fact.unseen_by IS NULL)
  WITH data, origin, min(length(path)) AS hops
  MATCH (origin)-[denotes:DENOTES]->(datum:Datum)
  WHERE datum IN data AND /* include interval(denotes) */
  MATCH (origin)<-[has:HAS_FIELD]-(dataset:Dataset)<-[gives:PROVIDES]-(provider:Unit)
  WHERE /* include interval(has) */ AND /* include interval(gives) */
  WITH datum, denotes, hops, origin, dataset, provider,
    /* include state(dataset) */.listing AS listing, /* include state(origin) */.acquisition AS acquisition
  WHERE listing = 'LISTED'
  RETURN datum, denotes, hops, origin, dataset, provider
  ORDER BY acquisition = 'SHARED', hops, origin.key LIMIT 1
}
WITH copy, datum, denotes, hops, /* include state(origin) */ AS item, /* include state(dataset) */ AS said,
  /* include state(provider) */ AS giver
ORDER BY copy
RETURN collect({
  copy: copy, datum: datum.key, hops: hops, confidence: denotes.confidence, method: denotes.method,
  field: item {.key, .name}, dataset: said, provider: giver {.key, .name, .level}
}) AS origins
