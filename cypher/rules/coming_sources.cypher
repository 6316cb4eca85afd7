// rules/coming_sources: the sources to come of data that several units collect and that have none now: see rules/duplicates.
// param  duplicates     Maps     datum and collectors (keys) of each
// param  as_of          Instant  when relations must have held, and after which the sources begin
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions count
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// param  populations    Map      what is above and apart from each word for a population
// return rows           List     datum, and its first source to come of which others collect what it will cover: name, whether it may be seen, since when, whether it is shared, its unit's name, and who collects that besides (keys)
// Apart from the list itself, whose text takes the store long enough to plan: few data have one.
UNWIND $duplicates AS each
MATCH (datum:Entity&Datum {key: each.datum})<-[about:OF]-(planned:SourceDesignation)-[names:NAMES]->(source:Dataset)<-[gives:PROVIDES]-(owner:Unit)
WHERE $as_of < about.valid_from AND about.rev_from <= $revision < about.rev_to
  AND names.rev_from <= $revision < names.rev_to AND names.valid_from <= about.valid_from < names.valid_to
  AND /* include interval(gives) */
WITH each, datum, planned, source, owner, about.valid_from AS since, /* include state(source) */ AS said
WHERE /* include source_from(source, said, datum, planned, since) */
WITH each, datum, source, owner, since, said, /* include common_coverage(planned, said) */ AS sourced
WITH each, datum, source, owner, since, said, COLLECT {
  UNWIND each.collectors AS key
  MATCH (collector:Entity&Unit {key: key})
  WHERE collector <> owner AND /* include collects_within(collector, datum, sourced) */
  RETURN collector.key AS beside ORDER BY beside
} AS besides
WHERE size(besides) > 0
WITH datum, source, owner, since, said, besides, /* include visibility_dataset(source) */ AS visibility ORDER BY datum.key, since, source.key
WITH datum, head(collect({
  name: CASE visibility WHEN 'HIDDEN' THEN null ELSE said.name END, is_open: visibility <> 'HIDDEN', since: since,
  is_shared: coalesce(said.sharing_class IN ['UNCONDITIONAL', 'CONDITIONAL'], false), beside: besides,
  unit_name: /* include state(owner) */.name
})) AS coming ORDER BY datum.key
RETURN collect({datum: datum.key, coming: coming}) AS rows
