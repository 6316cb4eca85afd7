// rules/uncovered_flows: rule R-21, what a unit of the district has from another unit that no agreement ever covered.
// param  unit           String   only this unit's, or null
// param  after_key      String   keys of both datasets, joined by |, before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     key, dataset and its name, origin and its name, unit, its and the giver's name, of each
// What bodies above the district have is reported to them, and needs no application (Art. 17, 20). Units see what they
// have and what is had from them; a dataset that the viewer may not see has no name, and no unit (ADR 0019).
MATCH (target:Entity)
WHERE target.label = 'Dataset' AND target.key >= split($after_key, '|')[0] AND target.created_rev <= $revision
WITH target, /* include answers_for(target) */ AS receiver
WHERE receiver IS NOT NULL AND ($unit IS NULL OR receiver.key = $unit AND (
    $sees_all OR $unit = $viewer_unit OR /* include visibility_dataset(target) */ <> 'HIDDEN')) AND /* include of_district(receiver) */
CALL (target, receiver) {
  UNWIND /* include fed_by(target) */ AS source
  WITH source, /* include answers_for(source) */ AS giver
  WHERE giver <> receiver AND target.key + '|' + source.key > $after_key
    AND ($sees_all OR $viewer_unit IN [receiver.key, giver.key])
    AND /* include granted_to(source, receiver) */ = []
  RETURN source, giver ORDER BY source.key
}
WITH target, receiver, source, giver LIMIT $limit
WITH target, receiver, source, giver, /* include visibility_dataset(target) */ AS target_visibility,
  /* include visibility_dataset(source) */ AS source_visibility
RETURN collect({
  key: target.key + '|' + source.key, dataset: target.key, origin: source.key, unit: CASE WHEN target_visibility <> 'HIDDEN' THEN receiver.key END,
  unit_name: CASE WHEN target_visibility <> 'HIDDEN' THEN /* include state(receiver) */.name END,
  giver_name: CASE WHEN source_visibility <> 'HIDDEN' THEN /* include state(giver) */.name END,
  name: CASE target_visibility WHEN 'HIDDEN' THEN null ELSE /* include state(target) */.name END,
  origin_name: CASE source_visibility WHEN 'HIDDEN' THEN null ELSE /* include state(source) */.name END
}) AS rows
