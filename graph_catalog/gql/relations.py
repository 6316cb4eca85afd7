"""How relations are read: for all objects at one position, one named question (design §6, rules 2 to 8).

A reader keeps what it read on the parents and returns the places below, which are then filled in turn.
"""

import asyncio
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

from graphql import GraphQLObjectType, get_named_type

from graph_catalog.gql import cursors, pages
from graph_catalog.gql.cursors import List, Value
from graph_catalog.gql.pages import Stop
from graph_catalog.gql.refused import TooMuchError, WrongArgumentError
from graph_catalog.gql.selection import Details, Request
from graph_catalog.graph.engine import Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.language import say
from graph_catalog.model.preloaded import Position, Preloaded
from graph_catalog.model.text_order import bound
from graph_catalog.record import entity_rows
from graph_catalog.record.snapshots import AsOfPoint

_ROWS_A_READ = 10_000
READER: Final = "reader"
"""Under this name the schema has the reader of a field that is a relation, among the field's extensions."""


@dataclasses.dataclass(frozen=True)
class ObjectGroup:
    """A position of the answer with the objects that stand there."""

    position: Position
    objects: Sequence[Any]
    details: Details
    snapshot: Snapshot


class Reader(Protocol):
    """Reads one relation for all parents at once."""

    async def read(self, asking: "Asking") -> list[ObjectGroup]:
        """Hang the relation on its parents and return the places below."""
        ...


@dataclasses.dataclass(frozen=True)
class Asking:
    """One relation asked of some objects of one type: the unit of reading."""

    request: Request
    type: GraphQLObjectType
    reader: Reader
    position: Position
    details: Details
    parents: Sequence[Preloaded]
    snapshot: Snapshot

    @property
    def arguments(self) -> dict[str, Any]:
        """The coerced arguments, by Python name."""
        return self.request.arguments(self.type, self.details)

    @property
    def field(self) -> str:
        """The relation's name in the schema."""
        return self.details[0].node.name.value

    @property
    def answer_type(self) -> GraphQLObjectType:
        """The object type that the relation leads to."""
        named = get_named_type(self.type.fields[self.field].type)
        assert isinstance(named, GraphQLObjectType)  # noqa: S101  # every relation's is; the schema is ours
        return named

    async def read(self, file: str, **params: Any) -> Row:  # noqa: ANN401  # any parameter
        """Ask a named question at this place's snapshot, as the request's viewer."""
        context = self.request.info.context
        return await context.engine.read(file, context.viewer, self.snapshot, **params)

    def below(self, objects: Sequence[Any]) -> ObjectGroup:
        """Return the place of what was read."""
        return ObjectGroup(self.position, objects, self.details, self.snapshot)


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

    async def read(self, asking: Asking) -> list[ObjectGroup]:
        """Read all at once; parents with the same other end share one object."""
        groups = (await asking.read(self.file, keys=keys_of(asking.parents)))["groups"]
        asking.request.info.context.spend(len(groups))
        made: list[Any] = []
        found: dict[str, Any] = {}
        for group in groups:
            thing = self.build(group["row"], asking.snapshot)
            made.append(thing)
            for key in group["keys"]:
                found.setdefault(key, thing)
        for parent in asking.parents:
            parent.preloaded[asking.position] = found.get(key_of(parent))
        return [asking.below(made)]


