// collection/origins: where received copies come from: of each the nearest field upstream that stands in an entry.
// param  fields         Strings  keys of fields that are copies had by sharing
// param  as_of          Instant  when the facts must have held
// param  revision       Integer  catalog revision that must have them on record
// param  state_revision Integer  revision whose descriptions count
// ceiling 31                     edges walked at the most
// return origins        List     copy (key), field, dataset and provider of each origin
// One origin a copy, and its dataset described only then: with all of them a plan of 50 fields ran the store out of memory.
UNWIND $fields AS copy
CALL (copy) {
  MATCH path = (:Entity {key: copy})-[:HAS_FIELD|DERIVED_FROM|WRITTEN_BY|READS*1..31]->(origin:Field)
  WHERE all(fact IN relationships(path) WHERE /* include interval(fact) */)
  WITH origin, min(length(path)) AS hops
  MATCH (origin)<-[has:HAS_FIELD]-(dataset:Dataset)<-[gives:PROVIDES]-(provider:Unit)
  WHERE /* include interval(has) */ AND /* include interval(gives) */ AND dataset.listing = 'LISTED'
  RETURN hops, origin, dataset, provider ORDER BY hops, origin.key LIMIT 1
}
WITH copy, hops, origin, provider, /* include state(dataset) */ AS said
ORDER BY copy
RETURN collect({
  copy: copy, hops: hops, field: origin {.key, .name}, dataset: said, provider: provider {.key, .name, .level}
}) AS origins
