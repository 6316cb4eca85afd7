// fragment owner(dataset): key of the unit whose dataset it is now: its provider, else who operates the system that holds it.
// null: nobody's, a table that tools named and that no system holds; '': somebody's, but of whom nothing is known.
coalesce(head(COLLECT {
  MATCH (keeper:Unit)-[provided:PROVIDES]->(dataset)
  WHERE provided.rev_to = $open_revision
  RETURN keeper.key ORDER BY provided.valid_to DESC, keeper.key LIMIT 1
}), head(COLLECT {
  MATCH (keeper:Unit)-[operated:OPERATES]->(:System)-[held:HOLDS]->(dataset)
  WHERE operated.rev_to = $open_revision AND operated.live_key IS NOT NULL
    AND held.rev_to = $open_revision AND held.live_key IS NOT NULL
  RETURN keeper.key ORDER BY keeper.key LIMIT 1
}), CASE WHEN dataset.listing = 'UNLISTED' AND NOT EXISTS {
  MATCH (:System)-[held:HOLDS]->(dataset) WHERE held.rev_to = $open_revision AND held.live_key IS NOT NULL
} THEN null ELSE '' END)
