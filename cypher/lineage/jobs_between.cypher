// lineage/jobs_between: jobs that were said to write one dataset from another, for a change that builds on it.
// param  target        String   key of the dataset written
// param  source        String   key of the dataset read
// param  asserted      String   how it is known, see LineageSource
// param  open_revision Integer  the far end of the record
// return jobs          List     key of each, and how many other datasets it reads for the target
MATCH (:Entity&Dataset {key: $target})-[written:WRITTEN_BY]->(job:Job)-[reads:READS]->(:Entity&Dataset {key: $source})
WHERE written.rev_to = $open_revision AND reads.rev_to = $open_revision
  AND written.source = $asserted AND reads.source = $asserted
WITH DISTINCT job, COUNT {
  MATCH (job)-[other:READS]->(read:Dataset)
  WHERE other.rev_to = $open_revision AND read.key <> $source
} AS others
ORDER BY job.key
RETURN collect({job: job.key, others: others}) AS jobs
