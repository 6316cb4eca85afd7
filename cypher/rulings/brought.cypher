// rulings/brought: what rulings have brought along as sources of the data that some datasets have, and what these denote.
// param  datasets      Strings  keys of the datasets
// param  data          Strings  keys of data, of which it is asked when the datasets have them
// param  now           Instant  the instant from which on they are asked for
// param  open_revision Integer  the far end of the record
// return designations  List     described, slot, datum, dataset (key and name), valid_from and valid_to of each stretch to come
// return holds         List     dataset, datum, start and end of each time in which a dataset has one of the data, or one of which it is the source so
CALL () {
  UNWIND $datasets AS key
  MATCH (dataset:Entity&Dataset {key: key})<-[:NAMES]-(designation:SourceDesignation)-[about:OF]->(datum:Datum)
  WHERE designation.ruling IS NOT NULL AND about.rev_to = $open_revision AND $now < about.valid_to
  WITH DISTINCT dataset, designation, about, datum ORDER BY about.slot, about.valid_from, designation.key
  RETURN collect({
    described: properties(designation), slot: about.slot, datum: datum.key, dataset: dataset.key,
    dataset_name: dataset.name, valid_from: about.valid_from, valid_to: about.valid_to
  }) AS designations
}
WITH designations, $data + [each IN designations | each.datum] AS asked
RETURN designations, COLLECT {
  UNWIND $datasets AS key
  MATCH (dataset:Entity&Dataset {key: key})-[has:HAS_FIELD]->(:Field)-[means:DENOTES]->(datum:Datum)
  WHERE datum.key IN asked AND has.rev_to = $open_revision AND $now < has.valid_to
    AND means.rev_to = $open_revision AND $now < means.valid_to
  WITH DISTINCT key, datum.key AS held, means.valid_from AS start, means.valid_to AS end ORDER BY key, held, start
  RETURN {dataset: key, datum: held, start: start, end: end}
} AS holds
