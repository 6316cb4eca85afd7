// lineage/recording/script_jobs: the jobs that a script was seen to do, and what they write, for a change that builds on them.
// param  script        String   the script, as its jobs name it
// param  namespace     String   the namespace of its jobs
// param  open_revision Integer  the far end of the record
// return jobs          List     name and kind of each, and namespace and name of the datasets it writes
// everybody the program follows what a script did; nobody is shown anything
MATCH (job:Job {script: $script})
WHERE job.namespace = $namespace
WITH job ORDER BY job.key
RETURN collect({
  name: job.name, kind: job.kind,
  outputs: COLLECT {
    MATCH (job)-[writes:OUTPUT]->(:Dataset)<-[:OF]-(name:DatasetName)
    WHERE writes.rev_to = $open_revision AND writes.live_key IS NOT NULL
    RETURN DISTINCT [name.namespace, name.name] AS written ORDER BY written[0], written[1]
  }
}) AS jobs
