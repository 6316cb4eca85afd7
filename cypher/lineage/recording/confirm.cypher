// lineage/recording/confirm: note that what jobs were said to do was seen again; operational, of no revision (design §3, ADR 0015).
// param  rows          Maps     key of the job, of the dataset it wrote, in whose name that is told, and at, of each
// param  open_revision Integer  the far end of the record
// return confirmed     Integer  how many facts
UNWIND $rows AS row
MATCH (dataset:Entity&Dataset {key: row.dataset})
CALL (dataset, row) {
  MATCH (dataset)-[has:HAS_FIELD]->(:Field)-[fact:DERIVED_FROM|WRITTEN_BY]->()
  WHERE has.rev_to = $open_revision AND fact.rev_to = $open_revision AND fact.job_key = row.job AND coalesce(fact.voice, '') = row.voice
    AND fact.valid_from <= row.at < fact.valid_to AND coalesce(fact.last_confirmed, fact.valid_from) < row.at
  RETURN fact
  UNION
  MATCH (dataset)-[fact:WRITTEN_BY]->(:Entity&Job {key: row.job})
  WHERE fact.rev_to = $open_revision AND coalesce(fact.voice, '') = row.voice
    AND fact.valid_from <= row.at < fact.valid_to AND coalesce(fact.last_confirmed, fact.valid_from) < row.at
  RETURN fact
}
SET fact.last_confirmed = row.at
RETURN count(fact) AS confirmed
