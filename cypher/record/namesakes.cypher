// record/namesakes: what of a kind is called like a name now, in the district or of one unit, but for case, width and blanks.
// param  label         String   the kind
// param  unit          String   key of the unit whose things are meant; null: of the whole district
// param  called        String   the name, in lower case, NFKC, without blanks
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return namesakes     List     key and name of each
MATCH (node:Entity)
WHERE node.label = $label AND node.key IS NOT NULL
WITH node, node.name AS name
WHERE /* include folded(name) */ = $called
  AND ($unit IS NULL OR EXISTS {
    MATCH (:Entity&Unit {key: $unit})-[tie:OPERATES|UNDERTAKES]->(node)
    WHERE tie.rev_to = $open_revision AND tie.valid_from <= $now < tie.valid_to
  })
WITH node ORDER BY node.key
RETURN collect(node {.key, .name}) AS namesakes
