// fragment fed_by(dataset): the datasets that a dataset is made from, field by field or by a job as a whole.
// What is only told by the unit that gave the data (`voice`) accuses nobody of having them (ADR 0017).
COLLECT {
  MATCH (dataset)-[has:HAS_FIELD]->(:Field)-[derived:DERIVED_FROM]->(:Field)<-[held:HAS_FIELD]-(feeder:Dataset)
  WHERE /* include interval(has) */ AND /* include traced(derived) */ AND derived.voice IS NULL AND /* include interval(held) */
  RETURN feeder
  UNION
  MATCH (dataset)-[written:WRITTEN_BY]->(:Job)-[reads:READS]->(feeder:Dataset)
  WHERE /* include traced(written) */ AND /* include traced(reads) */
  RETURN feeder
}
