// audit/chain_head: where the chain of the audit log stands.
// return sequence    Integer number of the last entry; null, as all else, where somebody has deleted the head
// return hash        String  its hash
// return revision    Integer the newest revision
// return revision_at Instant when it was taken
// everybody a number and a hash; shown to those who see all
OPTIONAL MATCH (head:AuditHead {id: 'head'})
RETURN head.sequence AS sequence, head.hash AS hash, head.revision AS revision, head.revision_at AS revision_at
