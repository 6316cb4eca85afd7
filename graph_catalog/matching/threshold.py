"""From which confidence on an alignment may be held against anybody."""

SURE = 0.8
"""Below it the verdict is REVIEW.

The design asks for the confidence from which on 95 % are right. `make eval` measures it on the
shared pairs, each compared by lexicons that do not know its concepts: of the pairs that are read as
one datum from 0.8 on, 98 % are the same, of those below about half. On what the catalog itself
proposes it is measured anew where labels are there (`benchmarks/evaluation/labels`).
"""
