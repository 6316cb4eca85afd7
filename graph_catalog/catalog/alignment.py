"""Alignment in the graph: which datum each field denotes, and what each unit therefore collects (design §3, §7).

The matching is pure (`matching.align`); here its answers become `DENOTES` facts, with data and elements put on record
as they are first met. `COLLECTS` says that a unit collects a datum by some field whose alignment is sure enough: the
verdict asks it first.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graph_catalog.catalog import keys, record, spellings
from graph_catalog.catalog.audit_log import Change
from graph_catalog.graph.engine import Row
from graph_catalog.matching import lexicon, qualifier
from graph_catalog.matching.align import Alignment, DatumKey, align
from graph_catalog.matching.descriptor import Descriptor
from graph_catalog.matching.threshold import SURE
from graph_catalog.model.enums.entries import Listing
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.nodes import NodeKind


@dataclasses.dataclass(frozen=True)
class PlacedField:
    """A field with all around it that says what it denotes."""

    field_key: str
    dataset_key: str
    unit_key: str
    field_name: str
    column_name: str | None
    description: str | None
    data_type: str | None
    dataset_name: str
    unit_name: str
    acquisition: Acquisition
    listing: Listing

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


async def align_fields(change: Change, placed: Sequence[PlacedField]) -> Counter[str]:
    """Give each field its `DENOTES` fact and each unit its `COLLECTS`, where they differ from what stands."""
    known = lexicon.current()
    aligned = {field.field_key: align(field.descriptor(), known) for field in placed}
    await put_on_record(change, aligned.values())
    await spellings.note(change, _met(change, placed, aligned))
    said = {
        fact["start"]: fact
        for fact in await record.on_record(change, [(key, _denotes(key)) for key in aligned])
        if "live_key" in fact["properties"]
    }
    changed = [
        field for field in placed if _differs(aligned[field.field_key], said.get(field.field_key))
    ]
    new = [
        _fact(field, aligned[field.field_key]) for field in changed if field.field_key not in said
    ]
    other = [
        dataclasses.replace(_fact(field, aligned[field.field_key]), valid_from=change.at)
        for field in changed
        if field.field_key in said
    ]
    await record.add_facts(change, new)
    await record.assert_facts(change, other)
    left = {
        (field.unit_key, said[field.field_key]["end"])
        for field in placed
        if field.field_key in said
    }
    await refresh_collects(change, gained=_collected(placed, aligned), lost=left)
    return Counter(fields_aligned=len(changed))


def _met(
    change: Change, placed: Sequence[PlacedField], aligned: Mapping[str, Alignment]
) -> Iterable[spellings.Met]:
    for field in placed:
        datum = aligned[field.field_key].datum
        yield spellings.Met(field.descriptor(), datum, datum_key(datum), change.revision)


async def refresh_collects(
    change: Change, *, gained: set[tuple[str, str]], lost: set[tuple[str, str]]
) -> None:
    """Bring `COLLECTS` in line: pairs (unit, datum) that some field now makes so, and pairs that lost a field."""
    slots = {f"COLLECTS|{unit}|{datum}": (unit, datum) for unit, datum in sorted(gained)}
    known = {
        row["slot"]: row["live"]
        for row in (await change.run("collection/collecting", slots=list(slots)))["known"]
    }
    await record.add_facts(
        change,
        [
            record.Fact("COLLECTS", unit, datum, slot, unit)
            if slot not in known
            else record.Fact("COLLECTS", unit, datum, slot, unit, valid_from=change.at)
            for slot, (unit, datum) in slots.items()
            if not known.get(slot)
        ],
    )
    pairs = [{"unit": unit, "datum": datum} for unit, datum in sorted(lost - gained)]
    if pairs:
        gone = (await change.run("collection/no_longer_collected", pairs=pairs, threshold=SURE))[
            "gone"
        ]
        await record.retract(
            change,
            [
                record.Stretch(row["unit"], f"COLLECTS|{row['unit']}|{row['datum']}", change.at)
                for row in gone
            ],
        )


def _collected(
    placed: Sequence[PlacedField], aligned: Mapping[str, Alignment]
) -> set[tuple[str, str]]:
    return {
        (field.unit_key, datum_key(aligned[field.field_key].datum))
        for field in placed
        if field.acquisition is Acquisition.COLLECTED
        and field.listing is not Listing.RECEIVED
        and aligned[field.field_key].confidence >= SURE
    }


def _denotes(field: str) -> str:
    return f"DENOTES|{field}"


def _says(alignment: Alignment) -> Row:
    return {
        "form": alignment.form.value,
        "confidence": alignment.confidence,
        "method": alignment.method,
        "lexicon": lexicon.current().hash,
    }


def _fact(field: PlacedField, alignment: Alignment) -> record.Fact:
    key = field.field_key
    return record.Fact(
        "DENOTES", key, datum_key(alignment.datum), _denotes(key), key, says=_says(alignment)
    )


def _differs(alignment: Alignment, fact: Row | None) -> bool:
    if fact is None:
        return True
    said = fact["properties"]
    told = {name: value for name, value in _says(alignment).items() if name != "lexicon"}
    return fact["end"] != datum_key(alignment.datum) or any(
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
