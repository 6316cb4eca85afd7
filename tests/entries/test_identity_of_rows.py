"""Which entries a file means, against a record in memory: what is done once is done, and nobody is taken for another."""

import dataclasses
import graphlib
from collections.abc import Sequence
from typing import Any, Final

from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph_catalog.entries.imports import import_identity
from graph_catalog.entries.imports.import_identity import EntryOnRecord, Identity, Wanted
from graph_catalog.identity.rights import OwningUnit
from graph_catalog.model.catalog_sheet import SheetEntry
from graph_catalog.model.enums.imports import IdentityChange

UNITS: Final = ("甲局", "乙局")
NAMES: Final = ("名册", "名单", "图册", "图录")
CODES: Final = ("C0", "C1", "C2", "C3", "C4", "C5")
Stands = tuple[str, str | None, str | None, frozenset[str], bool]
"""Name, code, unit, units that had it before, whether it is withdrawn."""
Row = tuple[str, str, str | None, bool]
"""Unit, name, code, whether it says that the entry is published."""

_stands = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from((None, *CODES)),
    st.sampled_from((*UNITS, *UNITS, None)),
    st.frozensets(st.sampled_from(UNITS)),
    st.sampled_from((False, False, True)),
)
_row = st.tuples(
    st.sampled_from(UNITS), st.sampled_from(NAMES), st.sampled_from((None, *CODES)), st.booleans()
)


def _can_stand(entries: Sequence[Stands]) -> bool:
    """Codes are borne once; of a unit's entries that stand and are alike by name, each bears a code (`entry_names`)."""
    codes = [code for _, code, _, _, _ in entries if code is not None]
    if len(codes) != len(set(codes)):
        return False
    told = [(unit, name, code) for name, code, unit, _, gone in entries if unit and not gone]
    return all(
        first[:2] != second[:2] or (first[2] and second[2])
        for place, first in enumerate(told)
        for second in told[:place]
    )


def _can_be_read(file: Sequence[Row]) -> bool:
    """A file gives a code once, and of a unit's entries of one name a code to each, or it is refused."""
    codes = [code for _, _, code, _ in file if code is not None]
    if len(codes) != len(set(codes)):
        return False
    return all(
        first[:2] != second[:2] or (first[2] and second[2])
        for place, first in enumerate(file)
        for second in file[:place]
    )


_records = st.lists(_stands, max_size=4).filter(_can_stand)
_files = st.lists(_row, min_size=1, max_size=4).filter(_can_be_read)
_accepted = st.one_of(
    st.just(frozenset(IdentityChange)), st.frozensets(st.sampled_from(IdentityChange))
)


def _on_record(number: int, stands: Stands) -> EntryOnRecord:
    name, code, unit, before, gone = stands
    described: dict[str, Any] = {
        "key": f"e{number}",
        "name": name,
        "code": code,
        "status": "WITHDRAWN" if gone else "DRAFT",
    }
    owner = None if unit is None else OwningUnit(unit, unit)
    providers = sorted(before | ({unit} if unit else set()))
    return EntryOnRecord(described, providers, owner, None)


def _wanted(file: Sequence[Row]) -> Wanted:
    return [
        (
            unit,
            SheetEntry(
                number,
                unit,
                None,
                name,
                {"name": name} | ({"code": code} if code else {}),
                [],
            ),
        )
        for number, (unit, name, code, _) in enumerate(file, 2)
    ]


def _known(wanted: Wanted, record: Sequence[EntryOnRecord]) -> list[EntryOnRecord]:
    """Return what the store finds for a file (`entries/entries`)."""
    codes = {entry.code for _, entry in wanted if entry.code}
    names = {(unit, entry.name) for unit, entry in wanted}
    return [
        entry
        for entry in record
        if entry.code in codes or any((unit, entry.name) in names for unit in entry.providers)
    ]


