"""Walking lineage in the store: one question a direction, whatever is asked of what comes back (design §5, §8)."""

import asyncio
import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from graph_catalog.errors import StoreTimedOutError
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.limits import WALK_LIMIT, ceiling_for
from graph_catalog.lineage.pure.walk import Walk
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.visibility import Visibility

T = TypeVar("T")
SUBJECTS: Final = (NodeKind.FIELD, NodeKind.DATASET, NodeKind.SYSTEM, NodeKind.UNIT)
"""What lineage can be asked of."""
_ON_THE_LOOP: Final = 1000
"""Facts of a walk that are looked at where the request runs, in a few ms; of more a thread makes the answer, so that
other requests go on: 20,000 nodes with 70,000 facts take half a second and more."""


@dataclasses.dataclass(frozen=True)
class WalkRequest:
    """How to walk from a start: which way, at which level, how many hops of it, along which edges."""

    key: str
    direction: LineageDirection
    level: LineageLevel
    depth: int
    snapshot: Snapshot
    without: Sequence[str] = ()
    """Kinds of edges that are not followed (`limits.excluded`)."""


@dataclasses.dataclass(frozen=True)
class Walked:
    """What the store told of a start, by whether it went upstream; not looked into yet."""

    asked: WalkRequest
    records: Sequence[tuple[bool, bool, Row]]
    """Whether upstream, whether cut short by the deadline, and the record."""

    @property
    def is_large(self) -> bool:
        """Whether an answer of it should not be made where other requests wait."""
        return sum(len(record["facts"]) for *_, record in self.records) > _ON_THE_LOOP

    def walks(self) -> list[Walk] | None:
        """Read the records; None where there is no such start, or none that the viewer may see."""
        walks = [
            Walk.read(record, upstream=upstream, is_cut_short=is_short)
            for upstream, is_short, record in self.records
        ]
        key = self.asked.key
        if not walks[0].kinds or walks[0].places[key].visibility is Visibility.HIDDEN:
            return None
        return walks


async def walk(engine: Engine, viewer: Viewer, asked: WalkRequest) -> Walked:
    """Walk in each direction that is asked for, at once."""
    paths = {
        LineageDirection.UPSTREAM: [True],
        LineageDirection.DOWNSTREAM: [False],
        LineageDirection.BOTH: [True, False],
    }[asked.direction]
    found = await asyncio.gather(
        *(_one_way(engine, viewer, asked, upstream=path) for path in paths)
    )
    return Walked(asked, [(path, *result) for path, result in zip(paths, found, strict=True)])


async def answered(found: Sequence[Walked], make: Callable[[], T]) -> T:
    """Make an answer of what was walked: in a thread where that takes long."""
    is_large = any(each.is_large for each in found)
    return await asyncio.to_thread(make) if is_large else make()


async def _one_way(
    engine: Engine, viewer: Viewer, asked: WalkRequest, *, upstream: bool
) -> tuple[bool, Row]:
    """Walk one way; where the deadline passes, as short a way as there is. Return whether that was so."""
    ceilings = engine.query("lineage/questions/upstream").ceilings
    bound = ceiling_for(asked.level, asked.depth, ceilings)
    try:
        return False, await _read(engine, viewer, asked, bound, upstream=upstream)
    except StoreTimedOutError:
        if bound == min(ceilings):
            raise
        return True, await _read(engine, viewer, asked, min(ceilings), upstream=upstream)


async def _read(
    engine: Engine, viewer: Viewer, asked: WalkRequest, bound: int, *, upstream: bool
) -> Row:
    params: dict[str, Any] = {
        "key": asked.key,
        "level": asked.level.value,
        "without": list(asked.without),
        "walk_limit": WALK_LIMIT,
    }
    if upstream:
        return await engine.read(
            "lineage/questions/upstream", viewer, asked.snapshot, ceiling=bound, **params
        )
    return await engine.read(
        "lineage/questions/downstream", viewer, asked.snapshot, edge_limit=bound, **params
    )
