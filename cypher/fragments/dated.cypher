// fragment dated(node, described): the description of a right of dates, with the stretch that holds at the instant, else its last one: its facts say when, never the description of that day.
CASE WHEN node:SourceDesignation THEN coalesce(head(COLLECT {
  MATCH (node)-[stretch:OF]->(:Datum)
  WHERE stretch.rev_from <= $revision < stretch.rev_to
  WITH stretch ORDER BY stretch.valid_from <= $as_of < stretch.valid_to DESC, stretch.valid_from DESC LIMIT 1
  RETURN described {.*, valid_from: stretch.valid_from, valid_to: stretch.valid_to} AS dated
}), described) ELSE described END
