// entity/count: how many things of one kind there are.
// kinds  label                   a text for each, with the visibility of its own
// param  label          String   which kind of thing
// param  filter         List     clauses of tests, see the fragment
// param  as_of          Instant  when relations in the filter must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return total          Integer  how many
MATCH (node:Entity)
WHERE node.label = $label AND node.name IS NOT NULL AND node.key IS NOT NULL AND node.created_rev <= $revision
WITH node, /* include visibility(node) */ AS visibility
WHERE visibility <> 'HIDDEN' AND /* include standing(node) */
WITH node, visibility, CASE size($filter) WHEN 0 THEN {} ELSE /* include state(node) */ END AS described
WITH node, visibility, CASE size($filter) WHEN 0 THEN described ELSE /* include dated(node, described) */ END AS described
WITH node, visibility, /* include shown(described, visibility) */ AS described
WHERE /* include matches(node, described, visibility) */
RETURN count(node) AS total
