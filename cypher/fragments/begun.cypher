// fragment begun(fact): had begun in the world by the instant, ended since or not, on record at the revision.
fact.valid_from <= $as_of AND fact.rev_from <= $revision < fact.rev_to
