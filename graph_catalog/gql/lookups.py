"""Looking things up by id, key or code. Unknown, malformed, of another kind and hidden look alike: null (design §6)."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import strawberry
from strawberry import UNSET

from graph_catalog.gql.context import Context, Info
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.gql.refused import WrongArgumentError
from graph_catalog.graph.engine import Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.language import say
from graph_catalog.model.entities import Entity
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import When
from graph_catalog.model.refusals import InvalidInput
from graph_catalog.record import entity_rows, keys, lookups
from graph_catalog.record.keys import GlobalId
from graph_catalog.record.snapshots import AsOfPoint, agree

_MOST_IDS = 100


class By(Protocol):
    """One way to name a thing: exactly one of its attributes is set."""

    id: strawberry.ID | None
    key: str | None


CODES: Final = ("code", "credit_code")
"""The attributes of a `By` that name a thing by its code; a kind has one of them at the most."""


async def find(
    info: Info, kind: NodeKind, by: By, as_of: When | None, at_revision: int | None
) -> Any:  # noqa: ANN401  # the entity of that kind, or None
    """Look one thing up and read ahead what was selected of it."""
    asked = AsOfPoint.written(as_of, at_revision)
    named = None
    if by.id is not UNSET:
        named = keys.decode(str(by.id))
        if named is None or named.kind is not kind:
            return None
        asked = with_as_of_id(named, asked)
    context = info.context
    snapshot = await _snapshot(context, asked, named)
    if snapshot is None:
        return None
    key = named.key if named else str(by.key)
    if named or by.key is not UNSET:
        found = await _by_keys(context, [key], snapshot)
    else:
        [code] = [value for name, value in vars(by).items() if name in CODES and value is not UNSET]
        found = await lookups.by_code(context.engine, context.viewer, snapshot, kind, str(code))
    row = next((row for row in found if row["label"] == kind.value), None)
    return None if row is None else await hydrate(info, entity_rows.entity(row, snapshot), snapshot)


async def find_nodes(info: Info, ids: Sequence[str]) -> list[Entity | None]:
    """Look things up by their ids, each at the snapshot that it carries; in the order of the ids."""
    if len(ids) > _MOST_IDS:
        raise WrongArgumentError(
            say(
                zh=f"ids 有 {len(ids)} 个；一次最多 {_MOST_IDS} 个，请分批查询。",
                en=f"ids has {len(ids)}; give {_MOST_IDS} at the most, and ask again for the others.",
            ),
            "ids",
        )
    named = {text: one for text in ids if (one := keys.decode(text)) is not None}
    by_as_of: dict[AsOfPoint, list[GlobalId]] = {}
    for one in named.values():
        by_as_of.setdefault(AsOfPoint(one.as_of, one.revision), []).append(one)
    things: dict[GlobalId, Entity] = {}
    for asked, wanted in by_as_of.items():
        snapshot = await _snapshot(info.context, asked, wanted[0])
        if snapshot is None:
            continue
        rows = await _by_keys(info.context, [one.key for one in wanted], snapshot)
        shown = {(row["label"], row["key"]): row for row in rows}
        group = {
            one: entity_rows.entity(shown[one.kind.value, one.key], snapshot)
            for one in wanted
            if one.kind in entity_rows.TYPES and (one.kind.value, one.key) in shown
        }
        await hydrate(info, list(group.values()), snapshot)
        things |= group
    return [things.get(named[text]) if text in named else None for text in ids]


def with_as_of_id(named: GlobalId, asked: AsOfPoint) -> AsOfPoint:
    """An id seen with an as-of point supplies it; a differing one beside it contradicts it."""
    if named.as_of is None:
        return asked
    own = AsOfPoint(named.as_of, named.revision)
    is_then = agree(asked.as_of, own.as_of)
    if not is_then or asked.at_revision not in {None, own.at_revision}:
        argument = "atRevision" if is_then else "asOf"
        raise WrongArgumentError(
            say(
                zh=f"该 id 本身带有时间点，与所给 {argument} 不同；请去掉 {argument}，或改用对象的 key。",
                en=f"The id carries an as-of point, and {argument} says another. Leave {argument} out, or use the key.",
            ),
            argument,
        )
    return own


async def _snapshot(context: Context, asked: AsOfPoint, named: GlobalId | None) -> Snapshot | None:
    """Resolve the snapshot; made-up ones of an id are like an unknown id."""
    if named is None or named.as_of is None:
        return await context.snapshot(asked)
    found = await context.find_snapshot(asked)
    return None if isinstance(found, InvalidInput) else found


async def _by_keys(context: Context, wanted: list[str], snapshot: Snapshot) -> list[Row]:
    rows: list[Row] = (
        await context.engine.read("entity/by_keys", context.viewer, snapshot, keys=wanted)
    )["rows"]
    context.charge(len(rows))
    return rows
