// rules/duplicates_count: how many data more than one unit collects, or a unit beside the source: see rules/duplicates.
// param  unit         String   only what this unit collects too, or null
// param  among        Strings  keys of what it collects so that the viewer may know, or null
// param  element      String   only data of this element, or null
// param  object_class String   only data of this class of objects, or null
// param  since        Instant  only what a unit has begun to collect since then, or null
// param  as_of        Instant  when relations must have held
// param  revision     Integer  catalog revision that must have known them
// param  state_revision Integer revision whose descriptions count
// param  sees_all     Boolean  whether nothing is hidden from the viewer
// param  viewer_unit  String   key of the viewer's unit
// param  populations  Map      what is above and apart from each word for a population
// return total        Integer  how many
MATCH (datum:Entity)
WHERE datum.label = 'Datum' AND datum.key IS NOT NULL AND datum.created_rev <= $revision
  AND ($among IS NULL OR datum.key IN $among)
WITH datum
WHERE /* include visibility_datum(datum) */ <> 'HIDDEN'
  AND NOT EXISTS { MATCH (datum)-[:OF]->(:Element {is_identifier: true}) }
  AND ($element IS NULL OR EXISTS { MATCH (datum)-[:OF]->(:Element {key: $element}) })
  AND ($object_class IS NULL OR datum.object_class = $object_class)
  AND ($since IS NULL OR EXISTS {
    MATCH (:Unit)-[begun:COLLECTS]->(datum) WHERE begun.valid_from >= $since AND /* include interval(begun) */
  })
WITH datum, COLLECT {
  MATCH (collector:Unit)-[collects:COLLECTS]->(datum)
  WHERE /* include interval(collects) */ AND NOT /* include exempted(collector, datum) */
  RETURN DISTINCT collector
} AS collectors
WHERE size(collectors) > 0 AND ($unit IS NULL OR any(collector IN collectors WHERE collector.key = $unit))
WITH datum, collectors, COLLECT {
  MATCH (datum)<-[about:OF]-(designation:SourceDesignation)-[names:NAMES]->(named:Dataset)<-[gives:PROVIDES]-(owner:Unit)
  WHERE /* include interval(about) */ AND /* include interval(names) */ AND /* include interval(gives) */
  WITH designation, named, owner, /* include state(named) */ AS said
  WHERE /* include still_source(named, said, datum, designation) */
  RETURN {sourced_for: /* include common_coverage(designation, said) */, owner: owner, is_shared: coalesce(said.sharing_class IN ['UNCONDITIONAL', 'CONDITIONAL'], false)}
} AS sources
WITH datum, collectors, sources, [collector IN collectors WHERE none(each IN sources WHERE each.owner = collector)] AS sourceless
WHERE /* include collects_alike(sourceless, datum) */ OR EXISTS {
  UNWIND sources AS each
  WITH each.sourced_for AS sourced_for, each.owner AS owner, each.is_shared AS is_shared
  WHERE is_shared OR size(collectors) > 1
  UNWIND collectors AS again
  WITH sourced_for, owner, again WHERE again <> owner AND /* include collects_within(again, datum, sourced_for) */
  RETURN 1
}
RETURN count(*) AS total
