// audit/lock_head: take the one lock of all writers and learn where the chain stands.
// return sequence    Integer  number of the last entry
// return revision    Integer  the newest revision
// return revision_at Instant  when it was taken
// return hash        String   hash of the last entry
// return lease       Map      who loads in bulk, or null
// return now         Instant  the store's clock, now that the lock is held
// The SET comes first: properties read after it are those that the last writer committed; the clock, too, is read then,
// not when the statement began to wait.
MATCH (head:AuditHead {id: 'head'})
SET head.locked = true
RETURN head.sequence AS sequence, head.revision AS revision, head.revision_at AS revision_at, head.hash AS hash,
       head.lease AS lease, datetime.realtime() AS now
