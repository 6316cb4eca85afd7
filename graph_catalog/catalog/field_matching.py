"""Which field on record is meant by one handed in: by key, by name and column, by name alone; and which one a new name may be of."""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph_catalog.graph.engine import Row
from graph_catalog.model import wording

_NAMED: Final = 5
"""Fields of one column that are named at the most."""


@dataclasses.dataclass(frozen=True)
class FieldOnRecord:
    """A field that a dataset has (`is_had`) or once had, as it is described now."""

    described: Row
    is_had: bool


def match(
    wanted: Sequence[tuple[str | None, Mapping[str, Any]]], on_record: Sequence[FieldOnRecord]
) -> list[Row | None]:
    """Return for each wanted (key, attributes) the field that is meant, None for a new one.

    A field is meant once at most. What the dataset has comes before what it had. By name alone a
    field is meant when one is wanted and one is left under that name: its column was renamed,
    given, or left out.
    """
    left = _Left(on_record)
    called = [wording.folded(attributes["name"]) for _, attributes in wanted]
    found = [left.take_key(key) if key is not None else None for key, _ in wanted]
    for place, (_, attributes) in enumerate(wanted):
        if found[place] is None:
            found[place] = left.take(called[place], attributes.get("column_name"))
    unmet = Counter(name for name, met in zip(called, found, strict=True) if met is None)
    for place, name in enumerate(called):
        if found[place] is None and unmet[name] == 1:
            found[place] = left.take_only(name)
    return found


@dataclasses.dataclass(frozen=True)
class SameColumn:
    """A field handed in (its `place`) that stands in the column of others that the dataset has and keeps.

    Where there is one other and the name is new, the field may have been renamed (`is_renamed`); else nobody can tell.
    """

    place: int
    others: tuple[Row, ...]
    is_renamed: bool


def in_columns_of_others(
    wanted: Sequence[Mapping[str, Any]], on_record: Sequence[FieldOnRecord]
) -> list[SameColumn]:
    """Return which of the wanted (attributes) stand in a column that a field of another name has on record.

    What nobody can tell is not written, so that a field which it would have taken to another column stays in its own.
    """
    found = match([(None, attributes) for attributes in wanted], on_record)
    claimed = {met["key"] for met in found if met is not None}
    had = {field.described["key"] for field in on_record if field.is_had}
    stays: dict[str, list[Row]] = {}
    for field in on_record:
        column = wording.folded_column(field.described.get("column_name"))
        if column and field.is_had and field.described["key"] not in claimed:
            stays.setdefault(column, []).append(field.described)
    claims = Counter(wording.folded_column(attributes.get("column_name")) for attributes in wanted)
    comes: dict[str, list[int]] = {}
    for place, (attributes, met) in enumerate(zip(wanted, found, strict=True)):
        column = wording.folded_column(attributes.get("column_name"))
        is_there = (
            met is not None
            and met["key"] in had
            and wording.folded_column(met.get("column_name")) == column
        )
        if column and not is_there:
            comes.setdefault(column, []).append(place)
    unclear: dict[int, SameColumn] = {}
    columns = list(stays)
    while columns:
        column = columns.pop()
        others = stays[column]
        is_one = len(others) == 1 and claims[column] == 1 and others[0]["key"] not in claimed
        for place in comes.pop(column, []):
            met = found[place]
            is_renamed = is_one and met is None
            unclear[place] = SameColumn(place, tuple(others[:_NAMED]), is_renamed)
            if is_renamed:
                comes[column] = [place]  # until another field turns out to stay there, too
            elif (
                met is not None
                and met["key"] in had
                and (left := wording.folded_column(met.get("column_name")))
            ):
                stays.setdefault(left, []).append(met)
                columns.append(left)
    return [unclear[place] for place in sorted(unclear)]


class _Left:
    """The fields on record that nobody has claimed yet."""

    def __init__(self, on_record: Sequence[FieldOnRecord]) -> None:
        had_first = sorted(on_record, key=lambda field: not field.is_had)
        self._by_key = {field.described["key"]: field.described for field in had_first}
        self._by_name: dict[str, list[Row]] = {}
        for field in had_first:
            name = wording.folded(field.described["name"])
            self._by_name.setdefault(name, []).append(field.described)

    def take_key(self, key: str) -> Row:
        field = self._by_key[key]
        self._by_name[wording.folded(field["name"])].remove(field)
        return field

    def take(self, name: str, column: str | None) -> Row | None:
        """Take the field of that name in that column, rather as it is written than in another width."""
        there = self._by_name.get(name, [])
        alike = [
            field
            for field in there
            if wording.folded_column(field.get("column_name")) == wording.folded_column(column)
        ]
        alike.sort(key=lambda field: field.get("column_name") != column)
        return self.take_key(alike[0]["key"]) if alike else None

    def take_only(self, name: str) -> Row | None:
        rest = self._by_name.get(name, [])
        return self.take_key(rest[0]["key"]) if len(rest) == 1 else None
