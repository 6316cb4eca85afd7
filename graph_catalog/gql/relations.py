"""How relations are read: for all objects at one position, one named question (design §6, rules 2 to 8).

A reader keeps what it read on the parents and returns the places below, which are then filled in turn.
"""

import asyncio
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from graph_catalog.gql import cursors, pages
from graph_catalog.gql.cursors import List, Value
from graph_catalog.gql.pages import PageRow
from graph_catalog.gql.refused import TooMuchError, WrongArgumentError
from graph_catalog.gql.relation_requests import ObjectGroup, RelationRequest, key_of, keys_of
from graph_catalog.graph.engine import Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.language import say
from graph_catalog.model.preloaded import Preloaded
from graph_catalog.model.text_order import bound
from graph_catalog.record import entity_rows
from graph_catalog.record.snapshots import AsOfPoint

_ROWS_A_READ = 10_000


@dataclasses.dataclass(frozen=True)
class Order:
    """What a relation's rows are ordered by, and the value before all others."""

    attribute: str
    start: Value

    def value(self, row: Mapping[str, Any]) -> Value:
        """Return a row's place in the order."""
        value: Value = (
            row.get(self.attribute) or 0 if isinstance(self.start, int) else row[self.attribute]
        )
        return value

    def after(self, value: Value) -> Mapping[str, object]:
        """Return the parameter by which a file begins behind a value; by key alone, there is none."""
        if self.attribute == "key":
            return {}
        return {f"after_{self.attribute}": bound(value) if isinstance(value, str) else value}


BY_NAME: Final = Order("name", "")
BY_POSITION: Final = Order("position", -1)
BY_KEY: Final = Order("key", "")
NEWEST_FIRST: Final = Order("version", 2**53)
LAST_CHANGED_FIRST: Final = Order("revision", 2**53)
LAST_RECORDED_FIRST: Final = Order("created_rev", 2**53)


@dataclasses.dataclass(frozen=True)
class ToOne:
    """A relation to at most one thing. `build` makes a row into an answer."""

    file: str
    build: Callable[[Mapping[str, Any], Snapshot], Any] = entity_rows.entity

    async def read(self, relation: RelationRequest) -> list[ObjectGroup]:
        """Read all at once; parents with the same other end share one object."""
        groups = (await relation.read(self.file, keys=keys_of(relation.parents)))["groups"]
        relation.request.info.context.charge(len(groups))
        made: list[Any] = []
        found: dict[str, Any] = {}
        for group in groups:
            thing = self.build(group["row"], relation.snapshot)
            made.append(thing)
            for key in group["keys"]:
                found.setdefault(key, thing)
        for parent in relation.parents:
            parent.preloaded[relation.position] = found.get(key_of(parent))
        return [relation.below(made)]


@dataclasses.dataclass(frozen=True)
class ToMany:
    """A relation to many things, in pages that go forward."""

    file: str
    order: Order = BY_NAME
    count: str = "relation/count"
    ties: Mapping[str, object] = dataclasses.field(default_factory=dict)
    """What the general count has to know: type, and label of the other end."""
    build: Callable[[Mapping[str, Any], Snapshot], Any] = entity_rows.entity

    async def read(self, relation: RelationRequest) -> list[ObjectGroup]:
        """Read one page for each parent, and how many there are in all where that is asked for."""
        request, context = relation.request, relation.request.info.context
        wanted = pages.forward(**relation.arguments, most=context.max_page)
        value, key, relation = await self._start(relation, wanted.cursor)
        if len(relation.parents) * wanted.count > _ROWS_A_READ:
            raise _too_many(relation.field, len(relation.parents), wanted.count)
        keys = keys_of(relation.parents)
        after = {"after_key": key, **self.order.after(value)}
        counts, page = await asyncio.gather(
            self._counts(relation, keys),
            relation.read(self.file, keys=keys, limit=wanted.count + 1, **after),
        )
        rows: dict[str, list[Row]] = {group["key"]: group["rows"] for group in page["groups"]}
        context.charge(sum(map(len, rows.values())))
        made: dict[tuple[str, int], Any] = {}

        def build(row: Row) -> Any:  # noqa: ANN401  # any entity
            identity = (row["key"], row["version"])
            if identity not in made:
                made[identity] = self.build(row, relation.snapshot)
            return made[identity]

        connections = []
        for parent in relation.parents:
            own = rows.get(key_of(parent), [])
            connection = pages.connection(
                request,
                relation.answer_type,
                relation.details,
                [
                    PageRow(build(row), self.order.value(row), row["key"])
                    for row in own[: wanted.count]
                ],
                of=_list(relation, parent),
                snapshot=relation.snapshot,
                has_next=len(own) > wanted.count,
                has_previous=wanted.cursor is not None,
                total=None if counts is None else counts.get(key_of(parent), 0),
            )
            parent.preloaded[relation.position] = connection
            connections.append(connection)
        return [relation.below(connections)]

    async def _start(
        self, relation: RelationRequest, cursor: str | None
    ) -> tuple[Value, str, RelationRequest]:
        """Return the place that the page begins after; a cursor with a snapshot brings its snapshot."""
        if cursor is None:
            return self.order.start, "", relation
        if len(relation.parents) != 1:
            raise _several_parents(relation)
        place = cursors.decode(cursor, _list(relation, relation.parents[0]), "after")
        if (place.as_of is None) == relation.snapshot.explicit or (
            relation.snapshot.explicit and place.as_of != relation.snapshot.as_of
        ):
            raise _other_time(relation)
        if place.as_of is None:
            return place.value, place.key, relation
        snapshot = await relation.request.info.context.snapshot(
            AsOfPoint(place.as_of, place.revision)
        )
        return place.value, place.key, dataclasses.replace(relation, snapshot=snapshot)

    async def _counts(self, relation: RelationRequest, keys: list[str]) -> dict[str, int] | None:
        if not relation.request.asks(relation.answer_type, relation.details, "totalCount"):
            return None
        groups = (await relation.read(self.count, keys=keys, **self.ties))["groups"]
        return {group["key"]: group["total"] for group in groups}