def _imported(
    file: Sequence[Row],
    record: Sequence[EntryOnRecord],
    accepted: frozenset[IdentityChange],
    *,
    withdraws: bool,
) -> tuple[list[Identity], list[EntryOnRecord]]:
    """Return who the rows are, and the record afterwards."""
    wanted = _wanted(file)
    identities = import_identity.compare(wanted, _known(wanted, record), accepted)
    after = {entry.key: entry for entry in record}
    about = set()
    for (unit, entry), identity, row in zip(wanted, identities, file, strict=True):
        if identity.needs_approval:
            continue
        about.add(unit)
        stands = identity.found
        was = {"key": f"e{len(after)}"} if stands is None else stands.described
        described = {"status": "DRAFT", "code": None, **was, **entry.attributes}
        if row[3]:
            described["status"] = "PUBLISHED"
        elif described["status"] == "WITHDRAWN":  # and not held back: it is back, as a draft
            described["status"] = "DRAFT"
        before = () if stands is None else stands.providers
        after[described["key"]] = EntryOnRecord(
            described, sorted({*before, unit}), OwningUnit(unit, unit), None
        )
    spoken_of = {key for identity in identities for key in identity.spoken_of}
    for stood in record if withdraws else ():
        if stood.provider in about and stood.key not in spoken_of:
            gone = {**stood.described, "status": "WITHDRAWN"}
            after[stood.key] = dataclasses.replace(stood, described=gone)
    return identities, list(after.values())


@given(file=_files, stand=_records, accepted=_accepted, withdraws=st.booleans())
@settings(max_examples=3000, deadline=None)
@example(
    # The code says one entry and the name another, which another row means as well.
    file=[("甲局", "名册", "C1", False), ("甲局", "名册", "C5", False)],
    stand=[
        ("名册", "C0", "甲局", frozenset(), False),
        ("名单", "C1", "甲局", frozenset(), False),
    ],
    accepted=frozenset(IdentityChange),
    withdraws=False,
)
def test_what_is_done_once_is_done(
    file: list[Row], stand: list[Stands], accepted: frozenset[IdentityChange], *, withdraws: bool
) -> None:
    record = [_on_record(number, each) for number, each in enumerate(stand)]
    first, after = _imported(file, record, accepted, withdraws=withdraws)
    again, later = _imported(file, after, accepted, withdraws=withdraws)
    assert later == after
    assert [each.needs_approval for each in again] == [each.needs_approval for each in first]
    assert [each.changes for each in again if not each.needs_approval] == [
        () for each in again if not each.needs_approval
    ]


@given(file=_files, stand=_records, accepted=_accepted)
@settings(max_examples=1000, deadline=None)
@example(
    file=[("甲局", "名册", "C1", False), ("甲局", "名单", "C0", False)],
    stand=[
        ("名册", "C0", "甲局", frozenset(), False),
        ("名单", "C1", "甲局", frozenset(), False),
    ],
    accepted=frozenset(IdentityChange),
)
@example(
    # Three that go round, and a fourth that counts on one of their names.
    file=[
        ("甲局", "名册", "C1", False),
        ("甲局", "名单", "C2", False),
        ("甲局", "图册", "C0", False),
        ("甲局", "图录", "C3", False),
    ],
    stand=[
        ("名册", "C0", "甲局", frozenset(), False),
        ("名单", "C1", "甲局", frozenset(), False),
        ("图册", "C2", "甲局", frozenset(), False),
        ("图录", "C3", "乙局", frozenset(), False),
    ],
    accepted=frozenset(IdentityChange),
)
def test_entries_never_change_places(
    file: list[Row], stand: list[Stands], accepted: frozenset[IdentityChange]
) -> None:
    record = [_on_record(number, each) for number, each in enumerate(stand)]
    identities, after = _imported(file, record, accepted, withdraws=False)
    written = {each.found.key for each in identities if each.found and not each.needs_approval}
    homes = {entry.key: (entry.provider, entry.name) for entry in record if not entry.is_withdrawn}
    takes = {
        entry.key: {key for key, home in homes.items() if home == (entry.provider, entry.name)}
        for entry in after
        if entry.key in written and homes.get(entry.key) != (entry.provider, entry.name)
    }
    graphlib.TopologicalSorter(takes).prepare()  # raises CycleError
