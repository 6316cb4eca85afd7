// lineage/questions/declared_flows: which datasets a job made as a whole from which others, and their fields (rule LIN-3).
// param  as_of       Instant  when relations must have held
// param  revision    Integer  catalog revision that must have known them
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return declared    List     [made, from] of datasets that a job made as a whole from another
// return fields      List     [dataset, its fields] of these
// everybody keys, read by the program: what is found in them is judged by lineage/questions/gone_round
MATCH (target:Dataset)-[written:WRITTEN_BY]->(:Job)-[reads:READS]->(source:Dataset)
WHERE /* include traced(written) */ AND /* include traced(reads) */ AND target <> source
WITH collect(DISTINCT [target, source]) AS flows
CALL (flows) {
  UNWIND flows AS flow
  UNWIND flow AS dataset
  WITH DISTINCT dataset
  MATCH (dataset)-[has:HAS_FIELD]->(field:Field) WHERE /* include interval(has) */
  WITH dataset, collect(field.key) AS within
  RETURN collect([dataset.key, within]) AS fields
}
RETURN [flow IN flows | [flow[0].key, flow[1].key]] AS declared, fields
