// fragment dated_agreement(node, described): an agreement with its dates, and how it stands at the instant, by the stretch of time that counts then: see dated_on_datum.
// What is asked for shows the dates that were asked for until it is decided, and has held for no time where it was taken back,
// or granted and taken back before it began; earlier releases kept the decision in the description alone.
head(COLLECT {
  OPTIONAL MATCH (node)-[on_record:GRANTED_TO]->(:Consumer)
  WHERE on_record.rev_from <= $revision < on_record.rev_to
  WITH on_record AS stretch
  ORDER BY $as_of < stretch.valid_to DESC, CASE WHEN $as_of < stretch.valid_to THEN stretch.valid_from END, stretch.valid_from DESC LIMIT 1
  WITH stretch, coalesce(stretch.decision, CASE described.status WHEN 'ENDED' THEN 'GRANTED' ELSE described.status END) AS decision
  WITH stretch, decision, CASE WHEN decision <> 'REFUSED' AND coalesce(stretch.valid_to <= $as_of, true) THEN 'ENDED' ELSE decision END AS standing
  WITH standing, CASE WHEN decision <> 'PENDING' THEN stretch END AS in_force
  RETURN CASE WHEN standing = 'PENDING' THEN described {.*, status: standing} ELSE described {
    .*, status: standing,
    valid_from: coalesce(in_force.valid_from, described.valid_from), valid_to: coalesce(in_force.valid_to, described.valid_from)
  } END AS dated
})
