// fragment collects_within(collector, collected, sourced): whether a unit collects a datum again for anything of what its source is one for (common_coverage).
// By the entries that it collects it in, but for those that are sources of it themselves, and where an exemption lets it collect all of that. What is collected
// without an entry on record is about everything.
any(met IN [COLLECT {
  MATCH (collected)<-[met_means:DENOTES]-(met_field:Field)<-[met_has:HAS_FIELD]-(met_entry:Dataset)<-[met_gives:PROVIDES]-(collector)
  WHERE /* include interval(met_means) */ AND /* include interval(met_has) */ AND /* include interval(met_gives) */
  WITH met_entry, /* include state(met_field) */ AS met_item, /* include state(met_entry) */ AS met_said
  WHERE /* include collected_in(met_item, met_said) */
  WITH met_entry, met_said, /* include common_coverage(sourced, met_said) */ AS met_again
  RETURN DISTINCT /* include overlaps(sourced, met_said) */
    AND NOT /* include exempted_for(collector, collected, met_again) */
    AND NOT EXISTS {
      MATCH (met_entry)<-[met_names:NAMES]-(:SourceDesignation)-[met_about:OF]->(collected)
      WHERE /* include interval(met_names) */ AND /* include interval(met_about) */
    } AS is_met
}] WHERE true IN met OR (size(met) = 0 AND NOT /* include exempted_for(collector, collected, sourced) */))
