// agreements/live_designations: the source designations of a datum that are on record, for a change that builds on them, and whether a dataset can be its source.
// param  datum         String   key of the datum
// param  dataset       String   key of the dataset
// param  covered       Map      what it would be the source for: a coverage as it is stored
// param  as_of         Instant  the instant of the change
// param  revision      Integer  the revision under way
// param  now           Instant  its instant
// param  open_revision Integer  the far end of the record
// param  populations   Map      what is above and apart from each word for a population
// return designations  List     described, slot, datum, dataset (key and name), the unit that provides it (name, or null), valid_from and valid_to of each
// return fits          Boolean  whether the dataset can be the source now
MATCH (datum:Entity&Datum {key: $datum})
CALL (datum) {
  MATCH (datum)<-[about:OF]-(designation:SourceDesignation)-[names:NAMES]->(dataset:Dataset)
  WHERE about.rev_to = $open_revision AND names.rev_to = $open_revision
    AND about.valid_from < names.valid_to AND names.valid_from < about.valid_to
  WITH DISTINCT about, designation, dataset
  WITH about, designation, dataset, /* include provided_by(dataset) */ AS givers ORDER BY designation.key, about.valid_from
  RETURN collect({
    described: properties(designation), slot: about.slot, datum: datum.key, dataset: dataset.key, dataset_name: dataset.name,
    unit: head([giver IN givers | giver.name]), valid_from: about.valid_from, valid_to: about.valid_to
  }) AS designations
}
RETURN designations, EXISTS {
  MATCH (source:Entity&Dataset {key: $dataset})
  WITH source, properties(source) AS said, $covered AS covered
  WHERE /* include still_source(source, said, datum, covered) */
} AS fits
