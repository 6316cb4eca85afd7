"""The limits of every question about lineage, in one place (design §8). Pure."""

from collections.abc import Sequence
from typing import Final

from graph_catalog.language import say
from graph_catalog.model.enums.lineage import LineageKind, LineageLevel
from graph_catalog.model.refusals import InvalidInput

MOST_HOPS: Final = 30
"""Hops of the level asked for, at the most."""
MOST_NODES: Final = 5000
"""Nodes of an answer, at the most."""
MOST_PATHS: Final = 20
"""Ways of one answer, at the most."""
MOST_TRIED: Final = 2000
"""Ways between two things that are looked at, at the most: most of those at a coarse level no data may take."""
MOST_HOLDERS: Final = 10
"""Fields that are walked from for one datum, at the most; as many things have `lineage` below them at a time."""
WALK_LIMIT: Final = 20_000
"""Nodes that one walk brings back at the most."""
EDGE_LIMIT: Final = 10_000
"""Edges of an answer at the most: a job known by table only joins all fields of two tables."""
NO_DEPTH: Final = 10**6
"""As a depth: as far as the walk goes."""
_EDGES_A_HOP: Final = 3  # from a field through a job and a dataset to the next field
_EDGES_TO_A_FIELD: Final = 3  # from a unit through a system and a dataset
_DATASETS_A_HOP: Final = (
    3  # within one system or unit; a guess, and `CEILING` says where it is too low
)


def out_of_bounds(
    depth: int = 1,
    max_nodes: int = 1,
    *,
    paths: int = 1,
    kinds: Sequence[LineageKind] | None = None,
) -> InvalidInput | None:
    """Refuse a depth, or a number of nodes or ways, that no answer has, and a choice of no kinds at all."""
    for name, value, most in (
        ("depth", depth, MOST_HOPS),
        ("maxNodes", max_nodes, MOST_NODES),
        ("limit", paths, MOST_PATHS),
    ):
        if not 1 <= value <= most:
            return InvalidInput(
                message=say(
                    zh=f"{name} 为 {value}；可取 1 至 {most}。请改用此范围内的值。",
                    en=f"{name} is {value}; it may be 1 to {most}.",
                ),
                path=[name],
            )
    if kinds is not None and not kinds:
        return InvalidInput(
            message=say(
                zh="kinds 为空，没有可走的关系。请至少给出一种，或略去该参数。",
                en="kinds is empty, so no edge is left to follow. Name at least one, or leave it out.",
            ),
            path=["kinds"],
        )
    return None


def excluded(kinds: Sequence[LineageKind] | None, *, indirect: bool) -> list[str]:
    """Return the kinds of edges that a walk leaves out, in order; none where all are wanted."""
    wanted = set(LineageKind) if kinds is None else set(kinds)
    return sorted(
        kind.value
        for kind in LineageKind
        if kind not in wanted or (kind.is_indirect and not indirect)
    )


def ceiling_for(level: LineageLevel, depth: int, ceilings: Sequence[int]) -> int:
    """Return the least of a file's ceilings, in edges, that should let a walk pass `depth` hops.

    It may not: a walk can take any number of steps inside one dataset, system or unit. Where one
    ends at the ceiling while still within the depth, the answer says `CEILING`.
    """
    datasets = _DATASETS_A_HOP if level in {LineageLevel.SYSTEM, LineageLevel.UNIT} else 1
    wanted = (depth + 1) * datasets * _EDGES_A_HOP + _EDGES_TO_A_FIELD
    return min((ceiling for ceiling in ceilings if ceiling >= wanted), default=max(ceilings))
