// rules/external_uses_count: how many findings of rule R-24 there are: see rules/external_uses.
// param  unit           String   only this unit's, or null
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return total          Integer  how many
MATCH (usage:Entity)
WHERE usage.label = 'Usage' AND usage.key IS NOT NULL AND usage.created_rev <= $revision
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
RETURN count(*) AS total
