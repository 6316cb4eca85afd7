// fragment collects_alike(collectors, collected): whether two of some units collect a datum of anything in common: regions, people, times.
// By the entries that they collect it in, but for those where an exemption lets it. What is collected without an entry on record is about everything.
any(alike IN [COLLECT {
  UNWIND collectors AS alike_unit
  RETURN COLLECT {
    MATCH (collected)<-[alike_means:DENOTES]-(alike_field:Field)<-[alike_has:HAS_FIELD]-(alike_entry:Dataset)<-[alike_gives:PROVIDES]-(alike_unit)
    WHERE /* include interval(alike_means) */ AND /* include interval(alike_has) */ AND /* include interval(alike_gives) */
    WITH /* include state(alike_field) */ AS alike_item, /* include state(alike_entry) */ AS alike_said
    WHERE /* include collected_in(alike_item, alike_said) */ AND NOT /* include exempted_for(alike_unit, collected, alike_said) */
    RETURN DISTINCT alike_said {.coverage_region, .coverage_population, .coverage_from, .coverage_to}
  } AS alike_covers
}] WHERE any(one_at IN range(0, size(alike) - 2) WHERE any(other_at IN range(one_at + 1, size(alike) - 1) WHERE
  size(alike[one_at]) = 0 OR size(alike[other_at]) = 0
  OR any(one_covers IN alike[one_at] WHERE any(other_covers IN alike[other_at] WHERE /* include certainly_overlaps(one_covers, other_covers) */)))))
