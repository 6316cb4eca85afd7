// fragment fed_by(dataset): the datasets that a dataset is made from, field by field or by a job as a whole.
COLLECT {
  MATCH (dataset)-[has:HAS_FIELD]->(:Field)-[derived:DERIVED_FROM]->(:Field)<-[held:HAS_FIELD]-(feeder:Dataset)
  WHERE /* include interval(has) */ AND /* include interval(derived) */ AND /* include interval(held) */
  RETURN feeder
  UNION
  MATCH (dataset)-[written:WRITTEN_BY]->(:Job)-[reads:READS]->(feeder:Dataset)
  WHERE /* include interval(written) */ AND /* include interval(reads) */
  RETURN feeder
}
