// lineage/questions/grants: the agreements that cover what passes from datasets to units, or have covered it.
// param  flows          Maps     dataset, and the units that receive its data, of each; keys
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return grants         List     [dataset, unit, agreement, in_force, ended_at] of all that have begun
// return agreements     List     their descriptions, of those that the viewer may see
// return above          Strings  keys of the units above the district
// Whose consumer it is counts on the date: the successor of a merged unit has what passed on to it.
CALL () {
  UNWIND $flows AS flow
  MATCH (source:Entity {key: flow.dataset})
  UNWIND /* include covered_as(source) */ AS entry
  MATCH (entry)<-[covers:COVERS]-(agreement:Agreement)-[grants:GRANTED_TO]->(:Consumer)-[acts:ACTS_FOR]->(unit:Unit)
  WHERE unit.key IN flow.units AND /* include begun(covers) */ AND /* include begun(grants) */
    AND /* include interval(acts) */ AND /* include granted(covers, agreement) */ AND /* include granted(grants, agreement) */
  WITH source, unit, agreement,
    CASE WHEN covers.valid_to < grants.valid_to THEN covers.valid_to ELSE grants.valid_to END AS ended_at
  ORDER BY source.key, unit.key, ended_at, agreement.key
  RETURN collect({source: source.key, unit: unit.key, agreement: agreement, ended_at: ended_at}) AS found
}
CALL (found) {
  UNWIND found AS each
  WITH DISTINCT each.agreement AS agreement
  WITH agreement, /* include state(agreement) */ AS described, /* include visibility_agreement(agreement) */ AS visibility
  WITH agreement, /* include dated_agreement(agreement, described) */ AS described, visibility
  ORDER BY agreement.key
  RETURN collect(CASE WHEN visibility <> 'HIDDEN' THEN /* include shown(described, visibility) */ END) AS agreements
}
RETURN [
  each IN found | [each.source, each.unit, each.agreement.key, $as_of < each.ended_at, each.ended_at]
] AS grants, agreements, COLLECT {
  UNWIND $flows AS flow
  UNWIND flow.units AS unit_key
  WITH DISTINCT unit_key
  MATCH (unit:Entity {key: unit_key})
  WHERE NOT /* include of_district(unit) */
  RETURN unit.key AS key ORDER BY key
} AS above
