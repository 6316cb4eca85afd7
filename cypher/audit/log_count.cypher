// audit/log_count: how many entries audit/log has in all.
// param  sees_all   Boolean  whether nothing is hidden from the viewer
// param  of_unit    String   key of the unit whose actors' entries the viewer sees
// param  actor      String   name or id of an actor, or null
// param  unit       String   key of an actor's unit, or null
// param  operations Strings  operations, or null
// param  refused    Boolean  whether it must have been refused, or null
// param  since      Instant  not before, or null
// param  until      Instant  before, or null
// param  thing      String   key of a thing, or null
// param  at         Integer  a revision, or null
// return total      Integer  how many
// everybody judged by the actor's unit; things named in it are looked up by their own visibility
MATCH (entry:AuditEntry)
WHERE ($sees_all OR entry.actor_unit = $of_unit)
  AND ($actor IS NULL OR entry.actor = $actor OR entry.actor_id = $actor)
  AND ($unit IS NULL OR entry.actor_unit = $unit)
  AND ($operations IS NULL OR entry.operation IN $operations)
  AND ($refused IS NULL OR (entry.revision IS NULL) = $refused)
  AND ($since IS NULL OR entry.at >= $since)
  AND ($until IS NULL OR entry.at < $until)
  AND ($thing IS NULL OR entry.subject = $thing OR $thing IN entry.touched)
  AND ($at IS NULL OR entry.revision = $at)
RETURN count(entry) AS total
