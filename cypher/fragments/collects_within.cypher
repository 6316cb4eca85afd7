// fragment collects_within(collector, collected, sourced): whether a unit collects a datum again for anything of what its source is one for (common_coverage).
// By the entries that it collects it in, but for where an exemption lets it collect all of that. What is collected without an entry on record is about
// everything; an entry that is a source of it itself and does not state what it covers is about what it is a source for.
any(met IN [COLLECT {
  MATCH (collected)<-[met_means:DENOTES]-(met_field:Field)<-[met_has:HAS_FIELD]-(met_entry:Dataset)<-[met_gives:PROVIDES]-(collector)
  WHERE /* include interval(met_means) */ AND /* include interval(met_has) */ AND /* include interval(met_gives) */
  WITH met_entry, /* include state(met_field) */ AS met_item, /* include state(met_entry) */ AS met_said
  WHERE /* include collected_in(met_item, met_said) */
  WITH met_said, /* include common_coverage(sourced, met_said) */ AS met_again, COLLECT {
    MATCH (met_entry)<-[met_names:NAMES]-(met_source:SourceDesignation)-[met_about:OF]->(collected)
    WHERE /* include interval(met_names) */ AND /* include interval(met_about) */
    WITH /* include filled_coverage(met_said, met_source) */ AS met_filled
    RETURN DISTINCT /* include certainly_overlaps(sourced, met_filled) */ AS met_there
  } AS met_theres
  RETURN DISTINCT /* include certainly_overlaps(sourced, met_said) */
    AND NOT /* include exempted_for(collector, collected, met_again) */
    AND (size(met_theres) = 0 OR true IN met_theres) AS is_met
}] WHERE true IN met OR (size(met) = 0 AND NOT /* include exempted_for(collector, collected, sourced) */))
