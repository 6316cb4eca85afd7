// finding/derivations: what is made from what, as far as it may be part of a cycle (rule LIN-3).
// param  as_of       Instant  when relations must have held
// param  revision    Integer  catalog revision that must have known them
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return derived     List     [made, those it was made from] of fields: others were made from the first, and the last from others
// return declared    List     [made, from] of datasets that a job made as a whole from another
// return fields      List     [dataset, its fields] of these
// What nothing was made from, and what was made from nothing, is in no cycle: this leaves the bulk of an estate out.
CALL () {
  MATCH (made:Field)
  WHERE EXISTS { (made)<-[:DERIVED_FROM]-() } OR EXISTS { (made)<-[:HAS_FIELD]-()<-[:READS]-() }
  CALL (made) {
    MATCH (made)-[fact:DERIVED_FROM]->(before:Field)
    WHERE /* include traced(fact) */ AND fact.voice IS NULL AND EXISTS { (before)-[:DERIVED_FROM|WRITTEN_BY]->() }
    RETURN collect(before.key) AS befores
  }
  WITH made, befores WHERE befores <> []
  RETURN collect([made.key, befores]) AS derived
}
WITH derived, COLLECT {
  MATCH (target:Dataset)-[written:WRITTEN_BY]->(:Job)-[reads:READS]->(source:Dataset)
  WHERE /* include traced(written) */ AND /* include traced(reads) */ AND target <> source
  RETURN DISTINCT [target, source] AS flow
} AS flows
CALL (flows) {
  UNWIND flows AS flow
  UNWIND flow AS dataset
  WITH DISTINCT dataset
  MATCH (dataset)-[has:HAS_FIELD]->(field:Field) WHERE /* include interval(has) */
  WITH dataset, collect(field.key) AS within
  RETURN collect([dataset.key, within]) AS fields
}
RETURN derived, [flow IN flows | [flow[0].key, flow[1].key]] AS declared, fields
