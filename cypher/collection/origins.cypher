// collection/origins: the fields at the far end of where received copies come from, one walk for all.
// param  fields         List     keys of fields that are copies had by sharing
// param  as_of          Instant  when the facts must have held
// param  revision       Integer  catalog revision that must have them on record
// param  state_revision Integer  revision whose descriptions count
// ceiling 31                     edges walked at the most
// return origins        List     copy (key), field, dataset and provider of each origin
UNWIND $fields AS copy
MATCH path = (:Entity {key: copy})-[:HAS_FIELD|DERIVED_FROM|WRITTEN_BY|READS*1..31]->(origin:Field)
WHERE all(fact IN relationships(path) WHERE /* include interval(fact) */)
WITH copy, origin, min(length(path)) AS hops
MATCH (origin)<-[has:HAS_FIELD]-(dataset:Dataset)<-[gives:PROVIDES]-(provider:Unit)
WHERE /* include interval(has) */ AND /* include interval(gives) */ AND dataset.listing = 'LISTED'
WITH copy, hops, origin, dataset, provider, /* include state(dataset) */ AS said
ORDER BY copy, hops, origin.key
RETURN collect({
  copy: copy, hops: hops, field: origin {.key, .name}, dataset: said, provider: provider {.key, .name, .level}
}) AS origins
