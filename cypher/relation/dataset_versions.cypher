// relation/dataset_versions: the descriptions of datasets on record, newest first, with the instant each was recorded.
// An outline has no history: most of what was changed about it is hidden, and so is how often.
// param  keys           Strings  keys of the datasets
// param  after_version  Integer  version at the place before the page; a large one at the start
// param  after_key      String   key at that place
// param  limit          Integer  how many of each at the most
// param  state_revision Integer  the newest revision wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     key of each and its descriptions
UNWIND $keys AS key
CALL (key) {
  MATCH (node:Entity {key: key})
  WITH node, /* include visibility_dataset(node) */ AS visibility
  WHERE visibility = 'FULL'
  CALL (node) {
    RETURN properties(node) AS described
    UNION ALL
    MATCH (node)-[:STATE]->(past:State)
    RETURN properties(past) AS described
  }
  WITH visibility, described
  WHERE described.rev_from <= $state_revision
    AND (described.version < $after_version OR (described.version = $after_version AND described.key > $after_key))
  WITH visibility, described ORDER BY described.version DESC LIMIT $limit
  MATCH (entry:AuditEntry {revision: described.rev_from})
  WITH visibility, described, entry ORDER BY described.version DESC
  WITH /* include shown(described, visibility) */ AS row, entry
  RETURN collect(row {.*, recorded_at: entry.at}) AS rows
}
WITH key, rows ORDER BY key
RETURN collect({key: key, rows: rows}) AS groups
