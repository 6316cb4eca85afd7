// search/hits: a page of what a full-text query finds, best first.
// param  text        String   the query, escaped
// param  words       Strings  the words of it, in lower case: an outline is found by its name alone
// param  labels      Strings  which kinds of things
// param  filter      List     clauses of tests, see the fragment
// param  after_score Float    score at the place before the page; a huge one at the start
// param  after_key   String   key at that place
// param  limit       Integer  how many at the most
// param  as_of       Instant  when relations in the filter must hold
// param  revision    Integer  catalog revision that must know them
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return hits        List     score and description of each
CALL db.index.fulltext.queryNodes('entity_text', $text) YIELD node, score
WITH node, score
WHERE node.label IN $labels AND (score < $after_score OR (score = $after_score AND node.key > $after_key))
WITH node, score, /* include visibility(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH node, score, visibility, properties(node) AS described
WITH node, score, visibility, /* include shown(described, visibility) */ AS described
WHERE (visibility = 'FULL' OR all(word IN $words WHERE toLower(described.name) CONTAINS word))
  AND /* include matches(node, described, visibility) */
WITH score, described ORDER BY score DESC, described.key LIMIT $limit
RETURN collect({score: score, row: described}) AS hits
