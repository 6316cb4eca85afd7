// fragment has_datum_at(source, sourced, since): whether a dataset has a field that denotes a datum at an instant of its own, by what is on record: a ruling may give a field its datum by then.
EXISTS {
  MATCH (source)-[then_has:HAS_FIELD]->(:Field)-[then_means:DENOTES]->(sourced)
  WHERE then_has.rev_from <= $revision < then_has.rev_to AND then_has.valid_from <= since < then_has.valid_to
    AND then_means.rev_from <= $revision < then_means.rev_to AND then_means.valid_from <= since < then_means.valid_to
}
