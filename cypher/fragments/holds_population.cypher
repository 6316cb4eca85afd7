// fragment holds_population(whole, part): whether the population of one coverage holds that of another: each of its words is one, or above one, of the other's.
any(people IN [[split(toLower(coalesce(whole.coverage_population, '*')), '/'), split(toLower(coalesce(part.coverage_population, '*')), '/')]] WHERE
  '*' IN people[0] OR (NOT '*' IN people[1]
    AND all(people_word IN people[0] WHERE any(people_said IN people[1] WHERE people_word IN coalesce($populations[people_said].above, [people_said])))))
