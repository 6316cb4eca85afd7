// rules/offline_exchanges_count: how many findings of rule R-22 there are: see rules/offline_exchanges.
// param  unit           String   only this unit's, or null
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return total          Integer  how many
CALL () {
  MATCH (node:Entity)
  WHERE node.label = 'Agreement' AND node.key IS NOT NULL AND node.created_rev <= $revision
  WITH node, /* include state(node) */ AS said, /* include visibility_agreement(node) */ AS visibility
  WHERE visibility = 'FULL' AND said.method = 'OFFLINE'
  MATCH (node)-[grants:GRANTED_TO]->(:Consumer)-[acts:ACTS_FOR]->(user:Unit)
  WHERE /* include interval(grants) */ AND /* include granted(grants, node) */ AND /* include interval(acts) */
  MATCH (unit:Entity&Unit {key: coalesce(grants.voice, user.key)})
  WHERE ($unit IS NULL OR unit.key = $unit)
  MATCH (node)-[covers:COVERS]->(subject:Dataset) WHERE /* include interval(covers) */
  WITH DISTINCT node, unit
  RETURN unit
  UNION ALL
  MATCH (node:Entity)
  WHERE node.label = 'Dataset' AND node.key IS NOT NULL AND node.created_rev <= $revision
  WITH node, /* include state(node) */ AS said, /* include visibility_dataset(node) */ AS visibility
  WHERE visibility = 'FULL' AND said.provision_method = 'OFFLINE' AND said.listing = 'LISTED' AND said.status = 'PUBLISHED'
  WITH node, said, /* include answers_for(node) */ AS unit
  WHERE unit IS NOT NULL AND /* include of_district(unit) */ AND ($unit IS NULL OR unit.key = $unit)
  RETURN unit
  UNION ALL
  MATCH (node:Entity)
  WHERE node.label = 'Job' AND node.key IS NOT NULL AND node.created_rev <= $revision
  WITH node, /* include state(node) */ AS said
  WHERE any(word IN ['线下', '光盘', 'OFFLINE'] WHERE said.kind CONTAINS word)
  MATCH (node)-[output:OUTPUT]->(made:Dataset) WHERE /* include traced(output) */
  WITH node, said, made, /* include answers_for(made) */ AS unit
  WHERE unit IS NOT NULL AND /* include of_district(unit) */ AND ($sees_all OR unit.key = $viewer_unit)
    AND ($unit IS NULL OR unit.key = $unit) AND NOT EXISTS {
      MATCH (node)-[input:INPUT]->(:Dataset)<-[covering:COVERS]-(paper:Agreement)-[granted:GRANTED_TO]->
        (:Consumer)-[acting:ACTS_FOR]->(unit)
      WHERE /* include state(paper) */.method = 'OFFLINE' AND /* include granted(granted, paper) */ AND granted.voice IS NULL
        AND /* include traced(input) */ AND /* include interval(covering) */ AND /* include interval(granted) */
        AND /* include interval(acting) */
    }
  WITH DISTINCT node, unit
  RETURN unit
}
RETURN count(*) AS total
