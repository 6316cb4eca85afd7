// fragment feeds(dataset): the datasets that are made from a dataset, field by field or by a job as a whole.
COLLECT {
  MATCH (dataset)-[has:HAS_FIELD]->(:Field)<-[derived:DERIVED_FROM]-(:Field)<-[held:HAS_FIELD]-(fed:Dataset)
  WHERE /* include interval(has) */ AND /* include interval(derived) */ AND /* include interval(held) */
  RETURN fed
  UNION
  MATCH (dataset)<-[reads:READS]-(:Job)<-[written:WRITTEN_BY]-(fed:Dataset)
  WHERE /* include interval(reads) */ AND /* include interval(written) */
  RETURN fed
}
