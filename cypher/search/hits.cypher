// search/hits: a page of what a full-text query finds, best first.
// The index finds, its score does not rank: it counts hidden things, too, and would tell of their words. A match is judged by the text and by what the viewer is shown of it.
// param  text        String   the query, escaped
// param  names_text  String   the same query over names alone: an outline is found by its name only
// param  words       Strings  the words of it, in lower case
// param  phrase      String   the words of it without blanks
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
UNWIND [{found: 'FULL', query: $text}] + CASE WHEN $sees_all THEN [] ELSE [{found: 'OUTLINE', query: $names_text}] END AS search
CALL db.index.fulltext.queryNodes('entity_text', search.query) YIELD node
WITH search, node WHERE node.label IN $labels
WITH search, node, /* include visibility(node) */ AS visibility
WHERE visibility = search.found AND /* include standing(node) */
WITH node, visibility, properties(node) AS described
WITH node, visibility, /* include shown(described, visibility) */ AS described
WHERE /* include matches(node, described, visibility) */
WITH described, /* include likeness(described) */ AS score
WHERE score < $after_score OR (score = $after_score AND described.key > $after_key)
WITH score, described ORDER BY score DESC, described.key LIMIT $limit
RETURN collect({score: score, row: described}) AS hits
