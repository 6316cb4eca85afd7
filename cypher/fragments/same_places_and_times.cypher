// fragment same_places_and_times(one, other): whether two coverages have anything in common but for people: region and period.
(any(region IN [[coalesce(one.coverage_region, '*'), coalesce(other.coverage_region, '*')]] WHERE
    '*' IN region OR region[0] STARTS WITH region[1] OR region[1] STARTS WITH region[0])
  AND coalesce(one.coverage_from <= other.coverage_to, true) AND coalesce(other.coverage_from <= one.coverage_to, true))