@dataclasses.dataclass(frozen=True)
class Keyed:
    """A thing, or a list of things, whose keys an answer brings along in a private attribute.

    `within` names the attribute with the key of what it is told by: a unit that is known to have something by a
    dataset alone is as visible as that dataset.
    """

    attribute: str
    within: str | None = None

    async def read(self, relation: RelationRequest) -> list[ObjectGroup]:
        """Read all at once; what the viewer may not see is null, or missing from the list."""
        names = filter(None, (self.attribute, self.within))
        wanted = {
            key
            for name in names
            for parent in relation.parents
            for key in _listed(getattr(parent, name))
        }
        made: dict[str, Any] = {}
        if wanted:
            rows = (await relation.read("entity/by_keys", keys=sorted(wanted)))["rows"]
            relation.request.info.context.charge(len(rows))
            made = {row["key"]: entity_rows.entity(row, relation.snapshot) for row in rows}
        for parent in relation.parents:
            keys = getattr(parent, self.attribute)
            if self.within and made.get(getattr(parent, self.within)) is None:
                keys = None
            is_list = not (keys is None or isinstance(keys, str))
            parent.preloaded[relation.position] = (
                [made[key] for key in keys if key in made] if is_list else made.get(keys)
            )
        return [relation.below(list(made.values()))]


def _listed(keys: str | Sequence[str] | None) -> Sequence[str]:
    return [] if keys is None else [keys] if isinstance(keys, str) else keys


def _list(relation: RelationRequest, parent: Preloaded) -> List:
    return List(f"{relation.type.name}.{relation.field}", parent=key_of(parent))


def _several_parents(relation: RelationRequest) -> WrongArgumentError:
    return WrongArgumentError(
        say(
            zh=f"{relation.field} 的 after 只能用于单个上级对象，这里有 {len(relation.parents)} 个；请先按 id 取得该对象再翻页。",
            en=f"after of {relation.field} needs a single parent, here are {len(relation.parents)}; look one up by its id.",
        ),
        "after",
        at=[relation.details[0].node],
    )


def _other_time(relation: RelationRequest) -> WrongArgumentError:
    return WrongArgumentError(
        say(
            zh=f"{relation.field} 的 after 来自另一时间点的列表；请使用与该页相同的 asOf 与 atRevision。",
            en=f"after of {relation.field} is of another time; give the same asOf and atRevision as for that page.",
        ),
        "after",
        at=[relation.details[0].node],
    )


def _too_many(field: str, parents: int, count: int) -> TooMuchError:
    return TooMuchError(
        say(
            zh=f"{field} 将读取 {parents} × {count} 行，一次最多 {_ROWS_A_READ} 行；请缩小 first。",
            en=f"{field} would read {parents} × {count} rows, {_ROWS_A_READ} at the most; give a smaller first.",
        )
    )
