"""Which entry of the record, and which field, one of a file is: small stories for the pure comparison."""

from typing import Any

import pytest

from graph_catalog.entries.field_matching import FieldOnRecord
from graph_catalog.entries.imports import import_identity
from graph_catalog.entries.imports.import_fields import compare as compare_fields
from graph_catalog.entries.imports.import_identity import EntryOnRecord, Identity, compare
from graph_catalog.identity.rights import OwningUnit
from graph_catalog.model.catalog_sheet import SheetEntry, SheetField
from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.enums.imports import IdentityChange

RECODE, MOVE = IdentityChange.RECODE, IdentityChange.MOVE
RENAME, RENAME_FIELD = IdentityChange.RENAME_ENTRY, IdentityChange.RENAME_FIELD
ALL = frozenset(IdentityChange)


def on_record(
    key: str,
    name: str,
    code: str | None = None,
    *,
    at: str | None = "甲局",
    once: str = "",
    status: str = "PUBLISHED",
) -> EntryOnRecord:
    described = {"key": key, "name": name, "code": code, "status": status}
    owner = None if at is None else OwningUnit(at, at)
    return EntryOnRecord(described, sorted({*once.split(), *([at] if at else [])}), owner, None)


def entry(
    name: str, code: str | None = None, *, at: str = "甲局", status: EntryStatus | None = None
) -> tuple[str, SheetEntry]:
    attributes: dict[str, Any] = {"name": name} | ({} if code is None else {"code": code})
    attributes |= {} if status is None else {"status": status}
    return at, SheetEntry(2, at, None, name, attributes, [])


def said(identity: Identity) -> Any:
    """The key that is meant, with what changes; `?` and the keys where several may be; `!` what is held back."""
    held = "!" if identity.needs_approval else ""
    if identity.rivals:
        return f"{held}?" + "".join(sorted(each.key for each in identity.rivals))
    key = identity.found.key if identity.found else "new"
    return held + " ".join([key, *(change.value for change in identity.changes)])


def meant(*wanted: Any, among: list[EntryOnRecord], accept: Any = ()) -> list[str]:
    return [said(each) for each in compare(wanted, among, accept)]


@pytest.mark.parametrize(
    ("wanted", "known", "undecided", "accepted"),
    [
        (entry("名册", "C1"), on_record("a", "名册", "C1"), "a", "a"),
        (entry("名册", "C1"), on_record("a", "名册"), "a", "a"),
        (entry("名册"), on_record("a", "名册", "C1"), "a", "a"),
        (entry("名册", "C9"), on_record("a", "名册", "C1"), "!a RECODE", "a RECODE"),
        (entry("名单", "C1"), on_record("a", "名册", "C1"), "!a RENAME_ENTRY", "a RENAME_ENTRY"),
        (entry("名册", "C1"), on_record("a", "名册", "C1", at="乙局"), "!a MOVE", "a MOVE"),
        (
            entry("名单", "C1"),
            on_record("a", "名册", "C1", at="乙局"),
            "!a MOVE RENAME_ENTRY",
            "a MOVE RENAME_ENTRY",
        ),
        (entry("名单", "C9"), on_record("a", "名册", "C1"), "new", "new"),
        # Handed over since the file was written: it is either that one, or a new one.
        (entry("名册"), on_record("a", "名册", "C1", at="乙局", once="甲局"), "!a MOVE", "a MOVE"),
        (entry("名册", "C9"), on_record("a", "名册", "C1", at="乙局", once="甲局"), "new", "new"),
        # What has gone comes back, and is confused with no other code.
        (entry("名册"), on_record("a", "名册", "C1", at=None, once="甲局"), "a", "a"),
        (entry("名册", "C9"), on_record("a", "名册", "C1", at=None, once="甲局"), "new", "new"),
        (entry("名册", "C9"), on_record("a", "名册", "C1", status="WITHDRAWN"), "new", "new"),
        # What was withdrawn does not come back unasked.
        *(
            (wanted, on_record("a", "名册", code, status="WITHDRAWN"), "!a REVIVE", "a REVIVE")
            for wanted, code in (
                (entry("名册", "C1"), "C1"),
                (entry("名册"), None),
                (entry("名册"), "C1"),
                (entry("名册", "C1"), None),
                (entry("名册", "C1", status=EntryStatus.PUBLISHED), "C1"),
            )
        ),
        (
            entry("名册", "C1", status=EntryStatus.WITHDRAWN),
            on_record("a", "名册", "C1", status="WITHDRAWN"),
            "a",
            "a",
        ),
        (
            entry("名单", "C1"),
            on_record("a", "名册", "C1", at="乙局", status="WITHDRAWN"),
            "!a MOVE RENAME_ENTRY REVIVE",
            "a MOVE RENAME_ENTRY REVIVE",
        ),
        (entry("名册", "C1"), on_record("a", "名册", "C1", at=None, once="甲局"), "a", "a"),
        (
            entry("名册", "C1"),
            on_record("a", "名册", "C1", at=None, once="乙局"),
            "!a MOVE",
            "a MOVE",
        ),
    ],
)
def test_one_row_and_one_entry(
    wanted: Any, known: EntryOnRecord, undecided: str, accepted: str
) -> None:
    assert meant(wanted, among=[known]) == [undecided]
    assert meant(wanted, among=[known], accept=ALL) == [accepted]


