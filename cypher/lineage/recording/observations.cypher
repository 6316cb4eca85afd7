// lineage/recording/observations: what was seen of some things around an interval, for a change that builds on it.
// param  rows Maps  slot, since and until of each
// return seen List  slot, run, at, final and says: from the last final one before the stretch to the first after it
// The first final one after the stretch ends what the stretch decides; it is there, so that its instant is known.
UNWIND $rows AS row
WITH row, head(COLLECT {
  MATCH ()-[saw:SAW]->()
  WHERE saw.slot = row.slot AND saw.at < row.since AND saw.final AND saw.counts
  RETURN saw.at ORDER BY saw.at DESC LIMIT 1
}) AS lower, head(COLLECT {
  MATCH ()-[saw:SAW]->()
  WHERE saw.slot = row.slot AND saw.at > row.until AND saw.final AND saw.counts
  RETURN saw.at ORDER BY saw.at LIMIT 1
}) AS upper
MATCH (run:Run)-[saw:SAW]->(pattern:Pattern)
WHERE saw.slot = row.slot AND saw.counts
  AND saw.at >= coalesce(lower, datetime('0001-01-01T00:00:00Z')) AND saw.at <= coalesce(upper, datetime('9999-01-01T00:00:00Z'))
WITH row, run, saw, pattern ORDER BY row.slot, saw.at, run.key
RETURN collect({slot: row.slot, run: run.key, at: saw.at, final: saw.final, says: pattern.says}) AS seen
