// rules/repeated_collections_count: how many findings of rule R-15b there are: see rules/repeated_collections.
// param  unit           String   only this unit's, or null
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// param  populations    Map      what is above and apart from each word for a population
// return total          Integer  how many
// everybody what the viewer's own unit collects, whose data it sees
MATCH (datum:Entity)
WHERE datum.label = 'Datum' AND datum.key IS NOT NULL AND datum.created_rev <= $revision
MATCH (datum)<-[about:OF]-(designation:SourceDesignation)-[names:NAMES]->(source:Dataset)<-[gives:PROVIDES]-(owner:Unit)
WHERE /* include interval(about) */ AND /* include interval(names) */ AND /* include interval(gives) */
WITH datum, designation, source, owner, /* include state(source) */ AS said
WHERE /* include still_source(source, said, datum, designation) */ AND said.sharing_class IN ['UNCONDITIONAL', 'CONDITIONAL']
  AND NOT EXISTS { MATCH (datum)-[:OF]->(:Element {is_identifier: true}) }
WITH *, /* include common_coverage(designation, said) */ AS sourced_for
MATCH (collector:Unit)-[collects:COLLECTS]->(datum)
WHERE /* include interval(collects) */ AND collector <> owner AND ($unit IS NULL OR collector.key = $unit)
  AND /* include of_district(collector) */ AND /* include collects_within(collector, datum, sourced_for) */
  AND ($sees_all OR collector.key = $viewer_unit)
WITH DISTINCT datum, collector
RETURN count(*) AS total
