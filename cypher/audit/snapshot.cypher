// audit/snapshot: where the record stands, and which revision an instant or a number means.
// param  as_of          Instant  the instant asked for, or null
// param  at_revision    Integer  the revision asked for, or null
// return head_revision  Integer  the newest revision
// return head_at        Instant  when it was taken
// return now            Instant  the store's clock
// return revision_at    Instant  when the revision asked for was taken; null where there is none
// return known_revision Integer  the newest revision at the instant asked for; null before the first
// everybody numbers of revisions and their instants, no content
MATCH (head:AuditHead {id: 'head'})
RETURN head.revision AS head_revision, head.revision_at AS head_at, datetime() AS now,
  head(COLLECT {
    MATCH (entry:AuditEntry {revision: $at_revision})
    RETURN entry.at
  }) AS revision_at,
  head(COLLECT {
    MATCH (entry:AuditEntry)
    WHERE entry.at <= $as_of AND entry.revision IS NOT NULL
    RETURN entry.revision ORDER BY entry.at DESC LIMIT 1
  }) AS known_revision
