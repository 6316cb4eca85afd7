"""Every row of the decision table by its number and name, with a smallest case; a row without one fails."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from graph_catalog.collection.verdict.decided import ClassifiedPlan, DecidedField, PlanVerdict
from graph_catalog.collection.verdict.exemptions import KnownExemption
from graph_catalog.collection.verdict.plan import Holdings, identifiers
from graph_catalog.collection.verdict.verdict import verdict
from graph_catalog.collection.verdict.verdict_table import ROWS, TABLE
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.answers import FieldVerdictKind
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.entries import EntryStatus, SharingClass
from graph_catalog.model.enums.fields import Acquisition
from tests.matching.plans import BIRTH, CITIZEN, TODAY, decide_birth, held, plan, planned

_REFUSED = "REFUSED"


def _refused() -> ClassifiedPlan | PlanVerdict:
    return verdict(plan(planned("涉密人员编号")), Holdings())


def _identifier() -> DecidedField:
    asked = plan(planned("公民身份号码"), planned("出生日期", 1))
    found = verdict(
        asked,
        Holdings(
            by_datum={CITIZEN: (held(field="id"),), BIRTH: (held(),)},
            identifiers=identifiers(asked, lexicon.current()),
        ),
    )
    assert isinstance(found, PlanVerdict)
    return found.fields[0]


def _exempt() -> DecidedField:
    exemption = KnownExemption("x", "会议纪要", dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    return decide_birth(held(), exemptions={BIRTH: (exemption,)})


def _partly() -> DecidedField:
    return decide_birth(
        held(coverage=Coverage(region="330211")), field=planned("出生日期", coverage=Coverage())
    )


def _closed() -> DecidedField:
    return decide_birth(
        held(sharing_class=SharingClass.NOT_SHARED, sharing_reason="个人隐私", legal_basis="某法")
    )


CASES: dict[tuple[int, str], Callable[[], object]] = {
    (1, _REFUSED): _refused,
    (2, "NOT_COLLECTED"): lambda: decide_birth(
        held(), field=planned("出生日期", acquisition=Acquisition.GENERATED)
    ),
    (3, "REVIEW"): lambda: decide_birth(held(confidence=SURE - 0.1)),
    (4, "EXEMPT"): _exempt,
    (5, "IDENTIFIER"): _identifier,
    (6, "ALREADY_HELD"): lambda: decide_birth(held(unit="housing")),
    (7, "OBTAINABLE"): lambda: decide_birth(held()),
    (8, "OBTAINABLE_ON_REQUEST"): lambda: decide_birth(
        held(sharing_class=SharingClass.CONDITIONAL)
    ),
    (9, "PARTLY_OBTAINABLE"): _partly,
    (10, "HELD_NOT_SHARED"): _closed,
    (11, "SUPPLY_GAP"): lambda: decide_birth(held(status=EntryStatus.WITHDRAWN)),
    (12, "UNSOURCED"): lambda: decide_birth(held(status=EntryStatus.DRAFT)),
    (13, "NEW"): decide_birth,
}


def test_every_row_of_the_table_has_a_case_here() -> None:
    rows = {(row.number, row.verdict.value if row.verdict else _REFUSED) for row in TABLE}
    assert CASES.keys() == rows
    assert {name for _, name in CASES} - {_REFUSED} == {kind.value for kind in FieldVerdictKind}


@pytest.mark.parametrize(("row", "case"), CASES.items(), ids=[row for _, row in CASES])
def test_a_row_holds_in_its_case(row: tuple[int, str], case: Callable[[], object]) -> None:
    found = case()
    if isinstance(found, DecidedField):
        assert (ROWS[found.verdict].number, found.verdict.value) == row
        assert all(article in found.why for article in ROWS[found.verdict].articles)
    else:
        assert isinstance(found, ClassifiedPlan)
        assert row[1] == _REFUSED


_FALLS_TO = [
    ("NOT_COLLECTED", "REVIEW"),
    ("REVIEW", "EXEMPT"),
    ("EXEMPT", "OBTAINABLE"),
    ("ALREADY_HELD", "OBTAINABLE"),
    ("OBTAINABLE", "OBTAINABLE_ON_REQUEST"),
    ("OBTAINABLE_ON_REQUEST", "PARTLY_OBTAINABLE"),
    ("PARTLY_OBTAINABLE", "HELD_NOT_SHARED"),
    ("HELD_NOT_SHARED", "SUPPLY_GAP"),
    ("SUPPLY_GAP", "UNSOURCED"),
    ("UNSOURCED", "NEW"),
]
"""Each row with the one that comes next, where both can hold for one field."""

_OFFERS = {
    "ALREADY_HELD": held(unit="housing", dataset="own"),
    "OBTAINABLE": held(dataset="open"),
    "OBTAINABLE_ON_REQUEST": held(dataset="asked", sharing_class=SharingClass.CONDITIONAL),
    "PARTLY_OBTAINABLE": held(dataset="part", coverage=Coverage(region="330211")),
    "HELD_NOT_SHARED": held(
        dataset="kept",
        sharing_class=SharingClass.NOT_SHARED,
        sharing_reason="个人隐私",
        legal_basis="某法",
    ),
    "SUPPLY_GAP": held(dataset="gone", status=EntryStatus.WITHDRAWN),
    "UNSOURCED": held(dataset="draft", status=EntryStatus.DRAFT),
}


@pytest.mark.parametrize(
    ("first", "second"), [pair for pair in _FALLS_TO if pair[0] in _OFFERS and pair[1] in _OFFERS]
)
def test_of_two_rows_that_hold_the_first_decides(first: str, second: str) -> None:
    offers = (_OFFERS[second], _OFFERS[first])
    assert decide_birth(*offers).verdict.value == first
    assert decide_birth(*reversed(offers)).verdict.value == first


def test_what_is_not_collected_comes_before_a_review() -> None:
    field = planned("出生日期", acquisition=Acquisition.SHARED)
    assert decide_birth(held(confidence=SURE - 0.1), field=field).verdict.value == "NOT_COLLECTED"


def test_a_review_comes_before_an_exemption_and_an_exemption_before_an_offer() -> None:
    exemption = KnownExemption("x", "会议纪要", dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    known = {BIRTH: (exemption,)}
    unsure = decide_birth(held(confidence=SURE - 0.1), exemptions=known)
    assert unsure.verdict.value == "REVIEW"
    assert decide_birth(held(unit="housing"), exemptions=known).verdict.value == "EXEMPT"
    over = replace(exemption, valid_to=TODAY)
    assert decide_birth(held(), exemptions={BIRTH: (over,)}).verdict.value == "OBTAINABLE"
