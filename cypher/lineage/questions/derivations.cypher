// lineage/questions/derivations: what a stretch of the fields is made from, in the order of their keys, as far as it may be part of a cycle (rule LIN-3).
// param  after       String   key of the last field before the stretch; '' at the start
// param  limit       Integer  fields at the most
// param  as_of       Instant  when relations must have held
// param  revision    Integer  catalog revision that must have known them
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return reached     String   key of the last field of the stretch; null where none is left
// return derived     List     [made, those it was made from] of fields: others were made from the first, and the last from others
// everybody keys, read by the program: what is found in them is judged by lineage/questions/gone_round
// What nothing was made from, and what was made from nothing, is in no cycle: this leaves the bulk of an estate out.
MATCH (field:Entity)
WHERE field.label = 'Field' AND field.key > $after
WITH field ORDER BY field.label, field.key LIMIT $limit
WITH collect(field) AS stretch
RETURN CASE size(stretch) WHEN $limit THEN stretch[-1].key END AS reached, COLLECT {
  UNWIND stretch AS made
  WITH made WHERE EXISTS { (made)<-[:DERIVED_FROM]-() } OR EXISTS { (made)<-[:HAS_FIELD]-()<-[:READS]-() }
  CALL (made) {
    MATCH (made)-[fact:DERIVED_FROM]->(before:Field)
    WHERE /* include traced(fact) */ AND fact.voice IS NULL AND EXISTS { (before)-[:DERIVED_FROM|WRITTEN_BY]->() }
    RETURN collect(before.key) AS befores
  }
  WITH made, befores WHERE befores <> []
  RETURN [made.key, befores]
} AS derived
