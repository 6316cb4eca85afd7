// collection/collecting: which slots of COLLECTS say something, for a change that builds on it.
// param  slots         Strings  slots
// param  open_revision Integer  the far end of the record
// return known         List     slot of each, and whether it holds now
UNWIND $slots AS slot
MATCH ()-[fact:COLLECTS]->()
WHERE fact.slot = slot AND fact.rev_to = $open_revision
WITH slot, max(CASE WHEN fact.live_key IS NULL THEN 0 ELSE 1 END) = 1 AS live ORDER BY slot
RETURN collect({slot: slot, live: live}) AS known