def test_a_change_alone_of_two_is_not_enough() -> None:
    known = [on_record("a", "名册", "C1", at="乙局")]
    assert meant(entry("名单", "C1"), among=known, accept={MOVE}) == ["!a MOVE RENAME_ENTRY"]


def test_a_code_says_one_and_the_name_another() -> None:
    known = [on_record("a", "名册", "C1"), on_record("b", "名单", "C2")]
    assert meant(entry("名册", "C2"), among=known, accept=ALL) == ["!?ab"]


def test_entries_that_swap_names_or_codes_are_held_back_whatever_is_accepted() -> None:
    known = [on_record("a", "名册", "C1"), on_record("b", "名单", "C2")]
    swapped = [entry("名册", "C2"), entry("名单", "C1")]
    for accepted in ((), {RENAME}, ALL):
        assert meant(*swapped, among=known, accept=accepted) == ["!?ab", "!?ab"]


def test_a_name_that_is_not_given_up_is_not_taken() -> None:
    """`a` was renamed or moved, or `b` was recoded: where the first is not decided, the second is not new."""
    known = [on_record("a", "名册", "C1")]
    rows = [entry("名单", "C1"), entry("名册", "C2")]
    assert meant(*rows, among=known, accept={RENAME}) == ["a RENAME_ENTRY", "new"]
    assert meant(*rows, among=known, accept={RECODE}) == ["!a RENAME_ENTRY", "!?a"]


def test_a_chain_of_names_stops_where_one_is_held_back() -> None:
    known = [on_record("a", "一", "C1"), on_record("b", "二", "C2"), on_record("c", "三", "C3")]
    rows = [entry("二", "C1"), entry("三", "C2"), entry("四", "C3", at="乙局")]
    assert meant(*rows, among=known, accept=ALL) == [
        "a RENAME_ENTRY",
        "b RENAME_ENTRY",
        "c MOVE RENAME_ENTRY",
    ]
    assert meant(*rows, among=known, accept={RENAME}) == ["!?ab", "!?bc", "!c MOVE RENAME_ENTRY"]


def test_two_rows_are_not_one_entry() -> None:
    rows = [entry("名册", "C8"), entry("名册", "C9")]
    assert meant(*rows, among=[on_record("a", "名册")], accept=ALL) == ["!?a", "!?a"]
    assert meant(*rows, among=[on_record("a", "名册", "C8")], accept=ALL) == ["a", "new"]


def test_several_of_a_name_are_told_apart_by_their_codes_alone() -> None:
    known = [on_record("a", "名册", "C1"), on_record("b", "名册", "C2")]
    assert meant(entry("名册"), among=known, accept=ALL) == ["!?ab"]
    assert meant(entry("名册", "C3"), among=known, accept=ALL) == ["!?ab"]
    assert meant(entry("名册", "C2"), among=known) == ["b"]


def test_what_a_unit_has_now_comes_before_what_it_handed_over() -> None:
    known = [on_record("a", "名册", at="乙局", once="甲局"), on_record("b", "名册")]
    assert meant(entry("名册"), among=known) == ["b"]


def test_both_units_may_write_the_name_of_what_was_handed_over() -> None:
    known = [on_record("a", "名册", "C1", at="乙局", once="甲局")]
    assert meant(entry("名册"), entry("名册", at="乙局"), among=known) == ["new", "a"]


