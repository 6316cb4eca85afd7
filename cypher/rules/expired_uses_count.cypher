// rules/expired_uses_count: how many uses go on though their agreement has ended: see rules/expired_uses.
// param  unit           String   only this unit's, or null
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return total          Integer  how many
MATCH (usage:Entity)
WHERE usage.label = 'Usage' AND usage.key IS NOT NULL AND usage.created_rev <= $revision
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
RETURN count(*) AS total
