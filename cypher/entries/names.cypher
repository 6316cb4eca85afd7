// entries/names: what the things of a kind are called now, in the district or of one unit.
// param  label         String   the kind
// param  unit          String   key of the unit whose things are meant; null: of the whole district
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return names         List     key and name of each
MATCH (node:Entity)
WHERE node.label = $label AND node.key IS NOT NULL
  AND ($unit IS NULL OR EXISTS {
    MATCH (:Entity&Unit {key: $unit})-[tie:OPERATES|UNDERTAKES]->(node)
    WHERE tie.rev_to = $open_revision AND tie.valid_from <= $now < tie.valid_to
  })
WITH node ORDER BY node.name, node.key
RETURN collect(node {.key, .name}) AS names
