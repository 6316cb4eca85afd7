// rules/subjectless_agreements: rule R-21b, agreements in force or to come, and requests that wait, about entries that are withdrawn.
// param  unit           String   only this unit's, or null
// param  after_key      String   key of the agreement and of the entry, joined by |, before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     key, agreement, its name and code, whether it waits for a decision, dataset and its name, unit that provided it, of each
MATCH (paper:Entity)
WHERE paper.label = 'Agreement' AND paper.key >= split($after_key, '|')[0] AND paper.created_rev <= $revision
WITH paper, /* include visibility_agreement(paper) */ AS visibility
WHERE visibility = 'FULL'
MATCH (paper)-[covers:COVERS]->(dataset:Dataset)
WHERE $as_of < covers.valid_to AND covers.rev_from <= $revision < covers.rev_to AND paper.key + '|' + dataset.key > $after_key
WITH paper, covers, dataset, /* include state(paper) */ AS agreed, /* include state(dataset) */ AS said
WITH paper, dataset, agreed, said, collect(coalesce(covers.decision, agreed.status)) AS decisions
WHERE said.status = 'WITHDRAWN' AND any(decision IN decisions WHERE decision <> 'REFUSED')
WITH paper, dataset, agreed, said, decisions, /* include answers_for(dataset) */ AS unit
WHERE $unit IS NULL OR unit.key = $unit
WITH paper, dataset, agreed, said, decisions, unit ORDER BY paper.key, dataset.key LIMIT $limit
RETURN collect({
  key: paper.key + '|' + dataset.key, agreement: paper.key, agreement_name: agreed.name, agreement_code: agreed.code,
  is_waiting: all(decision IN decisions WHERE decision = 'PENDING'), dataset: dataset.key,
  dataset_name: CASE /* include visibility_dataset(dataset) */ WHEN 'HIDDEN' THEN null ELSE said.name END,
  unit: unit.key, unit_name: /* include state(unit) */.name
}) AS rows
