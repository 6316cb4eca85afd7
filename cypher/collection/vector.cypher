// collection/vector: data whose spellings lie near planned names: cosine of embeddings of subject and name.
// param  sought   Maps     index and vector of each planned field
// param  limit    Integer  spellings of each at the most
// param  revision Integer  catalog revision that must have known them
// return found    List     index, likeness (cosine) and spelling of each, the nearest first
// return waiting  Boolean  whether some spellings have no vector yet
// everybody a verdict reads everything and redacts what it shows
UNWIND $sought AS each
CALL (each) {
  CALL db.index.vector.queryNodes('spelling_vector', $limit, each.vector) YIELD node, score
  WHERE node.created_rev <= $revision
  RETURN node AS spelling, score
}
WITH each, spelling, score ORDER BY each.index, score DESC, spelling.key
WITH collect({index: each.index, likeness: 2 * score - 1, spelling: /* include spelled(spelling) */}) AS found
RETURN found, EXISTS { MATCH (late:Spelling) WHERE late.waits_since IS NOT NULL } AS waiting
