// source/stranded: the data of which datasets are the designated sources, now or from later on, though they can be none then: see finding/stranded_sources.
// param  datasets      Strings  keys of the datasets
// param  as_of         Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return stranded      List     names of dataset and datum, and since when it is the source (the instant of the change at the earliest), of each
// As fragment still_source, but of the instant from which on each is the source: a ruling may give a field its datum back by then.
UNWIND $datasets AS key
MATCH (dataset:Entity&Dataset {key: key})<-[names:NAMES]-(:SourceDesignation)-[about:OF]->(datum:Datum)
WHERE names.rev_to = $open_revision AND about.rev_to = $open_revision AND $as_of < about.valid_to
  AND about.valid_from < names.valid_to AND names.valid_from < about.valid_to
WITH DISTINCT dataset, datum, CASE WHEN about.valid_from > $as_of THEN about.valid_from ELSE $as_of END AS since
WHERE NOT (coalesce(dataset.status, 'DRAFT') = 'PUBLISHED' AND coalesce(dataset.listing, 'LISTED') = 'LISTED' AND EXISTS {
  MATCH (dataset)-[has:HAS_FIELD]->(:Field)-[means:DENOTES]->(datum)
  WHERE has.rev_to = $open_revision AND has.valid_from <= since < has.valid_to
    AND means.rev_to = $open_revision AND means.valid_from <= since < means.valid_to
})
WITH dataset, datum, min(since) AS since ORDER BY dataset.name, dataset.key, datum.name
RETURN collect([dataset.name, datum.name, since]) AS stranded
