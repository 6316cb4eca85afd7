// lineage/recording/runs: runs as told so far, with what each saw, for a change that builds on them.
// param  keys Strings  keys of runs
// return runs List     properties of each; slot and says of what it saw
UNWIND $keys AS key
MATCH (run:Run {key: key})
WITH run ORDER BY run.key
RETURN collect({
  run: properties(run),
  saw: COLLECT { MATCH (run)-[saw:SAW]->(pattern:Pattern) RETURN {slot: saw.slot, says: pattern.says} ORDER BY saw.slot }
}) AS runs
