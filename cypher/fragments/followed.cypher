// fragment followed(fact): held at the instant, on record at the revision, and of no kind that is left out.
/* include interval(fact) */ AND NOT coalesce(fact.kind, '') IN $without
