// fragment overlaps(one, other): whether two coverages have anything in common: region, population and period (`coverage.overlaps`, with which a test compares it).
(any(region IN [[coalesce(one.coverage_region, '*'), coalesce(other.coverage_region, '*')]] WHERE
    '*' IN region OR region[0] STARTS WITH region[1] OR region[1] STARTS WITH region[0])
  AND any(people IN [[coalesce(toLower(one.coverage_population), '*'), coalesce(toLower(other.coverage_population), '*')]] WHERE
    '*' IN people OR people[0] + '/' STARTS WITH people[1] + '/' OR people[1] + '/' STARTS WITH people[0] + '/')
  AND coalesce(one.coverage_from <= other.coverage_to, true) AND coalesce(other.coverage_from <= one.coverage_to, true))
