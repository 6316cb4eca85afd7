// rules/subjectless_agreements_count: how many findings of rule R-21b there are: see rules/subjectless_agreements.
// param  unit           String   only this unit's, or null
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return total          Integer  how many
MATCH (paper:Entity)
WHERE paper.label = 'Agreement' AND paper.key IS NOT NULL AND paper.created_rev <= $revision
WITH paper, /* include visibility_agreement(paper) */ AS visibility
WHERE visibility = 'FULL'
MATCH (paper)-[covers:COVERS]->(dataset:Dataset)
WHERE $as_of < covers.valid_to AND covers.rev_from <= $revision < covers.rev_to
WITH paper, covers, dataset, /* include state(paper) */ AS agreed, /* include state(dataset) */ AS said
WITH paper, dataset, said, collect(coalesce(covers.decision, agreed.status)) AS decisions
WHERE said.status = 'WITHDRAWN' AND any(decision IN decisions WHERE decision <> 'REFUSED')
WITH paper, dataset, /* include answers_for(dataset) */ AS unit
WHERE $unit IS NULL OR unit.key = $unit
RETURN count(*) AS total
