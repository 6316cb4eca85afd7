"""Which field on record is meant by one handed in: by key, by name and column, by name alone; and which one a new name may be of."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    """A field handed in (its `place`) of which nobody can tell by its name which of those on record it is.

    `others` are those that it may be, or whose column it would take. It may have been renamed (`is_renamed`) where it is
    the one that comes into the column of one that no other name means, and its own name means none.
    """

    place: int
    others: tuple[Row, ...]
    is_renamed: bool = False


def in_columns_of_others(
    wanted: Sequence[Mapping[str, Any]],
    found: Sequence[Row | None],
    on_record: Sequence[FieldOnRecord],
) -> list[SameColumn]:
    """Return which of the wanted (attributes) stand in a column that a field of another name has on record.

    `found` are those that their names mean. Where that other field is wanted in another column, nobody can tell whether
    names were changed or columns: that one is unclear as well. Written alone, it would make room for the rest, which
    would then be written when they are handed in again. So is a new one beside an unclear one of the same name.
    """
    had = {field.described["key"] for field in on_record if field.is_had}
    columns = [
        _column(attributes) or (_column(met) if met is not None and met["key"] not in had else "")
        for attributes, met in zip(wanted, found, strict=True)
    ]  # what comes back comes into its column
    taken = _taken(columns, found, on_record)
    claimed = {met["key"] for met in found if met is not None}
    left = _by_name(field for field in on_record if field.described["key"] not in claimed)
    claims = Counter(columns)
    called = [wording.folded(attributes["name"]) for attributes in wanted]
    unmet = {name for name, met in zip(called, found, strict=True) if met is None}
    unclear: dict[int, SameColumn] = {}
    for place, (column, met) in enumerate(zip(columns, found, strict=True)):
        others = taken.get(column, [])
        is_there = met is not None and met["key"] in had and _column(met) == column
        if others and not is_there:
            first = others[0]
            is_one = len(others) == claims[column] == 1 and first["key"] not in claimed
            is_new = met is None and called[place] not in left
            is_gone = wording.folded(first["name"]) not in unmet
            is_renamed = is_one and is_new and is_gone
            unclear[place] = SameColumn(place, tuple(others[:_NAMED]), is_renamed)
    unclear |= _leaving(columns, found, {columns[place] for place in unclear}, had)
    unclear |= _named_alike(wanted, found, on_record, unclear)
    return [unclear[place] for place in sorted(unclear)]


def _taken(
    columns: Sequence[str], found: Sequence[Row | None], on_record: Sequence[FieldOnRecord]
) -> dict[str, list[Row]]:
    """Return by column the fields that the dataset has there, but for those wanted just there."""
    there = {
        met["key"]: column for column, met in zip(columns, found, strict=True) if met is not None
    }
    taken: dict[str, list[Row]] = {}
    for field in on_record:
        column = _column(field.described)
        if column and field.is_had and there.get(field.described["key"]) != column:
            taken.setdefault(column, []).append(field.described)
    return taken


def _leaving(
    columns: Sequence[str],
    found: Sequence[Row | None],
    contested: Collection[str],
    had: Collection[str],
) -> dict[int, SameColumn]:
    """Return what would leave a contested column for one that is free; what comes into another's is unclear anyway."""
    return {
        place: SameColumn(place, (met,))
        for place, (column, met) in enumerate(zip(columns, found, strict=True))
        if met is not None
        and met["key"] in had
        and column not in {"", _column(met), *contested}
        and _column(met) in contested
    }


def _named_alike(
    wanted: Sequence[Mapping[str, Any]],
    found: Sequence[Row | None],
    on_record: Sequence[FieldOnRecord],
    unclear: Mapping[int, SameColumn],
) -> dict[int, SameColumn]:
    """Return what is new under the name of an unclear field or of one that it may be, and might be that one on record."""
    certain = {
        met["key"] for place, met in enumerate(found) if met is not None and place not in unclear
    }
    left = _by_name(field for field in on_record if field.described["key"] not in certain)
    names = {wording.folded(wanted[place]["name"]) for place in unclear}
    names |= {wording.folded(other["name"]) for each in unclear.values() for other in each.others}
    return {
        place: SameColumn(place, tuple(left[name][:_NAMED]))
        for place, met in enumerate(found)
        if met is None
        and place not in unclear
        and (name := wording.folded(wanted[place]["name"])) in names & left.keys()
    }


def _column(field: Mapping[str, Any]) -> str:
    return wording.folded_column(field.get("column_name"))


def _by_name(fields: Iterable[FieldOnRecord]) -> dict[str, list[Row]]:
    named: dict[str, list[Row]] = {}
    for field in fields:
        named.setdefault(wording.folded(field.described["name"]), []).append(field.described)
    return named


class _Left:
    """The fields on record that nobody has claimed yet."""

    def __init__(self, on_record: Sequence[FieldOnRecord]) -> None:
        had_first = sorted(on_record, key=lambda field: not field.is_had)
        self._by_key = {field.described["key"]: field.described for field in had_first}
        self._by_name = _by_name(had_first)

    def take_key(self, key: str) -> Row:
        field = self._by_key[key]
        self._by_name[wording.folded(field["name"])].remove(field)
        return field

    def take(self, name: str, column: str | None) -> Row | None:
        """Take the field of that name in that column, rather as it is written than in another width."""
        there = self._by_name.get(name, [])
        alike = [field for field in there if _column(field) == wording.folded_column(column)]
        alike.sort(key=lambda field: field.get("column_name") != column)
        return self.take_key(alike[0]["key"]) if alike else None

    def take_only(self, name: str) -> Row | None:
        rest = self._by_name.get(name, [])
        return self.take_key(rest[0]["key"]) if len(rest) == 1 else None
