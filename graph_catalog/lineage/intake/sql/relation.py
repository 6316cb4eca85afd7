"""What a query yields, column by column, traced to the tables that it reads."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Final

from graph_catalog.model.enums.lineage import LineageKind

_STRENGTH: Final = {
    LineageKind.IDENTITY: 0,
    LineageKind.TRANSFORMATION: 1,
    LineageKind.AGGREGATION: 2,
    LineageKind.MASKING: 3,
}

Origin = tuple[str, str, LineageKind]
"""Key of a table, folded name of its column, and what is done to it."""


@dataclasses.dataclass(frozen=True)
class Expressions:
    """How the script makes a column of an origin: its expressions from the outermost inwards, and the line."""

    expressions: tuple[str, ...] = ()
    line: int | None = None


Origins = dict[Origin, Expressions]


@dataclasses.dataclass(frozen=True)
class Problem:
    """Why a column could not be traced, and at which line."""

    why: str
    line: int | None = None


@dataclasses.dataclass
class Relation:
    """A query's answer, or a temporary table: its columns by folded name, in order."""

    columns: dict[str, Origins] = dataclasses.field(default_factory=dict)
    influences: Origins = dataclasses.field(default_factory=dict)
    """What decided which rows there are, and in what order: of every column alike."""
    inputs: dict[str, None] = dataclasses.field(default_factory=dict)
    """Keys of the tables that it reads, in the order of the script."""
    problems: list[Problem] = dataclasses.field(default_factory=list)

    def add(self, other: "Relation") -> None:
        """Take in what another statement writes into the same columns."""
        for name, origins in other.columns.items():
            merge(self.columns.setdefault(name, {}), origins)
        merge(self.influences, other.influences)
        self.inputs.update(other.inputs)
        self.problems.extend(other.problems)

    def is_like(self, other: "Relation") -> bool:
        """Whether both say the same of columns and rows, however it is put."""
        return (
            {name: set(origins) for name, origins in self.columns.items()}
            == {name: set(origins) for name, origins in other.columns.items()}
        ) and set(self.influences) == set(other.influences)


def combined(outer: LineageKind, inner: LineageKind) -> LineageKind:
    """Return what two steps are together: the outer indirect one, else the inner, else the stronger."""
    if outer.is_indirect:
        return outer
    if inner.is_indirect:
        return inner
    return max(outer, inner, key=_STRENGTH.__getitem__)


def merge(into: Origins, origins: Mapping[Origin, Expressions]) -> None:
    """Add ways; one that is there already keeps what it says."""
    for origin, said in origins.items():
        into.setdefault(origin, said)


def passed_on(
    origins: Mapping[Origin, Expressions],
    kind: LineageKind,
    expressions: Iterable[str],
    line: int | None,
) -> Origins:
    """Return the ways after one more step."""
    steps = tuple(expressions)
    found: Origins = {}
    for (table, column, inner), said in origins.items():
        key = table, column, combined(kind, inner)
        found.setdefault(key, Expressions(steps + said.expressions, line or said.line))
    return found
