// audit/entries: a stretch of the audit log in order, to verify its chain.
// param  after   Integer  number of the entry before the stretch
// param  limit   Integer  entries at the most
// return entries List     the entries as they stand
// everybody the program verifies its chain; only centre and auditors are shown entries
MATCH (entry:AuditEntry)
WHERE entry.sequence > $after
WITH entry ORDER BY entry.sequence LIMIT $limit
RETURN collect(properties(entry)) AS entries
