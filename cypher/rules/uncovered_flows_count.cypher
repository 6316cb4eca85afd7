// rules/uncovered_flows_count: how many findings of rule R-21 there are: see rules/uncovered_flows.
// param  unit           String   only this unit's, or null
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return total          Integer  how many
// everybody flows that the viewer's unit gives or has, judged by the unit
// Source by source: who answers for one, and who was granted its data, is looked up once.
MATCH (target:Entity)
WHERE target.label = 'Dataset' AND target.key IS NOT NULL AND target.created_rev <= $revision
WITH target, /* include answers_for(target) */ AS receiver
WHERE receiver IS NOT NULL AND ($unit IS NULL OR receiver.key = $unit AND (
    $sees_all OR $unit = $viewer_unit OR /* include visibility_dataset(target) */ <> 'HIDDEN')) AND /* include of_district(receiver) */
UNWIND /* include fed_by(target) */ AS source
WITH source, receiver, count(*) AS targets
WITH source, collect([receiver.key, targets]) AS takers
WITH source, takers, /* include answers_for(source) */ AS giver, /* include granted_units(source) */ AS granted
WHERE giver IS NOT NULL
UNWIND takers AS taker
WITH giver, taker, granted
WHERE taker[0] <> giver.key AND NOT taker[0] IN granted AND ($sees_all OR $viewer_unit IN [taker[0], giver.key])
RETURN coalesce(sum(taker[1]), 0) AS total
