// source/live: the source designations of a datum that are on record, for a change that builds on them.
// param  datum         String   key of the datum
// param  open_revision Integer  the far end of the record
// return designations  List     description, dataset (key and name), valid_from and valid_to of each
MATCH (:Datum {key: $datum})<-[about:OF]-(designation:SourceDesignation)-[names:NAMES]->(dataset:Dataset)
WHERE about.rev_to = $open_revision AND names.rev_to = $open_revision
WITH about, designation, dataset ORDER BY designation.key, about.valid_from
RETURN collect({
  described: properties(designation), dataset: dataset.key, dataset_name: dataset.name,
  valid_from: about.valid_from, valid_to: about.valid_to
}) AS designations
