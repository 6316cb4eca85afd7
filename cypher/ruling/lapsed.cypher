// ruling/lapsed: rulings that have ended by themselves since then, the earliest first.
// param  settled_at Instant up to when they have been followed already
// param  until      Instant up to when they are asked for
// return rulings    List    described
MATCH (ruling:Entity)
WHERE ruling.label = 'Ruling' AND ruling.key IS NOT NULL AND $settled_at < ruling.valid_to <= $until
  AND ruling.withdrawal IS NULL
WITH ruling ORDER BY ruling.valid_to, ruling.key
RETURN collect(properties(ruling)) AS rulings
