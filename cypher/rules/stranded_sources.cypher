// rules/stranded_sources: rule R-15c, designated sources, of now or from later on, that can be none then: not published, copies, without the datum, or with nothing of what they cover.
// param  unit           String   only this unit's, or null
// param  after_key      String   key of the designation before the page; '' at the start
// param  limit          Integer  how many at the most
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// param  populations    Map      what is above and apart from each word for a population
// return rows           List     key, datum and its name, dataset and its name, unit and its name, since when it will be the source (null: it is), whether it is published, is a copy, and is of other places, people or times, and what was designated (with its coverage) and what the entry says, of each
MATCH (designation:Entity)
WHERE designation.label = 'SourceDesignation' AND designation.key > $after_key AND designation.created_rev <= $revision
MATCH (datum:Datum)<-[about:OF]-(designation)-[names:NAMES]->(source:Dataset)
WHERE about.rev_from <= $revision < about.rev_to AND $as_of < about.valid_to
  AND names.rev_from <= $revision < names.rev_to AND names.valid_from < about.valid_to AND about.valid_from < names.valid_to
WITH designation, datum, source, min(CASE WHEN about.valid_from > $as_of THEN about.valid_from ELSE $as_of END) AS since
WITH designation, datum, source, since, /* include state(source) */ AS said, /* include answers_for(source) */ AS unit
WHERE ($unit IS NULL OR unit.key = $unit) AND ($sees_all OR unit.key = $viewer_unit)
  AND /* include visibility_datum(datum) */ <> 'HIDDEN' AND /* include visibility_dataset(source) */ <> 'HIDDEN'
  AND NOT /* include source_from(source, said, datum, designation, since) */
WITH designation, datum, source, since, said, unit ORDER BY designation.key LIMIT $limit
RETURN collect({
  key: designation.key, datum: datum.key, datum_name: /* include state(datum) */.name, dataset: source.key, name: said.name, unit: unit.key,
  unit_name: /* include state(unit) */.name, is_published: coalesce(said.status, 'DRAFT') = 'PUBLISHED',
  is_copy: coalesce(said.listing = 'RECEIVED', false),
  since: CASE WHEN $as_of < since THEN since END, is_elsewhere: NOT /* include overlaps(designation, said) */, designated: properties(designation), said: said
}) AS rows
