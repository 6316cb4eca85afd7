// source/stranded: the data of which datasets are the designated sources, though they can be none: see finding/stranded_sources.
// param  datasets      Strings  keys of the datasets
// param  as_of         Instant  the instant of the change
// param  revision      Integer  the revision under way
// return stranded      List     names of dataset and datum, of each
UNWIND $datasets AS key
MATCH (dataset:Entity&Dataset {key: key})<-[names:NAMES]-(:SourceDesignation)-[about:OF]->(datum:Datum)
WHERE /* include interval(names) */ AND /* include interval(about) */
WITH DISTINCT dataset, datum, properties(dataset) AS said
WHERE NOT /* include still_source(dataset, said, datum) */
WITH dataset, datum ORDER BY dataset.name, dataset.key, datum.name
RETURN collect([dataset.name, datum.name]) AS stranded
