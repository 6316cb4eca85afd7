"""Alignment in the graph: which datum each field denotes (design §3, §7).

The matching is pure (`matching.reading.align`); here its answers become `DENOTES` facts. A ruling that ends by itself decides
until then and no longer: what a field denotes is written as a timeline, so that nothing has to be done on that day.
What units therefore collect follows at the end of the change (`collects`).
"""

import asyncio
import dataclasses
import datetime as dt
import functools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Self

from graph_catalog.alignment import elements, spellings, standing_rulings
from graph_catalog.alignment.standing_rulings import Schedule
from graph_catalog.graph.engine import Row
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.align import AlignmentResult, align
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.matching.rule_set import rule_set
from graph_catalog.matching.rulings.ruled_on import Wording
from graph_catalog.matching.rulings.rulings import Rulings
from graph_catalog.model.instant import OPEN_END, OPEN_START
from graph_catalog.record import intervals, record
from graph_catalog.record.change import Change
from graph_catalog.record.intervals import Timeline
from graph_catalog.record.validity import Period


@dataclasses.dataclass(frozen=True)
class PlacedField:
    """A field with all around it that says what it denotes."""

    field_key: str
    dataset_key: str
    field_name: str
    column_name: str | None
    description: str | None
    data_type: str | None
    dataset_name: str
    unit_name: str

    @classmethod
    def read(cls, row: Row) -> Self:
        """Read what fragment `placed` says of a field on record."""
        return cls(**row)

    def descriptor(self) -> Descriptor:
        """Return what the matching needs to know of it."""
        return Descriptor(
            name=self.field_name,
            dataset_name=self.dataset_name,
            unit_name=self.unit_name,
            column_name=self.column_name or "",
            description=self.description or "",
            data_type=self.data_type or "",
        )


@dataclasses.dataclass(frozen=True)
class FieldReading:
    """What a field denotes, and under which normalised description rulings find it."""

    alignment: AlignmentResult
    wording: Wording

    @classmethod
    def of(cls, descriptor: Descriptor, rulings: Rulings | None = None) -> Self:
        """Read a description by the lexicon as it is."""
        known = lexicon.current()
        return cls(align(descriptor, known, rulings), Wording.of(descriptor, known))

    @functools.cached_property
    def datum_key(self) -> str:
        """The key of the datum."""
        return elements.datum_key(self.alignment.datum)

    def attributes(self) -> Row:
        """Return what the fact says beside its ends."""
        best = self.alignment.candidates[0]
        return {
            "form": self.alignment.form.value,
            "confidence": self.alignment.confidence,
            "method": self.alignment.method,
            "in_subject": self.wording.in_subject,
            "anywhere": self.wording.anywhere,
            "ruling": best.ruling or None,
            "rule_set": rule_set(),
        }


@dataclasses.dataclass(frozen=True)
class Readings:
    """What descriptions are read to mean, each by the rulings that are in force for a while; equal ones are put together once."""

    known: Mapping[tuple[Descriptor, Rulings], FieldReading]


async def read_ahead(change: Change, placed: Sequence[PlacedField]) -> Readings:
    """Read what fields mean before they are aligned; a change that aligns them finds it there (`Change.foreseen`)."""
    return await asyncio.to_thread(_read_all, placed, await standing_rulings.within(change), None)


@dataclasses.dataclass(frozen=True)
class Shift:
    """That fields came to denote another datum (keys) for a period."""

    was: str
    now: str
    period: Period


@dataclasses.dataclass(frozen=True)
class Aligned:
    """What an alignment did: the fields that denote another datum than before now, with both data (keys)."""

    moved: Mapping[str, tuple[str | None, str]] = dataclasses.field(default_factory=dict)
    changed: int = 0
    provisional: int = 0
    """Of those that changed, the fields whose datum has no element: it is their own description."""
    lost: frozenset[str] = frozenset()
    """Fields (keys) that surely denoted a datum, and denote it no more, or not surely."""
    shifts: frozenset[Shift] = frozenset()
    """The same moves from now on, piece by piece: within one, no ruling ends."""

    @property
    def counts(self) -> Counter[str]:
        """How many fields were aligned otherwise than before: to a datum of an element, or to one of their own."""
        return Counter(
            fields_aligned=self.changed - self.provisional, fields_provisional=self.provisional
        )


@dataclasses.dataclass(frozen=True)
class _Denoted:
    """What a field denotes for a while; equal where it comes to the same, by whichever rules."""

    datum: str
    attributes: Row = dataclasses.field(hash=False)

    @classmethod
    def of(cls, datum: str, said: Mapping[str, object]) -> Self:
        # By which rules it was made first stays known where others come to the same.
        return cls(datum, {name: said.get(name) for name in _TOLD})

    @property
    def is_sure(self) -> bool:
        return bool(self.attributes["confidence"] >= SURE)


_TOLD = ("form", "confidence", "method", "in_subject", "anywhere", "ruling")


