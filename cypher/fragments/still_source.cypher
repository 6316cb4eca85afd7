// fragment still_source(source, said, sourced, covered): whether a dataset, as it is described, is the source that it was designated as: an entry, published, with a field that denotes the datum,
// that has anything of what it was designated for (covered: the designation); an entry that states no coverage has everything.
// The one place that says so: whoever may be designated, what is found stranded, what counts as a source in answers. It counts for no more than both cover (common_coverage).
(/* include published_entry(said) */ AND /* include overlaps(covered, said) */ AND EXISTS {
  MATCH (source)-[source_has:HAS_FIELD]->(:Field)-[source_means:DENOTES]->(sourced)
  WHERE /* include interval(source_has) */ AND /* include interval(source_means) */
})
