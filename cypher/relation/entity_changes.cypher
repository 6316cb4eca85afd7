// relation/entity_changes: who changed things, newest first; what is seen in outline tells nobody.
// A datum and an element come on record with the first field of the kind, which may be hidden: when, and whose, is for those who see all.
// param  keys           Strings  keys of the things
// param  after_revision Integer  revision at the place before the page; a large one at the start
// param  after_key      String   key at that place
// param  limit          Integer  how many of each at the most
// param  revision       Integer  the newest revision wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     key of each and its changes
UNWIND $keys AS key
CALL (key) {
  MATCH (node:Entity {key: key})
  WITH node, /* include visibility(node) */ AS visibility
  WHERE visibility = 'FULL' AND ($sees_all OR NOT (node:Datum OR node:Element))
  UNWIND /* include changed_at(node) */ AS changed
  WITH key, changed
  WHERE changed <= $revision AND (changed < $after_revision OR (changed = $after_revision AND key > $after_key))
  WITH key, changed ORDER BY changed DESC LIMIT $limit
  MATCH (entry:AuditEntry {revision: changed})
  WITH key, entry ORDER BY entry.revision DESC
  RETURN collect(entry {
    .revision, .sequence, .at, .operation, .actor_unit, key: key, version: entry.revision,
    actor: CASE WHEN $sees_all OR entry.actor_unit = $viewer_unit THEN entry.actor END
  }) AS rows
}
WITH key, rows ORDER BY key
RETURN collect({key: key, rows: rows}) AS groups
