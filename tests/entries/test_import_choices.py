"""What a file may differ in, times what whoever imports may decide: the record is afterwards what the dry run said."""

import dataclasses
from typing import Any, Final

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from graph_catalog.entries.imports import imports
from graph_catalog.entries.imports.import_missing import WithdrawMissing
from graph_catalog.entries.imports.import_report import ImportOptions, ImportReport
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.sheets import catalog_file
from tests import invariants
from tests.conftest import CENTRE, Catalog, wipe
from tests.estate import Estate
from tests.sheets.catalog_files import as_csv, row

UNITS: Final = ("甲局", "乙局")
_RECORD: Final = """{ datasets(first: 100) { nodes { key name code status provider { name }
  fields(first: 100) { nodes { key name columnName } } } } }"""


@dataclasses.dataclass(frozen=True)
class Entry:
    """An entry as a file writes it; `fields` are names by column."""

    unit: str
    name: str
    code: str
    fields: tuple[tuple[str, str], ...]

    def rows(self) -> list[dict[str, str]]:
        return [
            row(
                提供单位=self.unit,
                业务名称=self.name,
                目录代码=self.code,
                列名=column,
                数据项名称=name,
            )
            for column, name in self.fields
        ]


BASE: Final = tuple(
    Entry(UNITS[number % 2], f"名册{number}", f"C{number}", (("A", "姓名"), ("B", "住址")))
    for number in range(4)
)

_SWAPPED: Final = (("A", "住址"), ("B", "姓名"))

_names = st.sampled_from([None, "名册0", "名册2", "名册8", "名册9"])
_codes = st.sampled_from([None, None, "", "C0", "C3", "C8", "C9"])
_fields = st.sampled_from(
    [
        None,
        (("A", "姓名"), ("B", "户籍地址")),
        _SWAPPED,
        (("A", "联系电话"), ("C", "出生日期")),
        (("B", "姓名"),),
        (("A", "性别"), ("A", "民族")),
    ]
)


def _changed(
    base: Entry, name: str | None, code: str | None, unit: str | None, fields: Any
) -> Entry:
    return Entry(
        unit or base.unit,
        name or base.name,
        base.code if code is None else code,
        fields or base.fields,
    )


def _written(base: Entry) -> st.SearchStrategy[Entry | None]:
    """One entry of the newer file: as it was, otherwise in any of four ways at once, or not in the file."""
    units = st.sampled_from([None, None, *UNITS])
    changed = st.builds(_changed, st.just(base), _names, _codes, units, _fields)
    return st.one_of(st.just(base), changed, changed, st.none())


_files = st.tuples(*map(_written, BASE))
_options = st.builds(
    ImportOptions,
    accepted=st.frozensets(st.sampled_from(IdentityChange)),
    withdraw_missing=st.sampled_from([None, WithdrawMissing("不再提供", 100)]),
)

_EVERYTHING: Final = ImportOptions(
    accepted=frozenset(IdentityChange), withdraw_missing=WithdrawMissing("不再提供", 100)
)


async def _record(catalog: Catalog) -> dict[str, dict[str, Any]]:
    nodes = (await catalog.ask(_RECORD, viewer=CENTRE))["datasets"]["nodes"]
    return {
        node["key"]: {
            **node,
            "provider": node["provider"]["name"],
            "fields": {
                field["key"]: (field["columnName"], field["name"])
                for field in node["fields"]["nodes"]
            },
        }
        for node in nodes
    }


async def _put_base(catalog: Catalog) -> None:
    await wipe(catalog.engine)
    estate = Estate()
    for number, name in enumerate(UNITS):
        estate.unit(f"unit{number}", name)
    await estate.record(catalog.engine)
    await _imported(catalog, BASE, ImportOptions())


async def _imported(
    catalog: Catalog, entries: tuple[Entry | None, ...], options: ImportOptions
) -> ImportReport | None:
    rows = [line for entry in entries if entry is not None for line in entry.rows()]
    sheet = catalog_file.parse("目录.csv", as_csv(rows or [row()]))
    if sheet.problems.count:
        return None
    report = await imports.import_sheet(catalog.engine, CENTRE, sheet, options)
    return report if isinstance(report, ImportReport) else None


