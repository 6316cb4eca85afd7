// fragment answers_for(dataset): the unit that answers for a dataset: its provider, else who operates its system.
coalesce(head(COLLECT {
  MATCH (provider:Unit)-[provides:PROVIDES]->(dataset)
  WHERE /* include interval(provides) */
  RETURN provider ORDER BY provider.key LIMIT 1
}), head(COLLECT {
  MATCH (operator:Unit)-[operates:OPERATES]->(:System)-[holds:HOLDS]->(dataset)
  WHERE /* include interval(operates) */ AND /* include interval(holds) */
  RETURN operator ORDER BY operator.key LIMIT 1
}))
