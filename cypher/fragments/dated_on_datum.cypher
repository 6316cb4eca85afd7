// fragment dated_on_datum(node, described): a designation or an exemption with the dates of its stretch of time that counts at the instant.
// That is the one that holds, else the next to begin, else the last. What was taken back before it began holds for no time.
// OPTIONAL: without it the store has no row to aggregate where there is no such fact, and the whole would be null.
head(COLLECT {
  OPTIONAL MATCH (node)-[on_record:OF]->(:Datum)
  WHERE on_record.rev_from <= $revision < on_record.rev_to
  WITH on_record ORDER BY on_record.valid_from
  WITH collect(on_record) AS stretches
  WITH coalesce(head([later IN stretches WHERE $as_of < later.valid_to]), last(stretches)) AS stretch
  RETURN described {.*, valid_from: coalesce(stretch.valid_from, described.valid_from), valid_to: coalesce(stretch.valid_to, described.valid_from)} AS dated
})
