// collection/text: data whose spellings share words with planned names: pairs of characters, by the CJK analyser.
// param  sought   Maps     index and text of each planned field
// param  limit    Integer  spellings of each at the most
// param  revision Integer  catalog revision that must have known them
// return found    List     index, likeness and spelling of each, the likest first
// everybody a verdict reads everything and redacts what it shows
UNWIND $sought AS each
CALL (each) {
  CALL db.index.fulltext.queryNodes('spelling_text', each.text, {limit: $limit}) YIELD node, score
  WHERE node.created_rev <= $revision
  RETURN node AS spelling, score
}
WITH each, spelling, score ORDER BY each.index, score DESC, spelling.key
RETURN collect({index: each.index, likeness: score, spelling: /* include spelled(spelling) */}) AS found
