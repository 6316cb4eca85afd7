// audit/lock_head: take the one lock of all writers and learn where the chain stands.
// return sequence    Integer  number of the last entry
// return revision    Integer  the newest revision
// return revision_at Instant  when it was taken
// return hash        String   hash of the last entry
// return lease       Map      who loads in bulk, or null
// The SET comes first: properties read after it are those that the last writer committed.
MATCH (head:AuditHead {id: 'head'})
SET head.locked = true
RETURN head.sequence AS sequence, head.revision AS revision, head.revision_at AS revision_at, head.hash AS hash,
       head.lease AS lease
