// lineage/questions/evidence: how assertions of lineage are on record.
// param  starts     Strings  keys of the things at which the facts begin
// param  keys       Strings  keys of the facts
// param  as_of      Instant  when the facts must have held
// param  revision   Integer  catalog revision that must have known them
// param  open_start Instant  the far start of time
// param  open_end   Instant  the far end of time
// param  explicit   Boolean  whether the answer is to be the same for ever: then it has nothing that changes in place
// return facts      List     [start, key, job_namespace, run, script, line, import_batch, asserted_at, first, valid_from, valid_to, closed_because, last_confirmed]: null for open ends
// return recorded   List     [revision, instant] of each `first`, the revision that first had a fact on record
// everybody facts both ends of which the projection found to be visible
// What a slot said before is on record under the same key: the oldest of it tells since when.
UNWIND $starts AS start_key
MATCH (start:Entity {key: start_key})-[fact:DERIVED_FROM|READS]->()
WHERE fact.key IN $keys AND fact.rev_from <= $revision
WITH start, fact.key AS key, min(fact.rev_from) AS first, collect(fact) AS versions
WITH start, key, first, head([version IN versions WHERE /* include interval(version) */]) AS fact
WHERE fact IS NOT NULL
ORDER BY key, start.key
WITH collect(DISTINCT first) AS firsts, collect([
  start.key, key, coalesce(fact.job_namespace, CASE WHEN start:Job THEN start.namespace END), fact.run, fact.script,
  fact.line, fact.import_batch, fact.asserted_at, first,
  CASE WHEN fact.valid_from <> $open_start THEN fact.valid_from END,
  CASE WHEN fact.valid_to <> $open_end THEN fact.valid_to END, fact.closed_because,
  CASE WHEN NOT $explicit THEN fact.last_confirmed END
]) AS facts
RETURN facts, COLLECT {
  UNWIND firsts AS number
  MATCH (entry:AuditEntry {revision: number})
  RETURN [number, entry.at] AS row ORDER BY number
} AS recorded
