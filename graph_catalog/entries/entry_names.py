"""Names by which people tell entries and fields apart are taken once, however they are written.

Of the entries of a unit: of those that are listed and not withdrawn; two that bear codes are told apart by these. Of the
fields of an entry by name and column, and no two are in one column: columns that differ by case alone are two. What stood
so before is left alone.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from graph_catalog.entries.entry_drafts import Unwritable
from graph_catalog.entries.entry_places import EntryPlace, FieldPlace
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.enums.entries import EntryStatus, Listing
from graph_catalog.model.refusals import Conflict
from graph_catalog.record.change import Change

_TELLING: Final = ("code", "listing", "status")
"""By which, besides name and unit, an entry comes among those that are told apart by name."""


def fields_alike(places: Sequence[EntryPlace]) -> Unwritable | None:
    """Refuse a field that is named as another of its entry, in the same column, and one in the column of another."""
    for place, entry in enumerate(places):
        known = [_described(field) for field in entry.fields]
        for told_by, taken_by in ((_field_called, _field_taken), (_in_column, _column_taken)):
            news = [_is_news(field, told_by) for field in entry.fields]
            stay = [field for field, is_new in zip(known, news, strict=True) if not is_new]
            taken = {told_by(other): str(other["name"]) for other in (*entry.others, *stay)}
            for index, (field, is_new) in enumerate(zip(known, news, strict=True)):
                called = told_by(field)
                if is_new and called is not None and called in taken:
                    return Unwritable(taken_by(taken[called], field, index), place, index)
                taken.setdefault(called, str(field["name"]))
    return None


def _described(field: FieldPlace) -> Row:
    return {**(field.before or {}), **field.attributes}


def _is_news(field: FieldPlace, told_by: "_ToldBy") -> bool:
    before = field.before
    return before is None or not field.is_had or told_by(before) != told_by(_described(field))


_Called = tuple[str, str] | str | None
_ToldBy = Callable[[Mapping[str, Any]], _Called]


def _field_called(field: Mapping[str, Any]) -> _Called:
    return wording.folded(str(field["name"])), wording.folded_column(field.get("column_name"))


def _in_column(field: Mapping[str, Any]) -> _Called:
    return wording.folded_column(field.get("column_name")) or None


class _Entry(NamedTuple):
    """An entry among those of its unit: what tells it apart, and whether the viewer may see it."""

    name: str
    code: str
    is_visible: bool = True

    def is_like(self, other: "_Entry") -> bool:
        return not (self.code and other.code and self.code != other.code)


async def entries_alike(change: Change, places: Sequence[EntryPlace]) -> Unwritable | None:
    """Refuse an entry that is named as another of its unit; that one is named to whoever may see it."""
    asked: dict[str, set[str]] = defaultdict(set)
    for entry in places:
        if entry.draft.provider is not None and _is_told_by_name(_after(entry)):
            asked[entry.draft.provider].add(_called(entry))
    if not asked:
        return None
    wanted = [{"unit": unit, "names": sorted(names)} for unit, names in sorted(asked.items())]
    rows = (await change.run("entries/namesakes", rows=wanted))["namesakes"]
    standing: set[tuple[str | None, str]] = {(row["unit"], row["key"]) for row in rows}
    together = {entry.key for entry in places}
    taken: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for row in rows:
        if row["key"] not in together:
            taken[row["unit"], wording.folded(row["name"])].append(_on_record(row))
    for entry in _as_they_stood_first(places, standing):
        unit, after = entry.draft.provider, _after(entry)
        if unit is None or not _is_told_by_name(after):
            continue
        own = _Entry(str(after["name"]), wording.folded(after.get("code") or ""))
        others = taken[unit, _called(entry)]
        is_new = not _stood_so(entry, standing)
        if is_new and (other := next(filter(own.is_like, others), None)):
            return Unwritable(_entry_taken(own, other), places.index(entry))
        others.append(own)
    return None


def _as_they_stood_first(
    places: Sequence[EntryPlace], standing: Collection[tuple[str | None, str]]
) -> list[EntryPlace]:
    return sorted(places, key=lambda entry: not _stood_so(entry, standing))


def _stood_so(entry: EntryPlace, standing: Collection[tuple[str | None, str]]) -> bool:
    """Whether an entry was of that unit, with that name, and told apart by it before."""
    before, after = entry.before or {}, _after(entry)
    return (entry.draft.provider, entry.key) in standing and all(
        _value(before.get(name)) == _value(after.get(name)) for name in _TELLING
    )


def _called(entry: EntryPlace) -> str:
    return wording.folded(str(_after(entry)["name"]))


def _after(entry: EntryPlace) -> Row:
    return {"listing": Listing.LISTED, **(entry.before or {}), **entry.draft.attributes}


def _is_told_by_name(described: Mapping[str, Any]) -> bool:
    return (
        _value(described.get("listing")) == Listing.LISTED.value
        and _value(described.get("status")) != EntryStatus.WITHDRAWN.value
    )


def _value(said: object) -> object:
    return getattr(said, "value", said)


def _on_record(row: Row) -> _Entry:
    return _Entry(row["name"], wording.folded(row["code"] or ""), row["is_visible"])


def _entry_taken(own: _Entry, other: _Entry) -> Conflict:
    message = (
        say(
            zh=f"该单位已有名称为“{other.name}”的条目。是同一个的请修改已有的；不是的请换一个名称，或各给一个目录代码。",
            en=f"The unit has an entry named {other.name}. If it is the same one, revise it; if not, take another name, or "
            "give each a code.",
        )
        if other.is_visible
        else say(
            zh=f"名称“{own.name}”不可用。请换一个名称。",
            en=f"The name {own.name} is not to be had. Take another.",
        )
    )
    return Conflict(message=message, path=["input", "name"])


def _field_taken(name: str, _field: Mapping[str, Any], index: int) -> Conflict:
    return Conflict(
        message=say(
            zh=f"条目已有名称与列名相同的数据项“{name}”。是同一个的请写明其 id 或只写一次；不是的请换一个名称，或写明各自的列名。",
            en=f"The entry has a field {name} in the same column. If it is the same one, give its id, or write it once; if "
            "not, take another name, or give each its column.",
        ),
        path=["input", "fields", str(index), "name"],
    )


def _column_taken(name: str, field: Mapping[str, Any], index: int) -> Conflict:
    column = field["column_name"]
    return Conflict(
        message=say(
            zh=f"列“{column}”已属于该条目的数据项“{name}”；一列只属于一个数据项。是同一个的请写明其 id，不是的请核对列名（大小写不同的是两列）。",
            en=f"Column {column} is that of the entry's field {name}, and a column is of one field. If it is the same one, give "
            "its id; if not, check the column (those that differ by case are two).",
        ),
        path=["input", "fields", str(index), "columnName"],
    )
