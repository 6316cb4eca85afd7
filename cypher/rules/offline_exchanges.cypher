// rules/offline_exchanges: rule R-22, data that change hands offline: by an agreement, as an entry says, or by a job.
// param  unit           String   only this unit's, or null
// param  after_key      String   key of the agreement, entry or job and of the unit, joined by |, before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     key, kind (AGREEMENT, ENTRY, JOB), name, unit and its name, dataset, agreement, and since when, of each
// An agreement that only its provider has told of accuses nobody but the provider, by its own word (`voice`, ADR 0017).
// A job whose exchange stands in an offline agreement is not told twice.
CALL () {
  MATCH (node:Entity)
  WHERE node.label = 'Agreement' AND node.key >= split($after_key, '|')[0] AND node.created_rev <= $revision
  WITH node, /* include state(node) */ AS said, /* include visibility_agreement(node) */ AS visibility
  WHERE visibility = 'FULL' AND said.method = 'OFFLINE'
  MATCH (node)-[grants:GRANTED_TO]->(:Consumer)-[acts:ACTS_FOR]->(user:Unit)
  WHERE /* include interval(grants) */ AND /* include granted(grants, node) */ AND /* include interval(acts) */
  MATCH (unit:Entity&Unit {key: coalesce(grants.voice, user.key)})
  WHERE ($unit IS NULL OR unit.key = $unit) AND node.key + '|' + unit.key > $after_key
  MATCH (node)-[covers:COVERS]->(subject:Dataset) WHERE /* include interval(covers) */
  WITH node, said, unit, min(subject.key) AS subject_key, min(grants.valid_from) AS began
  RETURN node, 'AGREEMENT' AS kind, said, unit, subject_key AS dataset, began AS since ORDER BY node.key, unit.key LIMIT $limit
  UNION ALL
  MATCH (node:Entity)
  WHERE node.label = 'Dataset' AND node.key >= split($after_key, '|')[0] AND node.created_rev <= $revision
  WITH node, /* include state(node) */ AS said, /* include visibility_dataset(node) */ AS visibility
  WHERE visibility = 'FULL' AND said.provision_method = 'OFFLINE' AND said.listing = 'LISTED' AND said.status = 'PUBLISHED'
  WITH node, said, /* include answers_for(node) */ AS unit
  WHERE unit IS NOT NULL AND /* include of_district(unit) */ AND ($unit IS NULL OR unit.key = $unit) AND node.key + '|' + unit.key > $after_key
  RETURN node, 'ENTRY' AS kind, said, unit, node.key AS dataset, null AS since ORDER BY node.key, unit.key LIMIT $limit
  UNION ALL
  MATCH (node:Entity)
  WHERE node.label = 'Job' AND node.key >= split($after_key, '|')[0] AND node.created_rev <= $revision
  WITH node, /* include state(node) */ AS said
  WHERE any(word IN ['线下', '光盘', 'OFFLINE'] WHERE said.kind CONTAINS word)
  MATCH (node)-[output:OUTPUT]->(made:Dataset) WHERE /* include traced(output) */
  WITH node, said, made, /* include answers_for(made) */ AS unit
  WHERE unit IS NOT NULL AND /* include of_district(unit) */ AND ($sees_all OR unit.key = $viewer_unit)
    AND ($unit IS NULL OR unit.key = $unit) AND node.key + '|' + unit.key > $after_key AND NOT EXISTS {
      MATCH (node)-[input:INPUT]->(:Dataset)<-[covering:COVERS]-(paper:Agreement)-[granted:GRANTED_TO]->
        (:Consumer)-[acting:ACTS_FOR]->(unit)
      WHERE /* include state(paper) */.method = 'OFFLINE' AND /* include granted(granted, paper) */ AND granted.voice IS NULL
        AND /* include traced(input) */ AND /* include interval(covering) */ AND /* include interval(granted) */
        AND /* include interval(acting) */
    }
  WITH node, said, unit, min(made.key) AS made_key
  RETURN node, 'JOB' AS kind, said, unit, made_key AS dataset, null AS since ORDER BY node.key, unit.key LIMIT $limit
}
WITH node, kind, said, unit, dataset, since ORDER BY node.key, unit.key LIMIT $limit
RETURN collect({
  key: node.key + '|' + unit.key, kind: kind, name: said.name, unit: unit.key, unit_name: /* include state(unit) */.name, dataset: dataset,
  agreement: CASE kind WHEN 'AGREEMENT' THEN node.key END, agreement_code: said.code, since: since
}) AS rows
