// fragment points(datum): where a datum is collected: unit and dataset of each field, of units that are on record as collecting it.
COLLECT {
  WITH COLLECT {
    MATCH (datum)<-[counts:COLLECTS]-(counted:Unit) WHERE /* include interval(counts) */
    RETURN DISTINCT counted
  } AS counted_in
  MATCH (datum)<-[told:DENOTES]-(field:Field)
  WHERE /* include interval(told) */
  MATCH (field)<-[placing:HAS_FIELD]-(dataset:Dataset)
  WHERE /* include interval(placing) */
  MATCH (dataset)<-[giving:PROVIDES]-(giver:Unit)
  WHERE /* include interval(giving) */ AND giver IN counted_in
  WITH giver, dataset, field, /* include state(dataset) */ AS entry, /* include state(field) */ AS item
  WHERE /* include collected_in(item, entry) */
  RETURN {unit: giver, dataset: dataset}
}
