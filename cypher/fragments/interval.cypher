// fragment interval(fact): held in the world at the instant, on record at the revision (design, time).
fact.valid_from <= $as_of < fact.valid_to AND fact.rev_from <= $revision < fact.rev_to
