// lineage/recording/written_datasets: which datasets are written by jobs whose columns are unknown, so that new fields are too.
// param  datasets      Strings  keys of datasets
// param  open_revision Integer  the far end of the record
// return written       List     dataset, job and the properties of the fact, of each
UNWIND $datasets AS key
MATCH (dataset:Entity&Dataset {key: key})-[written:WRITTEN_BY]->(job:Job)
WHERE written.rev_to = $open_revision
WITH dataset, job, written ORDER BY dataset.key, job.key, written.valid_from
RETURN collect({dataset: dataset.key, job: job.key, properties: properties(written)}) AS written
