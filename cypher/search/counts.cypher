// search/counts: how many things of each kind a full-text query finds among its best 10,000 hits.
// param  text        String   the query, escaped
// param  words       Strings  the words of it, in lower case: an outline is found by its name alone
// param  labels      Strings  which kinds of things
// param  filter      List     clauses of tests, see the fragment
// param  as_of       Instant  when relations in the filter must hold
// param  revision    Integer  catalog revision that must know them
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     label and total of each kind that was found
CALL db.index.fulltext.queryNodes('entity_text', $text, {limit: 10000}) YIELD node
WITH node
WHERE node.label IN $labels
WITH node, /* include visibility(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH node, visibility, properties(node) AS described
WITH node, visibility, /* include shown(described, visibility) */ AS described
WHERE (visibility = 'FULL' OR all(word IN $words WHERE toLower(described.name) CONTAINS word))
  AND /* include matches(node, described, visibility) */
WITH node.label AS label, count(*) AS total ORDER BY label
RETURN collect({label: label, total: total}) AS groups
