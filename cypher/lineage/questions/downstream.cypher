// lineage/questions/downstream: everything that comes from a field, or from a container of fields.
// param  key            String   key of the start: a field, dataset, system or unit
// param  level          String   FIELD, or a coarser level: fields then come without their names
// param  without        Strings  kinds of edges that are not followed
// param  edge_limit     Integer  edges walked at the most; `limits.ceiling_for` picks it
// param  walk_limit     Integer  nodes returned at the most
// param  as_of          Instant  when the facts must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return reached        Integer  nodes within the limit of edges: more than `nodes` has when the other limit cut them
// return nodes          List     [key, label] the start and the nearest first; none without such a start
// return facts          List     [start, end, type, key, kind, transform, masking, source, job, asserted_by] of all that lead on from `nodes`
// return homes          List     [field, dataset] of fields in `nodes`, null for none
// return holders        List     [dataset, system, unit] of those datasets and the ones in `nodes`
// return places         List     [key, label, name, visibility] of all these but jobs
// A fact that leads on to none of `nodes` shows where a limit cut the walk.
// What is DISTINCT or sorted stands in a CALL: inside COLLECT { } it took the store 350 MB and more where it now takes 14.
// A container is walked from itself and from each of its fields: against HAS_FIELD, a field never reaches its
// siblings, only the dataset, because a job may read that as a whole. All of them are one walk, ring by ring: `walk`
// holds what was found and the newest ring of it. One pruning search from each field walks what they share as often.
MATCH path = (start:Entity {key: $key})-[:PROVIDES|OPERATES|HOLDS|HAS_FIELD*0..3]->(origin)
WHERE start.created_rev <= $revision
  AND all(fact IN relationships(path) WHERE /* include traced(fact) */)
WITH DISTINCT origin
ORDER BY origin.key <> $key, origin.key
WITH collect(origin) AS origins
WITH reduce(walk = [origins, origins], step IN range(1, $edge_limit) | CASE
  WHEN walk[1] = [] THEN walk
  ELSE COLLECT {
    UNWIND [COLLECT {
      CALL (walk) {
        UNWIND walk[1] AS node
        MATCH (node)<-[fact:HAS_FIELD|DERIVED_FROM|WRITTEN_BY|READS]-(next)
        WHERE /* include followed(fact) */ AND NOT next IN walk[0]
        WITH DISTINCT next ORDER BY next.key
        RETURN next
      }
      RETURN next
    }] AS ring
    UNWIND [walk[0] + ring, ring] AS part
    RETURN part
  } END)[0] AS found
WITH size(found) AS reached, found[..$walk_limit] AS walked
CALL (walked) {
  UNWIND [node IN walked WHERE node:Field] AS field
  OPTIONAL MATCH (home:Dataset)-[has:HAS_FIELD]->(field)
  WHERE /* include interval(has) */
  WITH field, home
  ORDER BY field.key, home.key
  RETURN collect([field.key, home.key]) AS homes, collect(DISTINCT home) AS datasets,
    collect(CASE WHEN home IS NULL THEN field END) AS homeless
}
CALL (walked, datasets) {
  UNWIND datasets + [node IN walked WHERE node:Dataset] AS dataset
  WITH DISTINCT dataset
  OPTIONAL MATCH (system:System)-[holds:HOLDS]->(dataset)
  WHERE /* include interval(holds) */
  OPTIONAL MATCH (provider:Unit)-[provides:PROVIDES]->(dataset)
  WHERE /* include interval(provides) */
  OPTIONAL MATCH (operator:Unit)-[operates:OPERATES]->(system)
  WHERE /* include interval(operates) */
  WITH dataset, system, coalesce(provider, operator) AS unit
  ORDER BY dataset.key, system.key, unit.key
  RETURN collect([dataset.key, system.key, unit.key]) AS holders,
    collect(DISTINCT dataset) + collect(DISTINCT system) + collect(DISTINCT unit) AS around
}
CALL (walked, around, homeless) {
  UNWIND around + [node IN walked WHERE NOT node:Job] AS place
  WITH DISTINCT place
  WITH place,
    CASE WHEN $level = 'FIELD' OR NOT place:Field OR place.key = $key OR place IN homeless
    THEN /* include state(place) */ END AS described,
    CASE
    WHEN place:Field THEN /* include visibility_field(place) */
    WHEN place:Dataset THEN /* include visibility_dataset(place) */
    ELSE /* include visibility_public(place) */ END AS visibility
  ORDER BY place.key
  RETURN collect([place.key, place.label, described.name, visibility]) AS places
}
RETURN reached, [node IN walked | [node.key, node.label]] AS nodes,
  COLLECT {
    UNWIND walked AS node
    MATCH (start)-[fact:HAS_FIELD|DERIVED_FROM|WRITTEN_BY|READS]->(node)
    WHERE /* include followed(fact) */
    RETURN [start.key, node.key, type(fact), fact.key, fact.kind, fact.transform, fact.masking, fact.source, fact.job, fact.asserted_by] AS row
    ORDER BY fact.key
  } AS facts,
  homes, holders, places
