// fragment points(datum): where a datum is collected: unit and dataset of each field, of units that are on record as collecting it.
COLLECT {
  MATCH (datum)<-[told:DENOTES]-(field:Field)<-[placing:HAS_FIELD]-(dataset:Dataset)<-[giving:PROVIDES]-(giver:Unit)
  WHERE /* include interval(told) */ AND /* include interval(placing) */ AND /* include interval(giving) */
    AND EXISTS { MATCH (giver)-[counts:COLLECTS]->(datum) WHERE /* include interval(counts) */ }
  WITH giver, dataset, field, /* include state(dataset) */ AS entry, /* include state(field) */ AS item
  WHERE item.acquisition = 'COLLECTED' AND entry.listing <> 'RECEIVED' AND entry.status <> 'WITHDRAWN'
  RETURN {unit: giver, dataset: dataset}
}
