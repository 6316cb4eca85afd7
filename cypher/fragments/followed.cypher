// fragment followed(fact): lineage that the viewer is told of, and of no kind that is left out.
/* include traced(fact) */ AND NOT coalesce(fact.kind, '') IN $without
