// rulings/holds: when some datasets have some data, and what their fields denote by a ruling, for a change that asks where sources count.
// param  pairs         Maps     dataset and datum (keys)
// param  datasets      Strings  keys of the datasets
// param  now           Instant  the instant from which on it is asked for
// param  open_revision Integer  the far end of the record
// return holds         List     dataset, datum, start and end of each time in which a dataset has a datum of its pair
// return ruled         List     dataset, field and datum (key and name), ruling, start and end of each time in which a field denotes a datum by a ruling; before: what it has denoted by rulings, with the revisions from which and to which
RETURN COLLECT {
  UNWIND $pairs AS pair
  MATCH (dataset:Entity {key: pair.dataset})-[has:HAS_FIELD]->(:Field)-[means:DENOTES]->(datum:Datum {key: pair.datum})
  WHERE has.rev_to = $open_revision AND $now < has.valid_to AND means.rev_to = $open_revision AND $now < means.valid_to
    AND has.valid_from < means.valid_to AND means.valid_from < has.valid_to
  WITH DISTINCT pair,
    CASE WHEN has.valid_from < means.valid_from THEN means.valid_from ELSE has.valid_from END AS start,
    CASE WHEN has.valid_to < means.valid_to THEN has.valid_to ELSE means.valid_to END AS end
  ORDER BY pair.dataset, pair.datum, start
  RETURN {dataset: pair.dataset, datum: pair.datum, start: start, end: end}
} AS holds, COLLECT {
  UNWIND $datasets AS key
  MATCH (dataset:Entity {key: key})-[has:HAS_FIELD]->(field:Field)-[means:DENOTES]->(datum:Datum)
  WHERE has.rev_to = $open_revision AND $now < has.valid_to
    AND means.rev_to = $open_revision AND $now < means.valid_to AND means.ruling IS NOT NULL
    AND has.valid_from < means.valid_to AND means.valid_from < has.valid_to
  WITH key, field, datum, means.ruling AS ruling,
    CASE WHEN has.valid_from < means.valid_from THEN means.valid_from ELSE has.valid_from END AS start,
    CASE WHEN has.valid_to < means.valid_to THEN has.valid_to ELSE means.valid_to END AS end
  ORDER BY key, field.key, start
  RETURN {
    dataset: key, field: field.key, datum: datum.key, datum_name: datum.name, ruling: ruling, start: start, end: end,
    before: COLLECT {
      MATCH (field)-[was:DENOTES]->(other:Datum) WHERE was.ruling IS NOT NULL
      RETURN [other.key, was.rev_from, was.rev_to] ORDER BY other.key, was.rev_from
    }
  }
} AS ruled
