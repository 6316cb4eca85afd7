// audit/head: where the record stands.
// return head_revision Integer  the newest revision
// return head_at       Instant  when it was taken
// return now           Instant  the store's clock
// everybody a number and an instant, no content
MATCH (head:AuditHead {id: 'head'})
RETURN head.revision AS head_revision, head.revision_at AS head_at, datetime() AS now
