// entity/page_back_at: a page of one kind of thing as it was, by name, from a place in the list backward.
// kinds  label                   a text for each, with the visibility of its own
// param  label          String   which kind of thing
// param  before_name    String   name at the place after the page; the last character of all at the end
// param  before_key     String   key at that place
// param  limit          Integer  how many at the most
// param  filter         List     clauses of tests, see the fragment
// param  as_of          Instant  when relations in the filter must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return rows           List     descriptions in falling order of name and key
// The index of the things and that of their past states are read, and the two are merged. The filter is
// held against what is shown, or it would tell what is hidden.
// The place is compared by CASE: an OR is planned as two seeks and a sort of the whole list. SEEK, for the index
// orders names by code point, and a filter on what is scanned compares them by UTF-16: a page would lose some.
CALL () {
  MATCH (node:Entity)
  USING INDEX SEEK node:Entity(label, name, key)
  WHERE node.label = $label AND node.name <= $before_name AND node.key IS NOT NULL
    AND CASE node.name WHEN $before_name THEN node.key < $before_key ELSE true END
    AND node.created_rev <= $revision
    AND (node.rev_from <= $state_revision OR node.version = 1)
  WITH node, properties(node) AS described, /* include visibility(node) */ AS visibility
  WHERE visibility <> 'HIDDEN' AND /* include standing(node) */
  WITH node, visibility, /* include dated(node, described) */ AS described
  WITH node, visibility, /* include shown(described, visibility) */ AS described
  WHERE /* include matches(node, described, visibility) */
  WITH described ORDER BY node.label DESC, node.name DESC, node.key DESC LIMIT $limit
  RETURN described
  UNION ALL
  MATCH (past:State)
  USING INDEX SEEK past:State(label, name, key)
  WHERE past.label = $label AND past.name <= $before_name AND past.key IS NOT NULL
    AND CASE past.name WHEN $before_name THEN past.key < $before_key ELSE true END AND past.created_rev <= $revision
    AND $state_revision < past.rev_to
    AND (past.rev_from <= $state_revision OR past.version = 1)
  MATCH (node:Entity)-[:STATE]->(past)
  WITH past, properties(past) AS described, /* include visibility(node) */ AS visibility, node
  WHERE visibility <> 'HIDDEN' AND /* include standing(node) */
  WITH node, past, visibility, /* include dated(node, described) */ AS described
  WITH node, past, visibility, /* include shown(described, visibility) */ AS described
  WHERE /* include matches(node, described, visibility) */
  WITH described ORDER BY past.label DESC, past.name DESC, past.key DESC LIMIT $limit
  RETURN described
}
WITH described ORDER BY described.name DESC, described.key DESC LIMIT $limit
RETURN collect(described) AS rows
