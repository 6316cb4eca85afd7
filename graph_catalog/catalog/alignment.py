"""Alignment in the graph: which datum each field denotes (design §3, §7).

The matching is pure (`matching.align`); here its answers become `DENOTES` facts, with data and elements put on record
as they are first met. What units therefore collect follows at the end of the change (`collects`).
"""

import asyncio
import dataclasses
import datetime as dt
import functools
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Self

from graph_catalog.catalog import keys, record, ruled, spellings
from graph_catalog.catalog.change import Change
from graph_catalog.graph.engine import Row
from graph_catalog.matching import lexicon, qualifier
from graph_catalog.matching.align import Alignment, DatumKey, align
from graph_catalog.matching.descriptor import Descriptor
from graph_catalog.matching.rule_set import rule_set
from graph_catalog.matching.ruled_on import Wording
from graph_catalog.matching.rulings import Rulings
from graph_catalog.matching.threshold import SURE
from graph_catalog.model.enums.nodes import NodeKind


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


def datum_key(datum: DatumKey) -> str:
    """Return the stable key of a datum: its element and qualifier, or its normalised descriptor."""
    if datum.element_code:
        return keys.mint(NodeKind.DATUM, datum.element_code, datum.qualifier)
    return keys.mint(NodeKind.DATUM, "", datum.object_class, datum.attribute, datum.qualifier)


def element_key(code: str) -> str:
    """Return the stable key of a standard element."""
    return keys.mint(NodeKind.ELEMENT, code)


@dataclasses.dataclass(frozen=True)
class Reading:
    """What a field denotes, and under which normalised description rulings find it."""

    alignment: Alignment
    wording: Wording

    @classmethod
    def of(cls, descriptor: Descriptor, rulings: Rulings | None = None) -> Self:
        """Read a description by the lexicon as it is."""
        known = lexicon.current()
        return cls(align(descriptor, known, rulings), Wording.of(descriptor, known))

    @functools.cached_property
    def datum_key(self) -> str:
        """The key of the datum."""
        return datum_key(self.alignment.datum)

    def says(self) -> Row:
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
    """What descriptions are read to mean while some rulings are in force."""

    rulings: Rulings
    by_descriptor: Mapping[Descriptor, Reading]


async def read_ahead(change: Change, placed: Sequence[PlacedField]) -> Readings:
    """Read what fields mean before they are aligned; a change that aligns them finds it there (`Change.foreseen`)."""
    rulings = await ruled.within(change)
    return Readings(rulings, await asyncio.to_thread(_read, placed, rulings, None))


@dataclasses.dataclass(frozen=True)
class Aligned:
    """What an alignment did: the fields that denote another datum than before, with both data (keys)."""

    moved: Mapping[str, tuple[str | None, str]] = dataclasses.field(default_factory=dict)
    changed: int = 0
    provisional: int = 0
    """Of those that changed, the fields whose datum has no element: it is their own description."""
    lost: frozenset[str] = frozenset()
    """Fields (keys) that surely denoted a datum, and denote it no more, or not surely."""

    @property
    def counts(self) -> Counter[str]:
        """How many fields were aligned otherwise than before: to a datum of an element, or to one of their own."""
        return Counter(
            fields_aligned=self.changed - self.provisional, fields_provisional=self.provisional
        )


async def align_fields(
    change: Change,
    placed: Sequence[PlacedField],
    *,
    rulings: Rulings | None = None,
    since: dt.datetime | None = None,
) -> Aligned:
    """Give each field its `DENOTES` fact, where it differs from what stands.

    What was aligned otherwise before is so until `since`, which is now where it is not said.
    `rulings` are those in force, where they are not yet on record.
    """
    begins = since or change.at
    in_force = await ruled.within(change) if rulings is None else rulings
    of_descriptor = await asyncio.to_thread(_read, placed, in_force, change.foreseen)
    read = {field.field_key: of_descriptor[field.descriptor()] for field in placed}
    await put_on_record(change, (each.alignment for each in read.values()))
    said = {
        fact["start"]: fact
        for fact in await record.on_record(change, [(key, _denotes(key)) for key in read])
        if "live_key" in fact["properties"]
    }
    changed = [key for key, each in read.items() if _differs(each, said.get(key))]
    await spellings.note(change, _met(change, placed, read, set(changed)))
    await record.add_facts(change, [_fact(key, read[key]) for key in changed if key not in said])
    other = [key for key in changed if key in said]
    await record.retract(change, [record.Stretch(key, _denotes(key), begins) for key in other])
    await record.add_facts(
        change,
        [dataclasses.replace(_fact(key, read[key]), valid_from=begins) for key in other],
    )
    moved = {
        key: (said[key]["end"] if key in said else None, read[key].datum_key)
        for key in changed
        if key not in said or said[key]["end"] != read[key].datum_key
    }
    lost = frozenset(key for key in other if _is_lost(read[key], said[key]))
    provisional = sum(not read[key].alignment.datum.element_code for key in changed)
    return Aligned(moved, len(changed), provisional, lost)


