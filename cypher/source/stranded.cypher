// source/stranded: the data of which a dataset is the designated source now, though it is not published or does not have them.
// param  dataset       String   key of the dataset
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return data          Strings  their names
MATCH (dataset:Dataset {key: $dataset})<-[names:NAMES]-(:SourceDesignation)-[about:OF]->(datum:Datum)
WHERE names.rev_to = $open_revision AND names.valid_from <= $now < names.valid_to
  AND about.rev_to = $open_revision AND about.valid_from <= $now < about.valid_to
  AND (coalesce(dataset.status, 'DRAFT') <> 'PUBLISHED' OR NOT EXISTS {
    MATCH (dataset)-[has:HAS_FIELD]->(:Field)-[means:DENOTES]->(datum)
    WHERE has.rev_to = $open_revision AND has.valid_from <= $now < has.valid_to
      AND means.rev_to = $open_revision AND means.valid_from <= $now < means.valid_to
  })
WITH DISTINCT datum.name AS name ORDER BY name
RETURN collect(name) AS data