def test_both_sides_are_named() -> None:
    wanted = [entry("名单", "C1"), entry("图册", "C2")]
    known = [on_record("a", "名册", "C1", at="乙局"), on_record("b", "图册", "C3")]
    units = {"甲局": "甲局", "乙局": "乙局"}
    told = list(import_identity.ambiguities(wanted, compare(wanted, known, {RECODE}), units))
    assert [(each.change, each.on_record, each.in_file, each.needs_approval) for each in told] == [
        (MOVE, ("乙局",), "甲局", True),
        (RENAME, ("名册",), "名单", True),
        (RECODE, ("C3",), "C2", False),
    ]


def field(key: str, name: str, column: str | None = None, *, is_had: bool = True) -> FieldOnRecord:
    return FieldOnRecord({"key": key, "name": name, "column_name": column}, is_had=is_had)


def fields_of(*fields: tuple[str, str | None]) -> SheetEntry:
    rows = [
        SheetField(number, {"name": name} | ({} if column is None else {"column_name": column}))
        for number, (name, column) in enumerate(fields, 2)
    ]
    return SheetEntry(2, "甲局", None, "名册", {"name": "名册"}, rows)


@pytest.mark.parametrize(
    ("wanted", "known", "change", "sides"),
    [
        ([("新名", "A")], [field("a", "旧名", "A")], RENAME_FIELD, ("旧名（A）",)),
        (
            [("新名", "A")],
            [field("a", "旧名", "A"), field("b", "又名", "A")],
            None,
            ("旧名（A）", "又名（A）"),
        ),
        ([("新名", "A"), ("另名", "A")], [field("a", "旧名", "A")], None, ("旧名（A）",)),
        # By its name it is the one, by its column the other.
        ([("一", "B")], [field("a", "一", "A"), field("b", "二", "B")], None, ("二（B）",)),
        # Names or columns have changed places.
        (
            [("一", "B"), ("新", "B")],
            [field("a", "一", "A"), field("b", "二", "B")],
            None,
            ("二（B）",),
        ),
        ([("新", "A"), ("一", "C")], [field("a", "一", "A")], None, ("一（A）",)),
        # What was removed once would come back into a column that another has by now.
        (
            [("一", "A")],
            [field("a", "一", "A", is_had=False), field("b", "二", "A")],
            None,
            ("二（A）",),
        ),
    ],
)
def test_a_field_in_the_column_of_another(
    wanted: Any, known: list[FieldOnRecord], change: IdentityChange | None, sides: tuple[str, ...]
) -> None:
    drafts, told = compare_fields(fields_of(*wanted), known, ())
    assert drafts == []
    assert {(each.change, each.on_record) for each in told} == {(change, sides)}
    drafts, told = compare_fields(fields_of(*wanted), known, {RENAME_FIELD})
    assert [draft.key for draft in drafts] == (["a"] if change else [])
    assert all(each.needs_approval is (change is None) for each in told)


@pytest.mark.parametrize(
    ("wanted", "known", "meant"),
    [
        (("一", "A"), [field("a", "一", "A"), field("b", "二", "A")], "a"),
        (("一", "B"), [field("a", "一", "A")], "a"),
        (("一", None), [field("a", "一", "A")], "a"),
        (("新", "a"), [field("a", "一", "A")], None),
        (("新", "A"), [field("a", "一", "A", is_had=False)], None),
        (("新", None), [field("a", "一", None)], None),
    ],
)
def test_a_field_that_nobody_confuses(
    wanted: tuple[str, str | None], known: list[FieldOnRecord], meant: str | None
) -> None:
    drafts, told = compare_fields(fields_of(wanted), known, ())
    assert ([draft.key for draft in drafts], told) == ([meant], [])


def test_a_field_that_is_held_back_stays_in_its_column_for_the_others() -> None:
    known = [field("a", "姓名", "A"), field("b", "住址", "B")]
    drafts, told = compare_fields(
        fields_of(("姓名", "B"), ("电话", "A"), ("生日", "C")), known, {RENAME_FIELD}
    )
    assert [draft.attributes["name"] for draft in drafts] == ["生日"]
    assert [(each.field, each.on_record, each.change) for each in told] == [
        ("姓名", ("住址（B）",), None),
        ("电话", ("姓名（A）",), None),
    ]
