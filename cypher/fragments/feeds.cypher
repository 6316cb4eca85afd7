// fragment feeds(dataset): the datasets that are made from a dataset, field by field or by a job as a whole: see fed_by.
COLLECT {
  MATCH (dataset)-[has:HAS_FIELD]->(:Field)<-[derived:DERIVED_FROM]-(:Field)<-[held:HAS_FIELD]-(fed:Dataset)
  WHERE /* include interval(has) */ AND /* include traced(derived) */ AND derived.voice IS NULL AND /* include interval(held) */
  RETURN fed
  UNION
  MATCH (dataset)<-[reads:READS]-(:Job)<-[written:WRITTEN_BY]-(fed:Dataset)
  WHERE /* include traced(reads) */ AND /* include traced(written) */
  RETURN fed
}
