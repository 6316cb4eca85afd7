// lineage/recording/keep_observations: keep what runs saw; operational, of no revision (ADR 0015).
// param  rows Maps    run, slot, at, final, counts, print and says of each
// return kept Integer how many
// A pattern stands once, however many runs saw the same.
UNWIND $rows AS row
MATCH (run:Run {key: row.run})
MERGE (pattern:Pattern {print: row.print})
  ON CREATE SET pattern.says = row.says
WITH run, pattern, row
CALL (run, row) {
  OPTIONAL MATCH (run)-[before:SAW]->()
  WHERE before.slot = row.slot
  DELETE before
}
CREATE (run)-[:SAW {slot: row.slot, at: row.at, final: row.final, counts: row.counts}]->(pattern)
RETURN count(pattern) AS kept
