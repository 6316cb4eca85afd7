// rules/repeated_collections: rule R-15b, units that collect a datum whose designated source another unit shares.
// param  unit           String   only this unit's, or null
// param  after_key      String   datum and unit, joined by |, before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// param  populations    Map      what is above and apart from each word for a population
// return rows           List     key, datum, its name, unit, unit's name, source, its name and that of its unit, of each
// An identifier is every form's join key: collecting it is no finding (domain.md, checks). Units see their own.
// The regulation binds the district's bodies, not those above it. A source is one for what it covers, and all that lies
// in that: who collects the datum of other regions, people or times collects nothing again. Of several sources, for several coverages, the
// first by key is named: one finding a unit and datum. A source that the viewer may no longer see has no name.
MATCH (datum:Entity)
WHERE datum.label = 'Datum' AND datum.key >= split($after_key, '|')[0] AND datum.created_rev <= $revision
MATCH (datum)<-[about:OF]-(designation:SourceDesignation)-[names:NAMES]->(source:Dataset)<-[gives:PROVIDES]-(owner:Unit)
WHERE /* include interval(about) */ AND /* include interval(names) */ AND /* include interval(gives) */
WITH datum, designation, source, owner, /* include state(source) */ AS said,
  /* include visibility_dataset(source) */ AS visibility
WHERE /* include still_source(source, said, datum, designation) */ AND said.sharing_class IN ['UNCONDITIONAL', 'CONDITIONAL']
  AND NOT EXISTS { MATCH (datum)-[:OF]->(:Element {is_identifier: true}) }
WITH *, /* include common_coverage(designation, said) */ AS sourced_for
MATCH (collector:Unit)-[collects:COLLECTS]->(datum)
WHERE /* include interval(collects) */ AND collector <> owner AND ($unit IS NULL OR collector.key = $unit)
  AND /* include of_district(collector) */ AND /* include collects_within(collector, datum, sourced_for) */
  AND ($sees_all OR collector.key = $viewer_unit)
  AND datum.key + '|' + collector.key > $after_key
WITH datum, collector, source, owner, CASE visibility WHEN 'HIDDEN' THEN null ELSE said.name END AS name
ORDER BY source.key
WITH datum, collector, head(collect({key: source.key, name: name, owner: owner})) AS shared
WITH datum, collector, shared, shared.owner AS owner
ORDER BY datum.key, collector.key LIMIT $limit
RETURN collect({
  key: datum.key + '|' + collector.key, datum: datum.key, datum_name: /* include state(datum) */.name, unit: collector.key,
  unit_name: /* include state(collector) */.name, source: shared.key, source_name: shared.name,
  owner_name: CASE WHEN shared.name IS NOT NULL THEN /* include state(owner) */.name END
}) AS rows
