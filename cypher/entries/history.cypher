// entries/history: the newest imports, done and refused; a unit sees those of its own people.
// param  limit       Integer  how many at the most
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return imports     List     entries of the audit log, newest first
// everybody judged by the actor's unit
MATCH (entry:AuditEntry)
WHERE entry.operation = 'importCatalog' AND ($sees_all OR entry.actor_unit = $viewer_unit)
WITH entry ORDER BY entry.sequence DESC LIMIT $limit
RETURN collect(properties(entry)) AS imports
