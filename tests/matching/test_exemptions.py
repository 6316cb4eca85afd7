"""Exemptions by their kinds (domain.md §5.3), what they cover, and what is said of them."""

import collections
import datetime as dt
import itertools
import random

import pytest

from graph_catalog.collection.verdict.exemptions import ExemptionKind, KnownExemption
from graph_catalog.language import Language, speaking
from graph_catalog.model import coverage
from graph_catalog.model.answers import FieldVerdictKind
from graph_catalog.model.coverage import Coverage
from tests.matching.plans import BIRTH, TODAY, decide_birth, held, planned

REASONS = {
    "仅作关联键": ExemptionKind.JOIN_KEY,
    "法定单独采集": ExemptionKind.STATUTORY,
    "多源校核": ExemptionKind.CROSS_CHECK,
    "应急联络": ExemptionKind.EMERGENCY,
    "统计口径不同": ExemptionKind.OTHER_DEFINITION,
    "统计时期不同": ExemptionKind.OTHER_DEFINITION,
    "其他": ExemptionKind.OTHER,
}
"""As an officer writes them: join key only, statutory, cross-check, emergency, other period or definition."""


def exemption(reason: str = "其他", **known: object) -> KnownExemption:
    facts = {
        "key": "x",
        "basis": "会议纪要〔2026〕1号",
        "valid_from": dt.date(2026, 1, 1),
        "valid_to": dt.date(2027, 1, 1),
        "kind": ExemptionKind.read(reason),
        "reason": reason,
    }
    return KnownExemption(**facts | known)  # type: ignore[arg-type]  # facts of any type


def test_every_kind_of_exemption_has_a_reason_here() -> None:
    assert set(REASONS.values()) == set(ExemptionKind)


@pytest.mark.parametrize(("reason", "kind"), REASONS.items())
def test_each_kind_is_read_from_its_reason_lets_collect_and_says_its_duty(
    reason: str, kind: ExemptionKind
) -> None:
    assert ExemptionKind.read(reason) is kind
    one = decide_birth(held(), exemptions={BIRTH: (exemption(reason),)})
    assert one.verdict is FieldVerdictKind.EXEMPT
    assert reason in one.why
    assert kind.duty in one.why
    assert "会议纪要〔2026〕1号" in one.why
    assert "公安分局" in one.why


def test_the_day_told_is_the_last_on_which_it_holds() -> None:
    one = decide_birth(held(), exemptions={BIRTH: (exemption(),)})
    assert "有效至 2026-12-31" in one.why
    with speaking(Language.ENGLISH):
        told = decide_birth(held(), exemptions={BIRTH: (exemption(),)}).why
    assert "until 2026-12-31" in told


def test_an_exemption_without_an_end_says_that_it_wants_one() -> None:
    one = decide_birth(held(), exemptions={BIRTH: (exemption(valid_to=dt.date.max),)})
    assert one.verdict is FieldVerdictKind.EXEMPT
    assert "未定终止日期" in one.why


@pytest.mark.parametrize(
    ("given_for", "wanted", "covered"),
    [
        (Coverage(region="330211001"), Coverage(), False),
        (Coverage(region="330211001"), Coverage(region="330211001"), True),
        (Coverage(region="330211001"), Coverage(region="330211002"), False),
        (Coverage(region="330211001"), Coverage(region="330211"), False),
        (Coverage(population="户籍人口"), Coverage(population="户籍人口/老年人"), True),
        (Coverage(population="户籍人口"), Coverage(population="流动人口"), False),
    ],
)
def test_an_exemption_for_some_does_not_let_collect_from_others(
    given_for: Coverage, wanted: Coverage, *, covered: bool
) -> None:
    one = decide_birth(
        held(),
        field=planned("出生日期", coverage=wanted),
        exemptions={BIRTH: (exemption(coverage=given_for),)},
    )
    assert one.verdict is (FieldVerdictKind.EXEMPT if covered else FieldVerdictKind.OBTAINABLE)


def test_an_exemption_covers_a_plan_just_where_it_holds_all_of_it_and_says_so_where_it_does_not() -> (
    None
):
    days = (None, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    coverages = [
        Coverage(region=region, population=people, period_from=start, period_to=end)
        for region in ("*", "990211", "990211001")
        for people in ("*", "学生", "中小学生", "老年人")
        for start, end in itertools.product(days, days)
        if start is None or end is None or start <= end
    ]
    counts = collections.Counter[FieldVerdictKind]()
    for given_for, wanted in random.Random(7).choices(  # noqa: S311
        list(itertools.product(coverages, coverages)), k=600
    ):
        one = decide_birth(
            held(),
            field=planned("出生日期", coverage=wanted),
            exemptions={BIRTH: (exemption(coverage=given_for),)},
        )
        is_exempt = coverage.holds(given_for, wanted)
        counts[one.verdict] += 1
        assert (one.verdict is FieldVerdictKind.EXEMPT) == is_exempt, (given_for, wanted)
        is_for_a_part = not is_exempt and coverage.overlaps(given_for, wanted)
        assert (coverage.worded(given_for) in one.why) >= is_for_a_part, one.why
    assert len(counts) == 2


def test_an_exemption_that_is_over_is_told_with_its_last_day() -> None:
    one = decide_birth(held(), exemptions={BIRTH: (exemption(valid_to=TODAY),)})
    assert one.verdict is FieldVerdictKind.OBTAINABLE
    assert "2026-03-01 终止" in one.why


def test_of_several_the_one_that_holds_longest_is_told() -> None:
    longer = exemption("法定单独采集", key="y", valid_to=dt.date(2030, 1, 1))
    one = decide_birth(held(), exemptions={BIRTH: (exemption(), longer)})
    assert "有效至 2029-12-31" in one.why
