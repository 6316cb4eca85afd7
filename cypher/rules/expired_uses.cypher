// rules/expired_uses: rule LIN-4, uses by units of the district that go on though their agreement has ended.
// param  unit           String   only this unit's, or null
// param  after_key      String   key of the usage before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     key and name of the usage, consumer's name, dataset and its name, unit, the agreement and its end, of each
// A use that only the provider has told of accuses nobody of going on with it (`voice`, ADR 0017).
// Where the data still flow, by what lineage knows, that is the finding: see rules/expired_flows.
MATCH (usage:Entity)
WHERE usage.label = 'Usage' AND usage.key > $after_key AND usage.created_rev <= $revision
MATCH (usage)<-[makes:MAKES]-(consumer:Consumer)-[acts:ACTS_FOR]->(unit:Unit)
WHERE makes.voice IS NULL AND /* include interval(makes) */ AND /* include interval(acts) */ AND ($unit IS NULL OR unit.key = $unit)
MATCH (usage)-[of:OF]->(dataset:Dataset) WHERE /* include interval(of) */
WITH usage, consumer, unit, dataset, /* include visibility_usage(usage) */ AS visibility
WHERE visibility <> 'HIDDEN'
MATCH (usage)-[under:UNDER]->(paper:Agreement)-[grants:GRANTED_TO]->(consumer)
WHERE /* include begun(under) */ AND /* include begun(grants) */ AND /* include granted(grants, paper) */
WITH usage, consumer, unit, dataset, paper, grants, /* include state(paper) */ AS agreed
WITH usage, consumer, unit, dataset, paper, agreed, max(grants.valid_to) AS ended_at
WHERE ended_at <= $as_of AND NOT EXISTS {
  MATCH (dataset)-[had:HAS_FIELD]->(:Field)<-[derived:DERIVED_FROM]-(:Field)<-[has:HAS_FIELD]-(:Dataset)<-[gives:PROVIDES]-(unit)
  WHERE /* include interval(had) */ AND /* include traced(derived) */ AND /* include interval(has) */ AND /* include interval(gives) */
} AND NOT EXISTS {
  MATCH (dataset)<-[reads:READS]-(:Job)<-[written:WRITTEN_BY]-(:Dataset)<-[provides:PROVIDES]-(unit)
  WHERE /* include traced(reads) */ AND /* include traced(written) */ AND /* include interval(provides) */
}
WITH usage, consumer, unit, dataset, paper, agreed, ended_at LIMIT $limit
RETURN collect({
  key: usage.key, name: /* include state(usage) */.name, dataset: dataset.key,
    consumer_name: CASE /* include visibility_consumer(consumer) */ WHEN 'HIDDEN' THEN null ELSE /* include state(consumer) */.name END,
    dataset_name: CASE /* include visibility_dataset(dataset) */ WHEN 'HIDDEN' THEN null ELSE /* include state(dataset) */.name END,
  unit: unit.key, unit_name: /* include state(unit) */.name, agreement: paper.key, 
    agreement_name: CASE /* include visibility_agreement(paper) */ WHEN 'HIDDEN' THEN null ELSE agreed.name END,
    agreement_code: CASE /* include visibility_agreement(paper) */ WHEN 'HIDDEN' THEN null ELSE agreed.code END,
  ended_at: ended_at
}) AS rows