@dataclasses.dataclass(frozen=True)
class ToMany:
    """A relation to many things, in pages that go forward."""

    file: str
    order: Order = BY_NAME
    count: str = "relation/count"
    ties: Mapping[str, object] = dataclasses.field(default_factory=dict)
    """What the general count has to know: type, and label of the other end."""
    build: Callable[[Mapping[str, Any], Snapshot], Any] = entity_rows.entity

    async def read(self, asking: Asking) -> list[ObjectGroup]:
        """Read one page for each parent, and how many there are in all where that is asked for."""
        request, context = asking.request, asking.request.info.context
        wanted = pages.forward(**asking.arguments, most=context.max_page)
        value, key, asking = await self._start(asking, wanted.cursor)
        if len(asking.parents) * wanted.count > _ROWS_A_READ:
            raise _too_many(asking.field, len(asking.parents), wanted.count)
        keys = keys_of(asking.parents)
        after = {"after_key": key, **self.order.after(value)}
        counts, page = await asyncio.gather(
            self._counts(asking, keys),
            asking.read(self.file, keys=keys, limit=wanted.count + 1, **after),
        )
        rows: dict[str, list[Row]] = {group["key"]: group["rows"] for group in page["groups"]}
        context.spend(sum(map(len, rows.values())))
        made: dict[tuple[str, int], Any] = {}

        def build(row: Row) -> Any:  # noqa: ANN401  # any entity
            identity = (row["key"], row["version"])
            if identity not in made:
                made[identity] = self.build(row, asking.snapshot)
            return made[identity]

        connections = []
        for parent in asking.parents:
            own = rows.get(key_of(parent), [])
            connection = pages.connection(
                request,
                asking.answer_type,
                asking.details,
                [
                    Stop(build(row), self.order.value(row), row["key"])
                    for row in own[: wanted.count]
                ],
                of=_list(asking, parent),
                snapshot=asking.snapshot,
                has_next=len(own) > wanted.count,
                has_previous=wanted.cursor is not None,
                total=None if counts is None else counts.get(key_of(parent), 0),
            )
            parent.preloaded[asking.position] = connection
            connections.append(connection)
        return [asking.below(connections)]

    async def _start(self, asking: Asking, cursor: str | None) -> tuple[Value, str, Asking]:
        """Return the place that the page begins after; a cursor with a snapshot brings its snapshot."""
        if cursor is None:
            return self.order.start, "", asking
        if len(asking.parents) != 1:
            raise _several_parents(asking)
        place = cursors.decode(cursor, _list(asking, asking.parents[0]), "after")
        if (place.as_of is None) == asking.snapshot.explicit or (
            asking.snapshot.explicit and place.as_of != asking.snapshot.as_of
        ):
            raise _other_time(asking)
        if place.as_of is None:
            return place.value, place.key, asking
        snapshot = await asking.request.info.context.snapshot(
            AsOfPoint(place.as_of, place.revision)
        )
        return place.value, place.key, dataclasses.replace(asking, snapshot=snapshot)

    async def _counts(self, asking: Asking, keys: list[str]) -> dict[str, int] | None:
        if not asking.request.asks(asking.answer_type, asking.details, "totalCount"):
            return None
        groups = (await asking.read(self.count, keys=keys, **self.ties))["groups"]
        return {group["key"]: group["total"] for group in groups}


@dataclasses.dataclass(frozen=True)
class Keyed:
    """A thing, or a list of things, whose keys an answer brings along in a private attribute.

    `within` names the attribute with the key of what it is told by: a unit that is known to have something by a
    dataset alone is as visible as that dataset.
    """

    attribute: str
    within: str | None = None

    async def read(self, asking: Asking) -> list[ObjectGroup]:
        """Read all at once; what the viewer may not see is null, or missing from the list."""
        names = filter(None, (self.attribute, self.within))
        wanted = {
            key
            for name in names
            for parent in asking.parents
            for key in _listed(getattr(parent, name))
        }
        made: dict[str, Any] = {}
        if wanted:
            rows = (await asking.read("entity/by_keys", keys=sorted(wanted)))["rows"]
            asking.request.info.context.spend(len(rows))
            made = {row["key"]: entity_rows.entity(row, asking.snapshot) for row in rows}
        for parent in asking.parents:
            keys = getattr(parent, self.attribute)
            if self.within and made.get(getattr(parent, self.within)) is None:
                keys = None
            is_list = not (keys is None or isinstance(keys, str))
            parent.preloaded[asking.position] = (
                [made[key] for key in keys if key in made] if is_list else made.get(keys)
            )
        return [asking.below(list(made.values()))]


def _listed(keys: str | Sequence[str] | None) -> Sequence[str]:
    return [] if keys is None else [keys] if isinstance(keys, str) else keys


def key_of(parent: Preloaded) -> str:
    """Return the key of a relation's parent."""
    return str(parent.key)  # type: ignore[attr-defined]  # a relation's parents are entities


def keys_of(parents: Sequence[Preloaded]) -> list[str]:
    """Return the keys of parents, each once."""
    return list(dict.fromkeys(map(key_of, parents)))


def _list(asking: Asking, parent: Preloaded) -> List:
    return List(f"{asking.type.name}.{asking.field}", parent=key_of(parent))


def _several_parents(asking: Asking) -> WrongArgumentError:
    return WrongArgumentError(
        say(
            zh=f"{asking.field} 的 after 只能用于单个上级对象，这里有 {len(asking.parents)} 个；请先按 id 取得该对象再翻页。",
            en=f"after of {asking.field} needs a single parent, here are {len(asking.parents)}; look one up by its id.",
        ),
        "after",
        at=[asking.details[0].node],
    )


def _other_time(asking: Asking) -> WrongArgumentError:
    return WrongArgumentError(
        say(
            zh=f"{asking.field} 的 after 来自另一时间点的列表；请使用与该页相同的 asOf 与 atRevision。",
            en=f"after of {asking.field} is of another time; give the same asOf and atRevision as for that page.",
        ),
        "after",
        at=[asking.details[0].node],
    )


def _too_many(field: str, parents: int, count: int) -> TooMuchError:
    return TooMuchError(
        say(
            zh=f"{field} 将读取 {parents} × {count} 行，一次最多 {_ROWS_A_READ} 行；请缩小 first。",
            en=f"{field} would read {parents} × {count} rows, {_ROWS_A_READ} at the most; give a smaller first.",
        )
    )