@dataclasses.dataclass(frozen=True)
class _Line:
    """What a field is to denote from now on, and what stands on record of that time."""

    key: str
    read: Timeline[FieldReading]
    stood: Timeline[_Denoted]
    is_new: bool
    """Whether nothing is on record of it at all: then it was always so."""

    @functools.cached_property
    def wanted(self) -> Timeline[_Denoted]:
        return [(period, _Denoted.of(one.datum_key, one.attributes())) for period, one in self.read]

    @property
    def since(self) -> dt.datetime | None:
        """From when on it differs; None where it does not."""
        return intervals.differs_from(self.wanted, self.stood)

    def news(self, since: dt.datetime) -> list[record.Fact]:
        """Return the facts to put on record."""
        start = OPEN_START if self.is_new else since
        cut = intervals.clipped(self.read, (since, OPEN_END))
        facts = [_fact(self.key, reading, period) for period, reading in cut]
        first = dataclasses.replace(facts[0], valid_from=start)
        return [first, *facts[1:]]

    def shifts(self, cuts: Sequence[dt.datetime]) -> Iterator[Shift]:
        """Yield what it denotes otherwise than before, if anything was on record of it."""
        for piece, (stood, wanted) in intervals.pieces(self.stood, self.wanted, cuts=cuts):
            if stood and wanted and stood.datum != wanted.datum:
                yield Shift(stood.datum, wanted.datum, piece)


async def align_fields(
    change: Change, placed: Sequence[PlacedField], *, rulings: Schedule | None = None
) -> Aligned:
    """Give each field its `DENOTES` facts from now on, where they differ from what stands.

    `rulings` are those in force, where they are not yet on record.
    """
    in_force = await standing_rulings.within(change) if rulings is None else rulings
    readings = await asyncio.to_thread(_read_all, placed, in_force, change.foreseen)
    read = {field.field_key: _timeline(field.descriptor(), in_force, readings) for field in placed}
    await elements.put_on_record(
        change, (each.alignment for line in read.values() for _, each in line)
    )
    lines = await _lines(change, read)
    differs = {key: since for key, line in lines.items() if (since := line.since) is not None}
    await spellings.note(change, _met(change, placed, read, differs))
    other = [key for key in differs if not lines[key].is_new]
    await record.retract(
        change, [record.SlotInterval(key, _denotes(key), differs[key]) for key in other]
    )
    await record.add_facts(
        change, [fact for key, since in differs.items() for fact in lines[key].news(since)]
    )
    return _aligned(change, [lines[key] for key in differs], in_force)


async def _lines(change: Change, read: Mapping[str, Timeline[FieldReading]]) -> dict[str, _Line]:
    """Put what fields are to denote beside what stands on record from now on."""
    stood: dict[str, list[tuple[Period, _Denoted]]] = {}
    for fact in await record.on_record(change, [(key, _denotes(key)) for key in read]):
        said = fact["properties"]
        period = said["valid_from"], said["valid_to"]
        denoted = _Denoted.of(fact["end"], said)
        stood.setdefault(fact["start"], []).append((period, denoted))
    future = change.at, OPEN_END
    return {
        key: _Line(
            key,
            line,
            intervals.joined(intervals.clipped(stood.get(key, []), future)),
            key not in stood,
        )
        for key, line in read.items()
    }


def _aligned(change: Change, differing: Sequence[_Line], in_force: Schedule) -> Aligned:
    """Say what came of it: of the present for people, of all times to come for what follows from it."""
    moved: dict[str, tuple[str | None, str]] = {}
    changed = provisional = 0
    lost: set[str] = set()
    for line in differing:
        now = line.wanted[0][1]
        before = next((each for (start, _), each in line.stood if start <= change.at), None)
        if before == now:
            continue
        changed += 1
        provisional += not line.read[0][1].alignment.datum.element_code
        if before is None or before.datum != now.datum:
            moved[line.key] = (before.datum if before else None, now.datum)
        if before and before.is_sure and (before.datum != now.datum or not now.is_sure):
            lost.add(line.key)
    shifts = frozenset(shift for line in differing for shift in line.shifts(in_force.ends))
    return Aligned(moved, changed, provisional, frozenset(lost), shifts)


def _read_all(placed: Sequence[PlacedField], rulings: Schedule, foreseen: object) -> Readings:
    """Read all fields by the rulings of each time; for a thread, for twenty thousand take seconds."""
    known = foreseen.known if isinstance(foreseen, Readings) else {}
    descriptors = dict.fromkeys(field.descriptor() for field in placed)
    return Readings(
        {
            (each, in_force): known.get((each, in_force)) or FieldReading.of(each, in_force)
            for each in descriptors
            for _, in_force in rulings.spans
        }
    )


def _timeline(descriptor: Descriptor, rulings: Schedule, read: Readings) -> Timeline[FieldReading]:
    return intervals.joined(
        [(period, read.known[descriptor, in_force]) for period, in_force in rulings.spans]
    )


def _met(
    change: Change,
    placed: Sequence[PlacedField],
    read: Mapping[str, Timeline[FieldReading]],
    changed: Collection[str],
) -> Iterable[spellings.Met]:
    """Yield how fields spell their data: those that stood so before, by the record before."""
    for field in placed:
        revision = change.revision if field.field_key in changed else change.revision - 1
        for _, one in read[field.field_key]:
            yield spellings.Met(field.descriptor(), one.alignment.datum, one.datum_key, revision)


def _denotes(field: str) -> str:
    return f"DENOTES|{field}"


def _fact(key: str, read: FieldReading, period: Period) -> record.Fact:
    slot = _denotes(key)
    return record.Fact(
        "DENOTES", key, read.datum_key, slot, key, *period, attributes=read.attributes()
    )
