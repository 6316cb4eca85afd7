// entries/code_ranges: the units whose entries bear codes of a range.
// param  ranges        Strings  beginnings of live codes, label and range
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return ranges        List     beginning, and the units that use it
UNWIND $ranges AS range
CALL (range) {
  MATCH (entry:Entity) WHERE entry.live_code STARTS WITH range
  WITH entry LIMIT 1000
  UNWIND /* include provided_by(entry) */ AS user
  RETURN collect(DISTINCT user {.key, .name, .level}) AS users
}
WITH range, users ORDER BY range
RETURN collect({range: range, users: users}) AS ranges
