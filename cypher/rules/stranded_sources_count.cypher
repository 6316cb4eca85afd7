// rules/stranded_sources_count: how many findings of rule R-15c there are: see rules/stranded_sources.
// param  unit           String   only this unit's, or null
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are judged
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// param  populations    Map      what is above and apart from each word for a population
// return total          Integer  how many
MATCH (designation:Entity)
WHERE designation.label = 'SourceDesignation' AND designation.key IS NOT NULL AND designation.created_rev <= $revision
MATCH (datum:Datum)<-[about:OF]-(designation)-[names:NAMES]->(source:Dataset)
WHERE about.rev_from <= $revision < about.rev_to AND $as_of < about.valid_to
  AND names.rev_from <= $revision < names.rev_to AND names.valid_from < about.valid_to AND about.valid_from < names.valid_to
WITH designation, datum, source, min(CASE WHEN about.valid_from > $as_of THEN about.valid_from ELSE $as_of END) AS since
WITH designation, datum, source, since, /* include state(source) */ AS said, /* include answers_for(source) */ AS unit
WHERE ($unit IS NULL OR unit.key = $unit) AND ($sees_all OR unit.key = $viewer_unit)
  AND /* include visibility_datum(datum) */ <> 'HIDDEN' AND /* include visibility_dataset(source) */ <> 'HIDDEN'
  AND NOT /* include source_from(source, said, datum, designation, since) */
RETURN count(*) AS total
