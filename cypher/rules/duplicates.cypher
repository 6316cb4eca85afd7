// rules/duplicates: data that more than one unit collects, or that a unit collects beside its designated source.
// param  unit           String   only what this unit collects too, or null
// param  among          Strings  keys of what it collects so that the viewer may know, or null: see rules/collected_by
// param  element        String   only data of this element, or null
// param  object_class   String   only data of this class of objects, or null
// param  since          Instant  only what a unit has begun to collect since then, or null
// param  after_key      String   key of the datum before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions count
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// param  populations    Map      what is above and apart from each word for a population
// return rows           List     datum, its name, collectors, collection points, burden by unit, source and its unit of each
// An identifier is every form's join key: collecting it is no duplicate (domain.md, checks). A source is named of which others
// collect what it covers (`beside`), one that is shared before one that is not. Units that are sources themselves do not make it a duplicate.
// A source that the viewer may not see has no name, nor has whose it is; that there is one is what the answer turns on.
// So with collectors that are known by hidden fields alone: they count, and are not named.
MATCH (datum:Entity)
WHERE datum.label = 'Datum' AND datum.key > $after_key AND datum.created_rev <= $revision
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
  RETURN DISTINCT collector ORDER BY collector.key
} AS collectors
WHERE size(collectors) > 0
WITH datum, collectors, COLLECT {
  MATCH (datum)<-[about:OF]-(designation:SourceDesignation)-[names:NAMES]->(named:Dataset)<-[gives:PROVIDES]-(owner:Unit)
  WHERE /* include interval(about) */ AND /* include interval(names) */ AND /* include interval(gives) */
  WITH designation, named, owner, /* include state(named) */ AS said
  WHERE /* include still_source(named, said, datum, designation) */
  RETURN {
    sourced_for: /* include common_coverage(designation, said) */, named: named, owner: owner, name: said.name,
    is_shared: coalesce(said.sharing_class IN ['UNCONDITIONAL', 'CONDITIONAL'], false)
  }
} AS sources
WITH datum, collectors, [collector IN collectors WHERE none(each IN sources WHERE each.owner = collector)] AS sourceless, head(COLLECT {
  UNWIND sources AS each
  WITH each.sourced_for AS sourced_for, each.named AS named, each.owner AS owner, each.name AS name, each.is_shared AS is_shared
  WITH named, owner, name, is_shared, COLLECT {
    UNWIND collectors AS again
    WITH again WHERE again <> owner AND /* include collects_within(again, datum, sourced_for) */
    RETURN again.key ORDER BY again.key
  } AS beside
  WHERE size(beside) > 0
  WITH named, owner, name, is_shared, beside ORDER BY is_shared DESC, named.key LIMIT 1
  WITH named, owner, name, is_shared, beside, /* include visibility_dataset(named) */ AS visibility
  RETURN {
    dataset: named.key, name: CASE visibility WHEN 'HIDDEN' THEN null ELSE name END,
    is_open: visibility <> 'HIDDEN', is_shared: is_shared, beside: beside,
    unit: owner.key, unit_name: /* include state(owner) */.name
  }
}) AS source
WHERE (coalesce(source.is_shared, false) OR /* include collects_alike(sourceless, datum) */ OR (source IS NOT NULL AND size(collectors) > 1))
  AND ($unit IS NULL OR any(collector IN collectors WHERE collector.key = $unit))
WITH datum, collectors, source ORDER BY datum.label, datum.key LIMIT $limit
WITH datum, source, collectors, /* include points(datum) */ AS points, /* include open_collectors(datum) */ AS openly
// Apart from the last collect: 5.26 takes no subquery that counts inside of it.
WITH datum, source, points, openly, COLLECT {
  UNWIND collectors AS collecting
  RETURN {key: collecting.key, name: /* include state(collecting) */.name, is_open: openly IS NULL OR collecting.key = $viewer_unit OR collecting.key IN openly}
  ORDER BY collecting.key
} AS collectors, COLLECT {
  UNWIND points AS point
  WITH point.unit AS burdened, point.dataset AS kept
  WITH burdened, CASE /* include visibility_dataset(kept) */ WHEN 'FULL' THEN /* include state(kept) */.update_cycle END AS cycle
  WITH burdened, count(*) AS held, collect(DISTINCT cycle) AS cycles
  RETURN {
    unit: CASE WHEN openly IS NULL OR burdened.key = $viewer_unit OR burdened.key IN openly THEN burdened.key END, points: held, cycles: cycles
  } AS burden ORDER BY burden.points DESC, burden.unit, size(burden.cycles)
} AS burden
RETURN collect({
  datum: datum.key, name: /* include state(datum) */.name, source: source, collectors: collectors, points: size(points), burden: burden
}) AS rows
