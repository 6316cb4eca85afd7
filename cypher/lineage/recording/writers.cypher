// lineage/recording/writers: which jobs were seen to write datasets, for a change that builds on them.
// param  datasets      Strings  keys of datasets
// param  open_revision Integer  the far end of the record
// return writers       List     dataset, in whose name it is told, source (`LineageSource`), key, namespace, name and script of the job, of each
UNWIND $datasets AS key
MATCH (dataset:Entity&Dataset {key: key})
CALL (dataset) {
  MATCH (dataset)-[:HAS_FIELD]->(:Field)-[fact:DERIVED_FROM|WRITTEN_BY]->()
  WHERE fact.rev_to = $open_revision AND fact.job_key IS NOT NULL
  RETURN fact.source AS source, fact.job_key AS job, coalesce(fact.voice, '') AS voice
  UNION
  MATCH (dataset)-[fact:WRITTEN_BY]->(:Job)
  WHERE fact.rev_to = $open_revision AND fact.job_key IS NOT NULL
  RETURN fact.source AS source, fact.job_key AS job, coalesce(fact.voice, '') AS voice
}
MATCH (named:Entity&Job {key: job})
WITH dataset, source, voice, named ORDER BY dataset.key, named.key, source, voice
RETURN collect({
  dataset: dataset.key, voice: voice, source: source, job: named.key, namespace: named.namespace, name: named.name, script: named.script
}) AS writers
