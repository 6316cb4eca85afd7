"""Data and standard elements: their keys, and putting on record those that are met for the first time."""

from collections.abc import Iterable

from graph_catalog.graph.engine import Row
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading import qualifier
from graph_catalog.matching.reading.datum import AlignmentResult, DatumKey
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys, record
from graph_catalog.record.change import Change


def datum_key(datum: DatumKey) -> str:
    """Return the stable key of a datum: its element and qualifier, or its normalised descriptor."""
    if datum.element_code:
        return keys.mint(NodeKind.DATUM, datum.element_code, datum.qualifier)
    return keys.mint(NodeKind.DATUM, "", datum.object_class, datum.attribute, datum.qualifier)


def element_key(code: str) -> str:
    """Return the stable key of a standard element."""
    return keys.mint(NodeKind.ELEMENT, code)


async def put_on_record(change: Change, alignments: Iterable[AlignmentResult]) -> None:
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
