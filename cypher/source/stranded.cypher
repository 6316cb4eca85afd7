// source/stranded: the data of which datasets are the designated sources now, though they are not published, are copies, or do not have them.
// param  datasets      Strings  keys of the datasets
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return stranded      List     names of dataset and datum, of each
UNWIND $datasets AS key
MATCH (dataset:Entity&Dataset {key: key})<-[names:NAMES]-(:SourceDesignation)-[about:OF]->(datum:Datum)
WHERE names.rev_to = $open_revision AND names.valid_from <= $now < names.valid_to
  AND about.rev_to = $open_revision AND about.valid_from <= $now < about.valid_to
  AND (coalesce(dataset.status, 'DRAFT') <> 'PUBLISHED' OR dataset.listing = 'RECEIVED' OR NOT EXISTS {
    MATCH (dataset)-[has:HAS_FIELD]->(:Field)-[means:DENOTES]->(datum)
    WHERE has.rev_to = $open_revision AND has.valid_from <= $now < has.valid_to
      AND means.rev_to = $open_revision AND means.valid_from <= $now < means.valid_to
  })
WITH DISTINCT dataset, datum ORDER BY dataset.name, dataset.key, datum.name
RETURN collect([dataset.name, datum.name]) AS stranded
