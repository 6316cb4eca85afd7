// fragment dated_on_datum(node, described): a designation or an exemption with the dates of its stretch of time that counts at the instant.
// That is the one that holds, else the next to begin, else the last. What was taken back before it began holds for no time.
// The basis of a designation is that of its stretch; earlier releases kept it in the description alone.
// OPTIONAL: where there is no such fact, it stays as it is described.
head(COLLECT {
  OPTIONAL MATCH (node)-[on_record:OF]->(:Datum)
  WHERE on_record.rev_from <= $revision < on_record.rev_to
  WITH on_record AS stretch
  ORDER BY $as_of < stretch.valid_to DESC, CASE WHEN $as_of < stretch.valid_to THEN stretch.valid_from END, stretch.valid_from DESC LIMIT 1
  RETURN described {.*, valid_from: coalesce(stretch.valid_from, described.valid_from), valid_to: coalesce(stretch.valid_to, described.valid_from), basis: coalesce(stretch.basis, described.basis)} AS dated
})
