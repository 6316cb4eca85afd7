// audit/append: write one entry of the audit log and move the head to it.
// param  entry    Map      the entry, hashed
// param  head     Map      sequence, revision, revision_at and hash of the head from now on
// return sequence Integer  the entry's number
MATCH (head:AuditHead {id: 'head'})
SET head += $head
CREATE (entry:AuditEntry)
SET entry = $entry
RETURN entry.sequence AS sequence
