// agreements/consumers: the consumers that act for a unit, or for none, under a name, however it is written, for a change that names one.
// param  unit          String   key of the unit; null: of consumers that act for none
// param  called        String   the name, in lower case, NFKC, without blanks
// param  open_revision Integer  the far end of the record
// return consumers     List     key and name of each
MATCH (consumer:Consumer)
WITH consumer, consumer.name AS name
WHERE /* include folded(name) */ = $called
WITH consumer, COLLECT {
  MATCH (consumer)-[acts:ACTS_FOR]->(unit:Unit) WHERE acts.rev_to = $open_revision RETURN unit.key
} AS units
WHERE CASE WHEN $unit IS NULL THEN units = [] ELSE $unit IN units END
WITH consumer ORDER BY consumer.key
RETURN collect(consumer {.key, .name}) AS consumers
