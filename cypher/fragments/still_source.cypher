// fragment still_source(source, said, sourced): whether a dataset, as it is described, is the source that it was designated as: an entry, published, with a field that denotes the datum.
// The one place that says so: whoever may be designated, what is found stranded, what counts as a source in answers.
(coalesce(said.status, 'DRAFT') = 'PUBLISHED' AND coalesce(said.listing, 'LISTED') = 'LISTED' AND EXISTS {
  MATCH (source)-[source_has:HAS_FIELD]->(:Field)-[source_means:DENOTES]->(sourced)
  WHERE /* include interval(source_has) */ AND /* include interval(source_means) */
})
