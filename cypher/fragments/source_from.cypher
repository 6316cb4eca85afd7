// fragment source_from(source, said, sourced, covered, since): as still_source, but of an instant from which on a dataset is to be the source: has_datum_at.
(/* include published_entry(said) */ AND /* include overlaps(covered, said) */ AND /* include has_datum_at(source, sourced, since) */)
