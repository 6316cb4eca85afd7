// fragment overlaps(one, other): whether two coverages have anything in common: region, population and period (`coverage.overlaps`, with which a test compares it).
// A population holds another if each of its words is one, or above one, of the other's; `populations` has what is above a word.
(any(region IN [[coalesce(one.coverage_region, '*'), coalesce(other.coverage_region, '*')]] WHERE
    '*' IN region OR region[0] STARTS WITH region[1] OR region[1] STARTS WITH region[0])
  AND any(people IN [[split(toLower(coalesce(one.coverage_population, '*')), '/'), split(toLower(coalesce(other.coverage_population, '*')), '/')]] WHERE
    '*' IN people[0] OR '*' IN people[1]
    OR all(people_word IN people[0] WHERE any(people_said IN people[1] WHERE people_word IN coalesce($populations[people_said], [people_said])))
    OR all(people_word IN people[1] WHERE any(people_said IN people[0] WHERE people_word IN coalesce($populations[people_said], [people_said]))))
  AND coalesce(one.coverage_from <= other.coverage_to, true) AND coalesce(other.coverage_from <= one.coverage_to, true))
