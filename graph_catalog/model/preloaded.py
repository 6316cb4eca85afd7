"""Relations are preloaded: read ahead and kept on their object under the position they were asked at (design §6).

The executor never awaits per field: `gql.hydrate` fills `Preloaded.preloaded` before completion, and the one resolver below
returns what is kept there. Four signatures, one body: GraphQL arguments are declared by a resolver's parameters.

A position is the response path without list indices, innermost key first. So one object may stand at many positions
(as a node and in an edge, under two aliases, as the unit of a hundred datasets) and answer each by itself.
"""

import dataclasses
from typing import Annotated, Any

import strawberry
from graphql.pyutils import Path
from strawberry.types import Info

from graph_catalog.model.enums.lineage import LineageDirection, LineageKind, LineageLevel
from graph_catalog.model.instant import When

Position = tuple[str, ...]
"""Where in an answer: the keys of the response path without indices, innermost first."""


def position(path: Path | None) -> Position:
    """Return the position of a response path."""
    keys = []
    while path is not None:
        if type(path.key) is str:
            keys.append(path.key)
        path = path.prev
    return tuple(keys)


@dataclasses.dataclass(kw_only=True)
class Preloaded:
    """Something with preloaded relations. `preloaded` maps a position to what was read for it.

    `seen_at` holds the snapshot it was seen with, where those are not the snapshot of its whole list (versions of an entry).
    """

    preloaded: strawberry.Private[dict[Position, Any]] = dataclasses.field(
        default_factory=dict, repr=False, compare=False
    )
    seen_at: strawberry.Private[Any] = dataclasses.field(default=None, repr=False, compare=False)


First = Annotated[int, strawberry.argument(description="How many; 1 to 100.")]
After = Annotated[
    str | None,
    strawberry.argument(description="Cursor of the place before the page; needs a single parent."),
]

Direction = Annotated[
    LineageDirection, strawberry.argument(description="Where from, who depends on it, or both.")
]
Level = Annotated[LineageLevel, strawberry.argument(description="The level of nodes and hops.")]
Depth = Annotated[int, strawberry.argument(description="Hops of that level; 1 to 30.")]
MaxNodes = Annotated[int, strawberry.argument(description="Nodes, the nearest first; 1 to 5000.")]
Kinds = Annotated[
    list[LineageKind] | None,
    strawberry.argument(
        description="Only edges of these kinds are followed, and what lies behind others is left out; null: all kinds."
    ),
]
Indirect = Annotated[
    bool,
    strawberry.argument(
        description="Whether edges of indirect kinds (FILTER, JOIN, GROUP_BY, SORT, WINDOW, CONDITIONAL) are followed."
    ),
]


def _preloaded(root: Preloaded, info: Info[Any, Any]) -> Any:  # noqa: ANN401  # one resolver for every relation's type
    preloaded = root.preloaded[position(info.path)]
    if isinstance(preloaded, Exception):
        raise preloaded
    return preloaded


def one(root: strawberry.Parent[Any], info: Info[Any, Any]) -> Any:  # noqa: ANN401
    """Hand out a relation without arguments."""
    return _preloaded(root, info)


def many(root: strawberry.Parent[Any], info: Info[Any, Any]) -> Any:  # noqa: ANN401
    """Hand out a short list without pages."""
    return _preloaded(root, info)


def page(
    root: strawberry.Parent[Any],
    info: Info[Any, Any],
    first: First = 20,  # noqa: ARG001  # read by the hydration, declared here for the schema
    after: After = None,  # noqa: ARG001
) -> Any:  # noqa: ANN401
    """Hand out a page of a to-many relation."""
    return _preloaded(root, info)


def traced(  # noqa: PLR0917  # the arguments of the schema
    root: strawberry.Parent[Any],
    info: Info[Any, Any],
    direction: Annotated[  # noqa: ARG001
        LineageDirection,
        strawberry.argument(description="Where it comes from, or who depends on it."),
    ] = LineageDirection.UPSTREAM,
    level: Annotated[  # noqa: ARG001
        LineageLevel | None,
        strawberry.argument(description="Level of the answer; null: that of the thing itself."),
    ] = None,
    depth: Depth = 5,  # noqa: ARG001
    max_nodes: MaxNodes = 1000,  # noqa: ARG001
    kinds: Kinds = None,  # noqa: ARG001
    indirect: Indirect = True,  # noqa: ARG001, FBT002
) -> Any:  # noqa: ANN401
    """Hand out lineage."""
    return _preloaded(root, info)


def rechecked(
    root: strawberry.Parent[Any],
    info: Info[Any, Any],
    as_of: Annotated[  # noqa: ARG001
        When | None,
        strawberry.argument(
            description="The instant to ask about, of a plain date its end; null: as for all around it."
        ),
    ] = None,
    at_revision: Annotated[  # noqa: ARG001
        int | None,
        strawberry.argument(description="The record to go by; null: as for all around it."),
    ] = None,
) -> Any:  # noqa: ANN401
    """Hand out what has changed in a check that was kept."""
    return _preloaded(root, info)
