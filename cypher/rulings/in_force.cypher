// rulings/in_force: what people have ruled on matches, as it holds at an instant, oldest first.
// param  as_of          Instant when it must hold
// param  revision       Integer catalog revision that must know it
// param  state_revision Integer revision whose descriptions count
// return rulings        List    described
// everybody everything is decided by all rulings; what is said of them is redacted
MATCH (ruling:Entity)
WHERE ruling.label = 'Ruling' AND ruling.key IS NOT NULL AND ruling.created_rev <= $revision
WITH ruling, /* include state(ruling) */ AS said
WHERE said.valid_from <= $as_of < said.valid_to
WITH said ORDER BY said.created_rev, said.key
RETURN collect(said) AS rulings
