// search/counts: how many things of each kind a full-text query finds, 10,000 of a kind at the most.
// What is hidden is left out before anything is bounded: else a count would tell how much of it there is.
// param  text        String   the query, escaped
// param  names_text  String   the same query over names alone: an outline is found by its name only
// param  labels      Strings  which kinds of things
// param  filter      List     clauses of tests, see the fragment
// param  as_of       Instant  when relations in the filter must hold
// param  revision    Integer  catalog revision that must know them
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     label and total of each kind that was found
UNWIND [{found: 'FULL', query: $text}] + CASE WHEN $sees_all THEN [] ELSE [{found: 'OUTLINE', query: $names_text}] END AS search
CALL db.index.fulltext.queryNodes('entity_text', search.query) YIELD node
WITH search, node WHERE node.label IN $labels
WITH search, node, /* include visibility(node) */ AS visibility
WHERE visibility = search.found AND /* include standing(node) */
WITH node, visibility, properties(node) AS described
WITH node, visibility, /* include shown(described, visibility) */ AS described
WHERE /* include matches(node, described, visibility) */
WITH node.label AS label, count(*) AS total ORDER BY label
RETURN collect({label: label, total: CASE WHEN total > 10000 THEN 10000 ELSE total END}) AS groups
