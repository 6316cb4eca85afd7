// agreements/stranded: the data of which datasets are the designated sources, now or from later on, though they can be none then, or not for all: see rules/stranded_sources.
// param  datasets      Strings  keys of the datasets
// param  narrowed      Boolean  whether what the datasets cover has changed, so that those are told of too that are sources for more than that
// param  as_of         Instant  the instant of the change
// param  revision      Integer  the revision under way
// param  open_revision Integer  the far end of the record
// param  populations   Map      what is above and apart from each word for a population
// return stranded      List     dataset and datum (names), since when it is the source (the instant of the change at the earliest), whether it can be one but for what it covers, and what was designated and what the dataset says, of each
// As fragment still_source, but of the instant from which on each is the source.
UNWIND $datasets AS key
MATCH (dataset:Entity&Dataset {key: key})<-[names:NAMES]-(designation:SourceDesignation)-[about:OF]->(datum:Datum)
WHERE names.rev_to = $open_revision AND about.rev_to = $open_revision AND $as_of < about.valid_to
  AND about.valid_from < names.valid_to AND names.valid_from < about.valid_to
WITH DISTINCT dataset, datum, designation, CASE WHEN about.valid_from > $as_of THEN about.valid_from ELSE $as_of END AS since
WITH dataset, datum, designation, since, (/* include published_entry(dataset) */ AND /* include has_datum_at(dataset, datum, since) */) AS has_it
WHERE NOT has_it OR NOT /* include overlaps(designation, dataset) */ OR ($narrowed AND NOT /* include holds(dataset, designation) */)
WITH dataset, datum, designation, has_it, min(since) AS since ORDER BY dataset.name, dataset.key, datum.name, since, designation.key
RETURN collect({
  dataset: dataset.name, datum: datum.name, since: since, has_it: has_it, designated: properties(designation), said: properties(dataset)
}) AS stranded
