// rules/expired_flows_count: how many flows there are whose agreement has ended: see rules/expired_flows.
// param  unit           String   only this unit's, or null
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return total          Integer  how many
// everybody flows that the viewer's unit gives or has, judged by the unit
// A unit that its row does not name is not found by its id either.
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
WHERE /* include answers_for(target) */ = receiver AND (
    $unit IS NULL OR $sees_all OR $unit = $viewer_unit OR /* include visibility_dataset(target) */ <> 'HIDDEN' OR EXISTS {
      MATCH (ended:Entity&Agreement {key: last.key}) WHERE /* include visibility_agreement(ended) */ <> 'HIDDEN'
    })
RETURN count(*) AS total
