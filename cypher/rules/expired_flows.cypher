// rules/expired_flows: rule LIN-4, what a unit of the district still has from another unit though the agreement that covered it has ended.
// param  unit           String   only this unit's, or null
// param  after_key      String   keys of both datasets, joined by |, before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     key, dataset and its name, origin and its name, unit, its and the giver's name, and the agreement that ended last, of each
// From the agreements that have ended, which are few, to what still flows. See rules/uncovered_flows for who is told;
// a unit that its row does not name is not found by its id either.
MATCH (once:Entity)
WHERE once.label = 'Agreement' AND once.key IS NOT NULL AND once.created_rev <= $revision
MATCH (once)-[naming:COVERS]->(named:Dataset)
WHERE /* include begun(naming) */
MATCH (once)-[allowed:GRANTED_TO]->(:Consumer)-[stands:ACTS_FOR]->(receiver:Unit)
WHERE /* include begun(allowed) */ AND /* include interval(stands) */ AND /* include of_district(receiver) */
  AND ($unit IS NULL OR receiver.key = $unit) AND (naming.valid_to <= $as_of OR allowed.valid_to <= $as_of)
WITH DISTINCT named, receiver
CALL (named) {
  RETURN named AS source
  UNION
  UNWIND /* include feeds(named) */ AS source
  WITH source WHERE /* include state(source) */.listing = 'RECEIVED'
  RETURN source
}
WITH DISTINCT source, receiver
WITH source, receiver, /* include answers_for(source) */ AS giver, /* include granted_to(source, receiver) */ AS granted
WHERE giver <> receiver AND ($sees_all OR $viewer_unit IN [receiver.key, giver.key])
  AND granted <> [] AND NOT any(grant IN granted WHERE $as_of < grant.ends_at)
UNWIND /* include feeds(source) */ AS target
WITH source, receiver, giver, granted[0] AS last, target
WHERE target.key + '|' + source.key > $after_key AND /* include answers_for(target) */ = receiver AND (
    $unit IS NULL OR $sees_all OR $unit = $viewer_unit OR /* include visibility_dataset(target) */ <> 'HIDDEN' OR EXISTS {
      MATCH (ended:Entity&Agreement {key: last.key}) WHERE /* include visibility_agreement(ended) */ <> 'HIDDEN'
    })
WITH source, receiver, giver, last, target ORDER BY target.key, source.key LIMIT $limit
WITH target, receiver, source, giver, last, /* include visibility_dataset(target) */ AS target_visibility,
  /* include visibility_dataset(source) */ AS source_visibility, head(COLLECT {
    MATCH (ended:Entity&Agreement {key: last.key}) RETURN /* include visibility_agreement(ended) */
  }) AS ended_visibility
RETURN collect({
  key: target.key + '|' + source.key, dataset: target.key, origin: source.key, unit: CASE WHEN target_visibility <> 'HIDDEN' OR ended_visibility <> 'HIDDEN' THEN receiver.key END,
  unit_name: CASE WHEN target_visibility <> 'HIDDEN' OR ended_visibility <> 'HIDDEN' THEN /* include state(receiver) */.name END,
  giver_name: CASE WHEN source_visibility <> 'HIDDEN' OR ended_visibility <> 'HIDDEN' THEN /* include state(giver) */.name END, agreement: last.key,
  agreement_name: CASE ended_visibility WHEN 'HIDDEN' THEN null ELSE last.name END,
  agreement_code: CASE ended_visibility WHEN 'HIDDEN' THEN null ELSE last.code END, ended_at: last.ends_at,
  name: CASE target_visibility WHEN 'HIDDEN' THEN null ELSE /* include state(target) */.name END,
  origin_name: CASE source_visibility WHEN 'HIDDEN' THEN null ELSE /* include state(source) */.name END
}) AS rows
