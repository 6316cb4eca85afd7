// fragment provided_by(dataset): the unit that provides a dataset now, else the last one, else who operates its system; a list of one or none.
[unit IN [coalesce(head(COLLECT {
  MATCH (provider:Unit)-[provides:PROVIDES]->(dataset) WHERE provides.rev_to = $open_revision
  RETURN provider ORDER BY provides.valid_from <= $now < provides.valid_to DESC, provides.valid_to DESC LIMIT 1
}), head(COLLECT {
  MATCH (keeper:Unit)-[keeps:OPERATES]->(:System)-[holds:HOLDS]->(dataset)
  WHERE keeps.live_key IS NOT NULL AND holds.live_key IS NOT NULL
  RETURN keeper ORDER BY keeper.key LIMIT 1
}))] WHERE unit IS NOT NULL]
