// lineage/recording/keep_runs: keep how runs stand; operational, of no revision (ADR 0015).
// param  rows Maps    key of the run and of its job, and the properties of each
// return kept Integer how many
UNWIND $rows AS row
MERGE (run:Run {key: row.key})
SET run += row.properties
WITH run, row
CALL (run, row) {
  MATCH (job:Entity&Job {key: row.job})
  MERGE (run)-[:OF]->(job)
}
RETURN count(run) AS kept
