"""Putting things and dated facts on record: the one place where time and revisions are written (design §4).

Entities are described in versions: a revision copies the old description behind the node first. Facts (edges) are
dated: nothing of them is edited or deleted; a change closes what it overlaps, writes the remainders and the new fact,
all at one revision. A fact has a `slot`: what at most one fact can say at a time (the provider of a dataset), or its
own key where many may stand side by side (a derivation).
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from graph_catalog.graph.engine import Row
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_END, OPEN_START, utc
from graph_catalog.record.change import Change

T = TypeVar("T")
_BATCH = 300
"""Rows of one question: the driver packs them in one go of the event loop, some 0.1 ms each."""
_BOOKKEEPING = frozenset(
    {"rev_from", "rev_to", "live_key", "said", "asserted_at", "last_confirmed", "confirmed_by"}
)
"""What is no part of what a fact says: saying the same again later is no news."""


@dataclasses.dataclass(frozen=True)
class NewEntity:
    """A thing to put on record."""

    kind: NodeKind
    key: str
    attributes: Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Fact:
    """A dated fact to put on record, along the arrow from `start` to `end` (keys).

    `anchor` is the end with few facts of this sort; the slot is looked up there.
    """

    type: str
    start: str
    end: str
    slot: str
    anchor: str
    valid_from: dt.datetime = OPEN_START
    valid_to: dt.datetime = OPEN_END
    attributes: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def properties(self) -> Row:
        """Return what it says, but for its dates."""
        said = {name: value for name, value in self.attributes.items() if value is not None}
        return {**said, "key": self.slot, "slot": self.slot}

    def row(self, instants: "_Instants") -> Row:
        """Return it as the Cypher files take it."""
        return {
            "type": self.type,
            "start": self.start,
            "end": self.end,
            "valid_from": instants.place(self.valid_from),
            "valid_to": instants.place(self.valid_to),
            "properties": self.properties,
        }

    def content_key(self) -> tuple[object, ...]:
        """Return all that it says, to tell whether another says the same."""
        dates = {"valid_from": self.valid_from, "valid_to": self.valid_to}
        said = {**self.properties, **dates}
        kept = sorted((name, value) for name, value in said.items() if name not in _BOOKKEEPING)
        return (self.type, self.start, self.end, *kept)


@dataclasses.dataclass(frozen=True)
class SlotInterval:
    """An interval about which a slot shall say nothing any more."""

    anchor: str
    slot: str
    valid_from: dt.datetime
    valid_to: dt.datetime = OPEN_END
    because: str | None = None
    """Why what was said before ends there (`closed_because`), of lineage."""
    other: str | None = None
    """The other end, where the anchor has many facts too."""

    def row(self, instants: "_Instants") -> Row:
        """Return it as the Cypher files take it."""
        return {
            "anchor": self.anchor,
            "slot": self.slot,
            "valid_from": instants.place(self.valid_from),
            "valid_to": instants.place(self.valid_to),
            "because": self.because,
            "other": self.other,
        }


class _Instants:
    """The instants of some rows, each once: packing and unpacking one takes the driver as long as all the rest of a fact."""

    def __init__(self) -> None:
        self._places: dict[dt.datetime, int] = {}

    @property
    def all(self) -> list[dt.datetime]:
        return list(self._places)

    def place(self, at: dt.datetime) -> int | None:
        """Return where an instant stands among all; None for the far ends, which the store has itself."""
        if at in (OPEN_START, OPEN_END):
            return None
        return self._places.setdefault(utc(at), len(self._places))


async def register(change: Change, entities: Sequence[NewEntity]) -> None:
    """Put new things on record; a taken key or code is a `StoreConflictError`."""
    rows: list[Row] = [
        {
            "label": entity.kind.value,
            "attributes": {**_stored(entity.attributes), "key": entity.key, **_live(entity)},
        }
        for entity in entities
    ]
    for batch in _batches(rows):
        change.written.describes(
            {
                **row["attributes"],
                "label": row["label"],
                "version": 1,
                "rev_from": change.revision,
                "created_rev": change.revision,
            }
            for row in batch
        )
        await change.run("entity/register", rows=batch)


async def revise(
    change: Change, kind: NodeKind, revisions: Mapping[str, Mapping[str, Any]]
) -> None:
    """Describe things anew: for each key the attributes that change, None to take one away."""
    rows = []
    for key, attributes in revisions.items():
        changed = {name: plain(value) for name, value in attributes.items()}
        code = code_of(kind)
        if code in attributes:
            changed["live_code"] = live_code(kind, attributes[code]) if attributes[code] else None
        rows.append({"key": key, "attributes": changed})
    for batch in _batches(rows):
        change.written.describes((await change.run("entity/revise", rows=batch))["described"])


async def current(change: Change, keys: Iterable[str]) -> dict[str, Row]:
    """Return things as they are described now, by key; unknown keys are missing."""
    wanted = sorted(set(keys))
    found: dict[str, Row] = {}
    for start in range(0, len(wanted), _BATCH):
        row = await change.run("entity/current", keys=wanted[start : start + _BATCH])
        found |= {described["key"]: described for described in row["rows"]}
    return found


async def assert_facts(change: Change, facts: Sequence[Fact]) -> int:
    """Put facts on record, each taking the place of what its slot said of its time; return how many were news.

    What stands on record word for word is left alone, so that saying a thing again leaves no trace.
    """
    said = {
        _content_key(row)
        for row in await on_record(change, [(fact.anchor, fact.slot) for fact in facts])
    }
    news = [fact for fact in facts if fact.content_key() not in said]
    await retract(
        change,
        [SlotInterval(fact.anchor, fact.slot, fact.valid_from, fact.valid_to) for fact in news],
    )
    await add_facts(change, news)
    return len(news)


async def add_facts(change: Change, facts: Sequence[Fact]) -> None:
    """Put facts on record whose slots are known to be free for their time (of things just registered)."""
    for batch in _batches(facts):
        instants = _Instants()
        rows = [fact.row(instants) for fact in batch]
        row = await change.run("record/add_facts", rows=rows, instants=instants.all)
        change.written.opens(_opened(change, batch[place]) for place in row["recorded"])


async def retract(change: Change, slots: Sequence[SlotInterval]) -> None:
    """Take off record what slots said of intervals."""
    for batch in _batches(slots):
        instants = _Instants()
        rows = [each.row(instants) for each in batch]
        row = await change.run("record/supersede", rows=rows, instants=instants.all)
        closed: list[Row] = [
            {**fact, "properties": _dated(fact["properties"])} for fact in row["superseded"]
        ]
        change.written.closes(closed)
        change.written.opens(
            {**fact, "properties": _dated(kept)} for fact in closed for kept in fact["kept"]
        )


def _dated(properties: Row) -> Row:
    """Return the properties of a fact with its dates as Python has them, and the far ends where the store left them open."""
    start, end = properties["valid_from"], properties["valid_to"]
    dates = {
        "valid_from": OPEN_START if start is None else utc(start.to_native()),
        "valid_to": OPEN_END if end is None else utc(end.to_native()),
    }
    return {**properties, **dates}


def _opened(change: Change, fact: Fact) -> Row:
    """Return a fact as it stands in the store once it is recorded."""
    dates = {"valid_from": utc(fact.valid_from), "valid_to": utc(fact.valid_to)}
    properties = {**fact.properties, **dates, "rev_from": change.revision}
    return {"type": fact.type, "start": fact.start, "end": fact.end, "properties": properties}


async def on_record(change: Change, slots: Sequence[tuple[str, str]]) -> list[Row]:
    """Return what (anchor, slot) pairs say now: start, end, type, properties, with dates as Python has them."""
    found: list[Row] = []
    for batch in _batches([{"anchor": anchor, "slot": slot} for anchor, slot in slots]):
        facts: list[Row] = (await change.run("record/facts", rows=batch))["facts"]
        found += [{**fact, "properties": _dated(fact["properties"])} for fact in facts]
    return found


def _content_key(row: Row) -> tuple[object, ...]:
    """Return all that a fact on record says, as `Fact.wording` does."""
    kept = sorted(
        (name, value.to_native() if hasattr(value, "to_native") else value)
        for name, value in row["properties"].items()
        if name not in _BOOKKEEPING
    )
    return (row["type"], row["start"], row["end"], *kept)


def live_code(kind: NodeKind, code: str) -> str:
    """Return the value under which a code is unique among living things, however it is written."""
    return f"{kind.value}|{wording.folded(code)}"


def live_code_of(label: str, described: Mapping[str, Any]) -> str | None:
    """Return what a living thing of this description bears as its `live_code`."""
    kind = NodeKind(label)
    code = described.get(code_of(kind))
    return live_code(kind, code) if code else None


def live_codes_of(label: str, described: Mapping[str, Any]) -> set[str | None]:
    """Return what a description may be found by: its code as it is told from others.

    Or as it is written: of two that earlier releases told apart by that alone, each is found by its own.
    """
    kind = NodeKind(label)
    code = described.get(code_of(kind))
    return {live_code(kind, code), f"{label}|{code}"} if code else {None}


def _live(entity: NewEntity) -> Row:
    code = live_code_of(entity.kind.value, entity.attributes)
    return {} if code is None else {"live_code": code}


def code_of(kind: NodeKind) -> str:
    """Return the attribute that holds the code of a kind of thing."""
    return "credit_code" if kind is NodeKind.UNIT else "code"


def _stored(attributes: Mapping[str, Any]) -> Row:
    return {name: plain(value) for name, value in attributes.items() if value is not None}


def plain(value: object) -> object:
    """Return a value as the store keeps it."""
    return value.value if hasattr(value, "value") else value


def _batches(rows: Sequence[T]) -> Iterable[Sequence[T]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
