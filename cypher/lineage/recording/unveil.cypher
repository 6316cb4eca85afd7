// lineage/recording/unveil: tell a unit of what its tools said of things that it may see by now; operational, of no revision (ADR 0017).
// param  rows          Maps     key of the job, and of the dataset it wrote, of each
// param  revision      Integer  catalog revision that must have known what makes a datum visible
// param  sees_all      Boolean  whether nothing is hidden from the viewer
// param  viewer_unit   String   key of the viewer's unit
// param  open_revision Integer  the far end of the record
// return unveiled      Integer  how many facts
UNWIND $rows AS row
CALL (row) {
  MATCH (:Entity&Dataset {key: row.dataset})-[has:HAS_FIELD]->(start:Field)-[fact:DERIVED_FROM|WRITTEN_BY]->(end)
  WHERE has.rev_to = $open_revision AND fact.job_key = row.job
  RETURN start, fact, end
  UNION
  MATCH (start:Entity&Dataset {key: row.dataset})-[fact:WRITTEN_BY]->(end:Entity&Job {key: row.job})
  RETURN start, fact, end
  UNION
  MATCH (start:Entity&Job {key: row.job})-[fact:READS|INPUT|OUTPUT]->(end:Dataset)
  RETURN start, fact, end
}
WITH start, fact, end
WHERE fact.rev_to = $open_revision AND fact.unseen_by = $viewer_unit
  AND /* include visibility(start) */ = 'FULL' AND /* include visibility(end) */ = 'FULL'
SET fact.unseen_by = null
RETURN count(fact) AS unveiled
