// fragment filled_coverage(stated, designated): what an entry states to cover, as a map; what it leaves open is what it is designated as a source for.
{
  coverage_region: CASE WHEN coalesce(stated.coverage_region, '*') = '*' THEN designated.coverage_region ELSE stated.coverage_region END,
  coverage_population: CASE WHEN coalesce(stated.coverage_population, '*') = '*' THEN designated.coverage_population ELSE stated.coverage_population END,
  coverage_from: coalesce(stated.coverage_from, designated.coverage_from), coverage_to: coalesce(stated.coverage_to, designated.coverage_to)
}
