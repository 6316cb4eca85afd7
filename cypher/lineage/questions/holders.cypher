// lineage/questions/holders: the fields that hold a datum, those first that collect or generate it, and its designated sources.
// param  key            String   key of the datum
// param  limit          Integer  how many fields at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions count
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// param  populations    Map      what is above and apart from each word for a population
// return known          Boolean  whether there is such a datum on record
// return total          Integer  how many fields hold it
// return hidden         Integer  how many of them the viewer may not see
// return fields         Strings  keys of those that may be seen
// return designated     Strings  keys of the datasets designated as its source
OPTIONAL MATCH (datum:Entity&Datum {key: $key})
WHERE datum.created_rev <= $revision AND /* include visibility_datum(datum) */ <> 'HIDDEN'
CALL (datum) {
  MATCH (datum)<-[denotes:DENOTES]-(field:Field)
  WHERE /* include interval(denotes) */
  WITH DISTINCT field
  WITH field, /* include visibility_field(field) */ AS visibility,
    /* include state(field) */.acquisition AS acquisition
  ORDER BY NOT acquisition IN ['COLLECTED', 'GENERATED'], field.key
  RETURN count(field) AS total, sum(CASE visibility WHEN 'HIDDEN' THEN 1 ELSE 0 END) AS hidden,
    [key IN collect(CASE WHEN visibility <> 'HIDDEN' THEN field.key END) | key][..$limit] AS fields
}
RETURN datum IS NOT NULL AS known, total, hidden, fields, COLLECT {
  MATCH (datum)<-[of:OF]-(designation:SourceDesignation)-[names:NAMES]->(dataset:Dataset)
  WHERE /* include interval(of) */ AND /* include interval(names) */
  WITH datum, dataset, designation, /* include state(dataset) */ AS said
  WHERE /* include still_source(dataset, said, datum, designation) */
  RETURN DISTINCT dataset.key AS key ORDER BY key
} AS designated
