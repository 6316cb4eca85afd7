"""How likely a match is right: scores of readings as probabilities.

A score orders readings; by itself it promises nothing. The tables below say how often two fields
whose weaker reading has such a score were what was said of them. They were fitted by `make eval` on
the shared pairs of fields that people labelled, each pair compared by lexicons that lack its
concepts, and, for SAME, on the tuning half of what the catalog itself proposed and people labelled
(`docs/verdict.md` has the figures): counts by bands of the score, neighbours pooled until
each band has fifteen and none is less often right than the one below it, and of each the middle of
what its counts allow (Jeffreys' prior). Nothing in them is tied to a concept. `make eval` fits them
again and says whether these are still the ones.
"""

from typing import Final

from graph_catalog.language import say
from graph_catalog.matching.reading.method import Method

Table = tuple[tuple[float, float], ...]
"""From which score on which probability."""

SAME: Final[Table] = ((0.0, 0.396), (0.7, 0.446), (0.8, 0.931), (0.9, 0.936), (0.95, 0.959))
"""Of two readings that are one datum."""

DIFFERENT: Final[Table] = ((0.0, 0.567), (0.9, 0.642), (0.95, 0.951))
"""Of two readings that are two data, each an element of the lexicon."""

GUESS: Final = 0.449
"""Of two data of which one at least is in no lexicon: what it does not know, it cannot tell apart."""

LEAST_SEEN: Final = 0.6
"""Below this score nothing was observed: it is worth less in proportion."""

_AS_SAID: Final = frozenset({Method.GIVEN, Method.RULED})


def calibrated(score: float, method: Method) -> float:
    """Return the probability, 0 to 1, that a reading with this score is right.

    Monotone in the score, so that the weaker of two readings stays the weaker. What people said
    (`GIVEN`, `RULED`) and what nets caught is no reading: its score stands. Other methods weigh in
    the score already; given the score, the pairs show no difference between them.
    """
    if method in _AS_SAID or method.is_net:
        return score
    return _read_off(SAME, score)


def told_apart(score: float, *, is_guess: bool) -> float:
    """Return the probability that two fields with two readings are indeed two data.

    `score` is the weaker reading's; `is_guess`: one at least is a provisional datum.
    """
    return min(score, GUESS) if is_guess else _read_off(DIFFERENT, score)


def _read_off(table: Table, score: float) -> float:
    stated = next(share for start, share in reversed(table) if start <= score)
    return round(stated * min(1.0, score / LEAST_SEEN), 4)


def as_markdown() -> str:
    """Return the tables in the caller's language, for the docs."""
    lines = [
        say(
            zh="| 结论 | 得分自 | 把握 |",
            en="| what is said | from score | confidence |",
        ),
        "|---|---|---|",
    ]
    for name, table in (("SAME", SAME), ("DIFFERENT", DIFFERENT)):
        lines += [f"| {name} | {start:g} | {share:.3f} |" for start, share in table]
    unknown = say(zh="DIFFERENT，一方不在词表中", en="DIFFERENT, one side in no lexicon")
    return "\n".join([*lines, f"| {unknown} | 0 | {GUESS:.3f} |"]) + "\n"
