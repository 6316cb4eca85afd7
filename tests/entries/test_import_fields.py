"""Names and columns of any record against those of any file: what nobody can tell is held back, for good."""

import dataclasses
from collections import Counter
from itertools import permutations
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_catalog.entries.field_matching import FieldOnRecord, match
from graph_catalog.entries.imports.import_fields import compare
from graph_catalog.entries.imports.import_identity import Ambiguity
from graph_catalog.model.catalog_sheet import SheetEntry, SheetField
from graph_catalog.model.enums.imports import IdentityChange

RENAME_FIELD: Final = IdentityChange.RENAME_FIELD


@dataclasses.dataclass(frozen=True)
class Known:
    name: str
    column: str | None
    is_had: bool = True


Record = dict[str, Known]
Rows = tuple[tuple[str, str | None], ...]

_names = st.sampled_from("一二三四")
_columns = st.sampled_from(["A", "B", "C", "D", None])
_rows = st.lists(st.tuples(_names, _columns), min_size=1, max_size=5, unique=True).map(tuple)
_records = st.lists(
    st.builds(Known, _names, _columns, st.sampled_from([True, True, True, False])),
    max_size=5,
    unique_by=lambda field: (field.name, field.column),
).map(lambda fields: {f"f{number}": field for number, field in enumerate(fields)})


def on_record(record: Record) -> list[FieldOnRecord]:
    return [
        FieldOnRecord({"key": key, "name": field.name, "column_name": field.column}, field.is_had)
        for key, field in record.items()
    ]


def imported(
    record: Record, rows: Rows, accepted: frozenset[IdentityChange]
) -> tuple[Record, list[Ambiguity]]:
    """Compare, place and write as an import does, without a store."""
    fields = [
        SheetField(number, {"name": name} | ({} if column is None else {"column_name": column}))
        for number, (name, column) in enumerate(rows)
    ]
    entry = SheetEntry(0, "甲局", None, "名册", {"name": "名册"}, fields)
    drafts, told = compare(entry, on_record(record), accepted)
    placed = match([(draft.key, draft.attributes) for draft in drafts], on_record(record))
    after = dict(record)
    for draft, met in zip(drafts, placed, strict=True):
        key = met["key"] if met else f"f{len(after)}"
        column = draft.attributes.get("column_name") or (met["column_name"] if met else None)
        after[key] = Known(draft.attributes["name"], column)
    return after, told


@given(record=_records, rows=_rows, accepted=st.sampled_from([frozenset(), {RENAME_FIELD}]))
@settings(max_examples=1500, deadline=None)
def test_what_nobody_can_tell_is_held_back_and_the_same_file_again_changes_nothing(
    record: Record, rows: Rows, accepted: frozenset[IdentityChange]
) -> None:
    after, told = imported(record, rows, accepted)
    held = {each.row for each in told if each.needs_approval}
    assert _between_two(record, rows) <= held
    assert all(each.on_record for each in told)
    again, still = imported(after, rows, accepted)
    assert again == after
    assert {each.row for each in still} == held
    for key, was in record.items():
        assert after[key].name == was.name or RENAME_FIELD in accepted
    assert not _shared(after) - _shared(record) - _given_twice(record, rows)


def _between_two(record: Record, rows: Rows) -> set[int]:
    """Rows whose name stands once, in another column, and whose column is that of another field."""
    had = [field for field in record.values() if field.is_had]
    names = Counter(field.name for field in record.values())
    wanted = Counter(name for name, _ in rows)
    return {
        number
        for number, (name, column) in enumerate(rows)
        if column is not None
        and names[name] == wanted[name] == 1
        and any(field.name == name and field.column != column for field in had)
        and any(
            field.column == column and field.name != name and (field.name, column) not in rows
            for field in had
        )
    }


def _shared(record: Record) -> set[str]:
    columns = Counter(field.column for field in record.values() if field.is_had and field.column)
    return {str(column) for column, times in columns.items() if times > 1}


def _given_twice(record: Record, rows: Rows) -> set[str]:
    """Columns of several rows: the column that is given, or the one into which what was removed comes back."""
    columns = Counter(
        known.column
        for name, column in rows
        for known in (
            [Known(name, column)]
            if column
            else [each for each in record.values() if each.name == name and not each.is_had]
        )
    )
    return {str(column) for column, times in columns.items() if times > 1}


@pytest.mark.parametrize("order", list(permutations("ABC"))[1:])
@pytest.mark.parametrize("accepted", [frozenset(), {RENAME_FIELD}])
def test_names_that_change_places_among_columns_are_held_back_with_both_sides(
    order: tuple[str, ...], accepted: frozenset[IdentityChange]
) -> None:
    record = {column: Known(f"项{column}", column) for column in "ABC"}
    rows = tuple((f"项{name}", column) for name, column in zip(order, "ABC", strict=True))
    after, told = imported(record, rows, accepted)
    assert after == record
    assert [(each.on_record, each.in_file, each.change, each.needs_approval) for each in told] == [
        ((f"项{column}（{column}）",), f"项{name}（{column}）", None, True)
        for name, column in zip(order, "ABC", strict=True)
        if name != column
    ]
