// audit/replayed: what an actor already did under an idempotency key, whether or not it changed anything.
// param  replay_key String  actor and idempotency key
// return revision   Integer the revision it made; null where it changed nothing
// return subject    String  key of what it changed
// return operation  String  what it did
// return input_hash String  hash of its input
// return outcome    String  what it answered, as JSON
MATCH (entry:AuditEntry {replay_key: $replay_key})
RETURN entry.revision AS revision, entry.subject AS subject, entry.operation AS operation, entry.input_hash AS input_hash, entry.outcome AS outcome
