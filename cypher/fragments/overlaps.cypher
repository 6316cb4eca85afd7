// fragment overlaps(one, other): whether two coverages may have anything in common: region, population and period (`coverage.overlaps`, with which a test compares it).
// `populations` has what is above a word, and what is apart from it. What by itself means nobody, as earlier releases took it, is apart from none.
(/* include same_places_and_times(one, other) */
  AND any(one_people IN [split(toLower(coalesce(one.coverage_population, '*')), '/')] WHERE any(other_people IN [split(toLower(coalesce(other.coverage_population, '*')), '/')] WHERE
    NOT /* include apart(one_people, other_people) */ OR /* include apart(one_people, one_people) */ OR /* include apart(other_people, other_people) */)))
