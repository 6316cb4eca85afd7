// fragment common_coverage(one, other): what two coverages that overlap have in common, as a map (`coverage.common`, with which a test compares it).
{
  coverage_region: CASE WHEN coalesce(one.coverage_region, '*') = '*' OR other.coverage_region STARTS WITH one.coverage_region THEN other.coverage_region ELSE one.coverage_region END,
  coverage_population: CASE WHEN /* include holds_population(one, other) */ THEN other.coverage_population WHEN /* include holds_population(other, one) */ THEN one.coverage_population ELSE one.coverage_population + '/' + other.coverage_population END,
  coverage_from: CASE WHEN one.coverage_from < other.coverage_from THEN other.coverage_from ELSE coalesce(one.coverage_from, other.coverage_from) END,
  coverage_to: CASE WHEN other.coverage_to < one.coverage_to THEN other.coverage_to ELSE coalesce(one.coverage_to, other.coverage_to) END
}
