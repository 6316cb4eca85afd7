"""One named question to the store: its texts, and the arguments that its header declares."""

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any, Final

from graph_catalog.errors import QueryFileError
from graph_catalog.model.instant import OPEN_START

FILTER: Final = "filter"
"""The parameter that takes clauses of a filter; an empty list is no filter."""
PUBLIC: Final = "public"
"""The kind of whatever has no visibility fragment of its own."""

_BLANK: Final[Mapping[str, object]] = {
    "Boolean": False,
    "Float": 0.0,
    "Instant": OPEN_START,
    "Integer": 0,
    "List": [],
    "Map": {},
    "Maps": [{}],
    "String": "",
    "Strings": [""],
}
"""A value of each type that headers declare; a list is `Strings` or `Maps` where it is known of what."""


@dataclasses.dataclass(frozen=True)
class Variant:
    """Which of a file's texts: the bound of its walk, the kind of thing it is about, whether a filter holds."""

    ceiling: int | None = None
    kind: str | None = None
    is_filtered: bool = True


@dataclasses.dataclass(frozen=True)
class NamedQuery:
    """One named question to the store."""

    name: str
    about: str
    params: Mapping[str, str]
    returns: Mapping[str, str]
    ceilings: tuple[int, ...]
    label: str | None
    """The parameter by which a text is chosen for a kind of thing, in a file with a `kinds` line."""
    text: str
    texts: Mapping[Variant, str]
    fragments: frozenset[str]
    writes: bool
    """Whether the text changes the store."""
    everybody: str = ""
    """Why everybody may read what it answers, or nobody is shown it; empty where the visibility of things decides."""

    @functools.cached_property
    def kinds(self) -> frozenset[str | None]:
        """The kinds of things for which there is a text."""
        return frozenset(variant.kind for variant in self.texts)

    @property
    def usual(self) -> frozenset[Variant]:
        """The texts that are asked all the time: with a filter only where there is none without."""
        without = frozenset(variant for variant in self.texts if not variant.is_filtered)
        return without or frozenset(self.texts)

    def at(self, variant: Variant) -> str:
        """Return the text prepared for a variant."""
        try:
            return self.texts[variant]
        except KeyError:
            message = f"cypher/{self.name}.cypher: no text for {variant}; it has {list(self.texts)}"
            raise QueryFileError(message) from None

    def variant(self, arguments: Mapping[str, object], ceiling: int | None = None) -> Variant:
        """Return which text some arguments want."""
        kind = None
        if self.label is not None:
            kind = str(arguments[self.label]).lower()
            kind = kind if kind in self.kinds else PUBLIC
        return Variant(ceiling, kind, is_filtered=arguments.get(FILTER) != [])

    def arguments(
        self, given: Mapping[str, object], offered: Mapping[str, object]
    ) -> dict[str, Any]:
        """Return the arguments of a call; raises `QueryFileError` where header and call disagree."""
        arguments = {name: value for name, value in offered.items() if name in self.params}
        arguments.update(given)
        if arguments.keys() != self.params.keys():
            disputed = ", ".join(sorted(arguments.keys() ^ self.params.keys()))
            message = f"cypher/{self.name}.cypher: header and call disagree on {disputed}"
            raise QueryFileError(message)
        return arguments

    def blanks(self) -> dict[str, Any]:
        """Return a value of its type for each parameter: the store tells plans apart by these types."""
        return {name: _BLANK[type_] for name, type_ in self.params.items()}
