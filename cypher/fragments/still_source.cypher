// fragment still_source(source, said, sourced): whether a dataset, as it is described, can be the source that it was designated as: published, no copy, with a field that denotes the datum.
(coalesce(said.status, 'DRAFT') = 'PUBLISHED' AND coalesce(said.listing, 'LISTED') <> 'RECEIVED' AND EXISTS {
  MATCH (source)-[source_has:HAS_FIELD]->(:Field)-[source_means:DENOTES]->(sourced)
  WHERE /* include interval(source_has) */ AND /* include interval(source_means) */
})