def _read(
    placed: Sequence[PlacedField], rulings: Rulings, foreseen: Readings | None
) -> dict[Descriptor, Reading]:
    """Read all fields; for a thread, for twenty thousand take seconds."""
    # Equal rulings are put together once; by others, or by another lexicon, nothing is foreseen.
    holds = foreseen is not None and foreseen.rulings is rulings
    known = foreseen.by_descriptor if foreseen is not None and holds else {}
    descriptors = dict.fromkeys(field.descriptor() for field in placed)
    return {each: known.get(each) or Reading.of(each, rulings) for each in descriptors}


def _met(
    change: Change,
    placed: Sequence[PlacedField],
    read: Mapping[str, Reading],
    changed: Collection[str],
) -> Iterable[spellings.Met]:
    """Yield how fields spell their data: those that stood so before, by the record before."""
    for field in placed:
        one = read[field.field_key]
        revision = change.revision if field.field_key in changed else change.revision - 1
        yield spellings.Met(field.descriptor(), one.alignment.datum, one.datum_key, revision)


def _denotes(field: str) -> str:
    return f"DENOTES|{field}"


def _fact(key: str, read: Reading) -> record.Fact:
    return record.Fact("DENOTES", key, read.datum_key, _denotes(key), key, says=read.says())


def _is_lost(read: Reading, fact: Row) -> bool:
    was_sure = fact["properties"]["confidence"] >= SURE
    is_other = fact["end"] != read.datum_key or read.alignment.confidence < SURE
    return bool(was_sure and is_other)


def _differs(read: Reading, fact: Row | None) -> bool:
    if fact is None:
        return True
    said = fact["properties"]
    # By which rules it was made first stays known where others come to the same.
    told = {name: value for name, value in read.says().items() if name != "rule_set"}
    return fact["end"] != read.datum_key or any(
        said.get(name) != value for name, value in told.items()
    )


async def put_on_record(change: Change, alignments: Iterable[Alignment]) -> None:
    """Put the data that are met for the first time on record, and their elements."""
    data = {datum_key(alignment.datum): alignment.datum for alignment in alignments}
    new = data.keys() - (await record.current(change, data)).keys()
    codes = {data[key].element_code for key in new} - {None}
    await ensure_elements(change, {code for code in codes if code})
    await record.register(
        change, [record.NewEntity(NodeKind.DATUM, key, _datum(data[key])) for key in sorted(new)]
    )
    await record.add_facts(
        change,
        [
            record.Fact("OF", key, element_key(code), f"OF|{key}", key)
            for key in sorted(new)
            if (code := data[key].element_code)
        ],
    )


def _datum(datum: DatumKey) -> Row:
    return {
        "name": datum.text,
        "qualifier": qualifier.written(datum, lexicon.current()),
        "object_class": datum.object_class,
        "attribute": datum.attribute,
        "is_provisional": not datum.element_code,
        "takes_words": qualifier.takes_words(datum, lexicon.current()),
    }


async def ensure_elements(change: Change, codes: set[str]) -> int:
    """Put standard elements of the lexicon on record that are not yet; return how many were new."""
    known = lexicon.current()
    wanted = {element_key(code): known.element(code) for code in codes}
    new = wanted.keys() - (await record.current(change, wanted)).keys()
    await record.register(
        change,
        [
            record.NewEntity(
                NodeKind.ELEMENT,
                key,
                {
                    "name": wanted[key].name,
                    "code": wanted[key].code,
                    "object_class": wanted[key].object_class,
                    "attribute": wanted[key].attribute,
                    "standard": wanted[key].standard or None,
                    "is_identifier": wanted[key].is_identifier,
                    "data_type": wanted[key].data_type or None,
                    "synonyms": list(wanted[key].synonyms),
                    "source": wanted[key].source or None,
                },
            )
            for key in sorted(new)
        ],
    )
    return len(new)
