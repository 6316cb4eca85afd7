// rules/external_uses: rule R-24, uses by citizens and bodies outside of the administration without a data-use agreement in force.
// param  unit           String   only this unit's, or null
// param  after_key      String   key of the usage before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     key and name of the usage, consumer's name, dataset and its name, unit that provides it, and the agreement, of each
// Of the four papers of Art. 24 the graph has the agreement; consents and the security commitment are not in it yet.
MATCH (usage:Entity)
WHERE usage.label = 'Usage' AND usage.key > $after_key AND usage.created_rev <= $revision
MATCH (usage)<-[makes:MAKES]-(consumer:Consumer) WHERE /* include interval(makes) */
MATCH (usage)-[of:OF]->(dataset:Dataset) WHERE /* include interval(of) */
WITH usage, consumer, dataset, /* include visibility_usage(usage) */ AS visibility
WHERE visibility <> 'HIDDEN' AND /* include state(consumer) */.kind IN ['ENTERPRISE', 'ORGANIZATION', 'CITIZEN'] AND NOT EXISTS {
  MATCH (consumer)-[acts:ACTS_FOR]->(:Unit) WHERE /* include interval(acts) */
} AND NOT EXISTS {
  MATCH (usage)-[under:UNDER]->(agreement:Agreement)-[grants:GRANTED_TO]->(consumer)
  WHERE /* include begun(under) */ AND /* include interval(grants) */ AND /* include granted(grants, agreement) */
  WITH /* include state(agreement) */ AS agreed
  WHERE agreed.kind = 'DATA_USE'
  RETURN agreed
}
WITH usage, consumer, dataset, /* include answers_for(dataset) */ AS unit
WHERE $unit IS NULL OR unit.key = $unit
WITH usage, consumer, dataset, unit, head(COLLECT {
  MATCH (usage)-[was_under:UNDER]->(paper:Agreement) WHERE /* include begun(was_under) */
  RETURN paper ORDER BY paper.key LIMIT 1
}) AS paper LIMIT $limit
RETURN collect({
  key: usage.key, name: /* include state(usage) */.name, dataset: dataset.key,
    consumer_name: CASE /* include visibility_consumer(consumer) */ WHEN 'HIDDEN' THEN null ELSE /* include state(consumer) */.name END,
    dataset_name: CASE /* include visibility_dataset(dataset) */ WHEN 'HIDDEN' THEN null ELSE /* include state(dataset) */.name END,
  unit: unit.key, unit_name: /* include state(unit) */.name, agreement: paper.key,
    agreement_name: CASE /* include visibility_agreement(paper) */ WHEN 'HIDDEN' THEN null ELSE /* include state(paper) */.name END,
    agreement_code: CASE /* include visibility_agreement(paper) */ WHEN 'HIDDEN' THEN null ELSE /* include state(paper) */.code END
}) AS rows
