"""Things as people name them: by the code that they bear, or by their exact name."""

import asyncio
import dataclasses
from collections.abc import Iterable
from typing import Final

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import record

MOST: Final = 20
"""Things of one name that are told apart at the most."""
_CODED: Final = {NodeKind.UNIT, NodeKind.SYSTEM, NodeKind.PROJECT, NodeKind.DATASET}
_BELONGS_TO: Final = {
    NodeKind.SYSTEM: "relation/system_operator",
    NodeKind.PROJECT: "relation/project_unit",
    NodeKind.DATASET: "relation/dataset_provider",
    NodeKind.FIELD: "relation/field_dataset",
}


@dataclasses.dataclass(frozen=True)
class Match:
    """A thing that is called so, and the name of what it belongs to, '' where nothing shows."""

    kind: NodeKind
    key: str
    name: str
    code: str
    belongs_to: str


async def called(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, text: str, kinds: Iterable[NodeKind]
) -> list[Match]:
    """Return the things with this code; where there is none, those with exactly this name, else those named alike.

    A unit is named alike by a name that it bore before as well.

    More than `MOST` means that there may be more still.
    """
    kinds = tuple(kinds)
    coded = (by_code(engine, viewer, snapshot, kind, text) for kind in kinds if kind in _CODED)
    found = [row for rows in await asyncio.gather(*coded) for row in rows]
    if not found:
        named = (_named(engine, viewer, snapshot, kind, text) for kind in kinds)
        found = [row for rows in await asyncio.gather(*named) for row in rows]
    if not found:
        alike = (
            _named_alike(engine, viewer, snapshot, kind, wording.folded(text)) for kind in kinds
        )
        found = [row for rows in await asyncio.gather(*alike) for row in rows]
    found = found[: MOST + 1]
    owners = await _owners(engine, viewer, snapshot, found) if len(found) > 1 else {}
    return [_match(row, owners) for row in found]


async def by_code(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, kind: NodeKind, code: str
) -> list[Row]:
    """Return the thing of a kind that bears a code, as the viewer may see it, or nothing."""
    bears = record.live_code(kind, code)
    if kind is NodeKind.UNIT:
        answer = await engine.read("entity/by_credit_code", viewer, snapshot, code=bears)
    else:
        answer = await engine.read("entity/by_code", viewer, snapshot, label=kind.value, code=bears)
    rows: list[Row] = answer["rows"]
    return rows


async def _named(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, kind: NodeKind, name: str
) -> list[Row]:
    """Read the list from that name on; those that have it come first."""
    page = await engine.read(
        "entity/page_at" if snapshot.explicit else "entity/page",
        viewer,
        snapshot,
        label=kind.value,
        filter=[],
        after_name=name,
        after_key="",
        limit=MOST + 1,
    )
    return [row for row in page["rows"] if row["name"] == name]


async def _named_alike(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, kind: NodeKind, folded: str
) -> list[Row]:
    if kind is NodeKind.UNIT:
        units = (await engine.read("entries/units", viewer, snapshot, names=[folded], codes=[]))[
            "units"
        ]
        return [row for row in units if wording.folded(row["name"]) == folded] or units
    page = await engine.read(
        "entity/page_at" if snapshot.explicit else "entity/page",
        viewer,
        snapshot,
        label=kind.value,
        filter=[[{"attribute": "name", "operator": "like", "value": folded, "negated": False}]],
        after_name="",
        after_key="",
        limit=MOST + 1,
    )
    rows: list[Row] = page["rows"]
    return rows


async def _owners(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, found: list[Row]
) -> dict[str, str]:
    """Return what things belong to, by which two of one name are told apart."""
    by_file: dict[str, list[str]] = {}
    for row in found:
        if (file := _BELONGS_TO.get(NodeKind(row["label"]))) is not None:
            by_file.setdefault(file, []).append(row["key"])
    answers = await asyncio.gather(
        *(engine.read(file, viewer, snapshot, keys=keys) for file, keys in by_file.items())
    )
    groups = [group for answer in answers for group in answer["groups"]]
    return {key: group["row"]["name"] for group in groups for key in group["keys"]}


def _match(row: Row, owners: dict[str, str]) -> Match:
    code = row.get("code") or row.get("credit_code") or ""
    return Match(NodeKind(row["label"]), row["key"], row["name"], code, owners.get(row["key"], ""))
