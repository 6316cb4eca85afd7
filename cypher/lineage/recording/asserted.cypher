// lineage/recording/asserted: who says by one method that something was made from something, for a change that builds on it.
// param  target        String   key of the field or dataset written
// param  source        String   key of what it came from
// param  method        String   how it is known, see LineageSource
// param  open_revision Integer  the far end of the record
// return assertions    List     whose each is (`unit`, null: the centre's or a tool's), and its slot; or its job, and how many other datasets that reads for the target
CALL () {
  MATCH (:Entity&Field {key: $target})-[fact:DERIVED_FROM]->(:Entity&Field {key: $source})
  WHERE fact.rev_to = $open_revision AND fact.source = $method
  RETURN DISTINCT fact.slot AS slot, null AS job, 0 AS others, fact.asserted_for AS unit
  UNION
  MATCH (:Entity&Dataset {key: $target})-[written:WRITTEN_BY]->(job:Job)-[reads:READS]->(:Entity&Dataset {key: $source})
  WHERE written.rev_to = $open_revision AND reads.rev_to = $open_revision
    AND written.source = $method AND reads.source = $method
  WITH DISTINCT job
  RETURN null AS slot, job.key AS job, COUNT {
    MATCH (job)-[other:READS]->(read:Dataset)
    WHERE other.rev_to = $open_revision AND read.key <> $source
  } AS others, job.owner AS unit
}
WITH slot, job, others, unit ORDER BY slot, job
RETURN collect({slot: slot, job: job, others: others, unit: unit}) AS assertions
