// source/live: the source designations of a datum that are on record, for a change that builds on them, and whether a dataset has the datum.
// param  datum         String   key of the datum
// param  dataset       String   key of the dataset
// param  at            Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return designations  List     description, slot, dataset (key and name), valid_from and valid_to of each
// return holds         Boolean  whether a field of the dataset denotes the datum now
MATCH (datum:Entity&Datum {key: $datum})
CALL (datum) {
  MATCH (datum)<-[about:OF]-(designation:SourceDesignation)-[names:NAMES]->(dataset:Dataset)
  WHERE about.rev_to = $open_revision AND names.rev_to = $open_revision
    AND about.valid_from < names.valid_to AND names.valid_from < about.valid_to
  WITH DISTINCT about, designation, dataset ORDER BY designation.key, about.valid_from
  RETURN collect({
    described: properties(designation), slot: about.slot, dataset: dataset.key, dataset_name: dataset.name,
    valid_from: about.valid_from, valid_to: about.valid_to
  }) AS designations
}
RETURN designations, EXISTS {
  MATCH (:Entity&Dataset {key: $dataset})-[has:HAS_FIELD]->(:Field)-[means:DENOTES]->(datum)
  WHERE has.rev_to = $open_revision AND has.valid_from <= $at < has.valid_to
    AND means.rev_to = $open_revision AND means.valid_from <= $at < means.valid_to
} AS holds
