// fragment holds(whole, part): whether one coverage has all of another (`coverage.holds`, with which a test compares it); see overlaps.
(any(region IN [[coalesce(whole.coverage_region, '*'), coalesce(part.coverage_region, '*')]] WHERE
    region[0] = '*' OR (region[1] <> '*' AND region[1] STARTS WITH region[0]))
  AND /* include holds_population(whole, part) */
  AND (whole.coverage_from IS NULL OR coalesce(whole.coverage_from <= part.coverage_from, false))
  AND (whole.coverage_to IS NULL OR coalesce(part.coverage_to <= whole.coverage_to, false)))