@given(file=_files, options=_options)
@example(file=(dataclasses.replace(BASE[0], fields=_SWAPPED), *BASE[1:]), options=_EVERYTHING)
@settings(
    max_examples=25,
    deadline=None,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # an example has three imports: shrinking takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_what_is_on_record_is_what_the_dry_run_said(
    catalog: Catalog, file: tuple[Entry | None, ...], options: ImportOptions
) -> None:
    await _put_base(catalog)
    before = await _record(catalog)
    rehearsed = await _imported(catalog, file, dataclasses.replace(options, is_dry_run=True))
    assert await _record(catalog) == before
    report = await _imported(catalog, file, options)
    after = await _record(catalog)
    if rehearsed is None or report is None:
        assert (rehearsed, report, after) == (None, None, before)
        return
    assert report.counts == rehearsed.counts
    assert report.ambiguities == rehearsed.ambiguities
    assert report.changed is (after != before)
    await invariants.check(catalog.engine)
    assert before.keys() <= after.keys()
    _assert_told(before, after, report, options)
    _assert_swaps_told(file, report)
    for entry in after.values():
        columns = [column for column, _ in entry["fields"].values()]
        assert len(columns) == len(set(columns)), entry


@given(file=_files, options=_options)
@settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(
    # What was moved stands at the other unit when the file comes again: that unit's entries are missing then as before.
    file=(BASE[0], dataclasses.replace(BASE[1], unit=UNITS[0]), None, None),
    options=_EVERYTHING,
)
@example(file=(dataclasses.replace(BASE[0], unit=UNITS[1]), None, None, None), options=_EVERYTHING)
@example(
    # Two of one name: the code of the first is that of another, and the second would give this name's entry a new code.
    file=(
        dataclasses.replace(BASE[0], code="C9"),
        None,
        dataclasses.replace(BASE[2], name="名册0"),
        None,
    ),
    options=_EVERYTHING,
)
async def test_the_same_file_again_changes_nothing(
    catalog: Catalog, file: tuple[Entry | None, ...], options: ImportOptions
) -> None:
    await _put_base(catalog)
    if await _imported(catalog, file, options) is None:
        return
    before = await _record(catalog)
    again = await _imported(catalog, file, options)
    assert again is not None
    assert await _record(catalog) == before
    assert not again.changed
    assert again.counts["entries_withdrawn"] == 0
    assert [each.change for each in again.ambiguities if not each.needs_approval] == []


def _assert_swaps_told(file: tuple[Entry | None, ...], report: ImportReport) -> None:
    """Fields that change places are held back, in entries of which nothing else is said otherwise."""
    changed = [
        (entry, base)
        for entry, base in zip(file, BASE, strict=True)
        if entry is not None and entry != base
    ]
    swapped = [
        entry for entry, base in changed if entry == dataclasses.replace(base, fields=_SWAPPED)
    ]
    if len(swapped) == len(changed):
        told = {
            (each.entry, each.field, each.on_record, each.change) for each in report.ambiguities
        }
        assert told == {
            (entry.name, name, (on_record,), None)
            for entry in swapped
            for name, on_record in (("住址", "姓名（A）"), ("姓名", "住址（B）"))
        }
        assert all(each.needs_approval for each in report.ambiguities)


def _assert_told(
    before: dict[str, Any], after: dict[str, Any], report: ImportReport, options: ImportOptions
) -> None:
    """Each entry and field that is another than before was accepted and is counted; nothing else is."""
    accepted = options.accepted
    same = [(before[key], after[key]) for key in before]
    recoded = [b for b, a in same if b["code"] != a["code"]]
    moved = [b for b, a in same if b["provider"] != a["provider"]]
    renamed = [b for b, a in same if b["name"] != a["name"]]
    fields = [
        (b["fields"][key], a["fields"][key])
        for b, a in same
        for key in b["fields"].keys() & a["fields"].keys()
    ]
    assert [(was, now) for was, now in fields if was[0] != now[0]] == []  # no column is free here
    renamed_fields = [was for was, now in fields if was[1] != now[1]]
    withdrawn = [b for b, a in same if a["status"] == "WITHDRAWN"]
    for change, found in {
        "entries_recoded": recoded,
        "entries_moved": moved,
        "entries_renamed": renamed,
        "fields_renamed": renamed_fields,
        "entries_withdrawn": withdrawn,
    }.items():
        assert report.counts[change] == len(found), change
    assert not recoded or IdentityChange.RECODE in accepted
    assert not moved or IdentityChange.MOVE in accepted
    assert not renamed or IdentityChange.RENAME_ENTRY in accepted
    assert not renamed_fields or IdentityChange.RENAME_FIELD in accepted
    assert report.counts["entries_registered"] == len(after) - len(before)
    missing = {entry.key for entry in report.missing}
    assert {each["key"] for each in withdrawn} == (missing if options.withdraw_missing else set())
    codes = [entry["code"] for entry in after.values() if entry["code"]]
    assert len(codes) == len(set(codes))
