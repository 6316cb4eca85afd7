// agreements/losing_subject: the agreements in force or to come, and the requests that wait, about entries that this change has withdrawn.
// param  datasets      Strings  keys of datasets that it has touched
// param  revision      Integer  the revision under way
// param  as_of         Instant  its instant
// param  open_revision Integer  the far end of the record
// return agreements    List     dataset (name), key, name and code, whether it waits for a decision, and whether it covers other entries that are not withdrawn, of each
UNWIND $datasets AS key
MATCH (dataset:Entity&Dataset {key: key})
WHERE dataset.status = 'WITHDRAWN' AND dataset.rev_from = $revision AND NOT EXISTS {
  MATCH (dataset)-[:STATE]->(before:State) WHERE before.rev_to = $revision AND before.status = 'WITHDRAWN'
}
MATCH (dataset)<-[covers:COVERS]-(agreement:Agreement)
WHERE covers.rev_to = $open_revision AND $as_of < covers.valid_to AND coalesce(covers.decision, agreement.status) <> 'REFUSED'
WITH dataset, agreement, collect(coalesce(covers.decision, agreement.status)) AS decisions
WITH dataset, agreement, decisions ORDER BY dataset.name, dataset.key, agreement.name, agreement.key
RETURN collect({
  dataset: dataset.name, key: agreement.key, name: agreement.name, code: agreement.code,
  is_waiting: all(decision IN decisions WHERE decision = 'PENDING'),
  has_others: EXISTS {
    MATCH (agreement)-[also:COVERS]->(other:Dataset)
    WHERE also.rev_to = $open_revision AND $as_of < also.valid_to AND coalesce(other.status, 'DRAFT') <> 'WITHDRAWN'
  }
}) AS agreements
