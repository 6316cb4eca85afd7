"""The conditions that the decision turns on: coverage, freshness, purpose, secrecy."""

import datetime as dt

import pytest

from graph_catalog.collection.verdict.classified import classified_markers
from graph_catalog.collection.verdict.covering import Gap, gaps
from graph_catalog.collection.verdict.freshness import GRACE, is_stale
from graph_catalog.collection.verdict.grants import covers_purpose
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.entries import UpdateCycle

DAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("offered", "wanted", "missing"),
    [
        (Coverage(), Coverage(region="330211"), ()),
        (Coverage(region="330200"), Coverage(region="330211"), ()),
        (Coverage(region="330211"), Coverage(region="330211"), ()),
        (Coverage(region="330211"), Coverage(region="330200"), (Gap.REGION,)),
        (Coverage(region="330211"), Coverage(region="330212"), (Gap.REGION,)),
        (Coverage(region="330211"), Coverage(), (Gap.REGION,)),
        (Coverage(population="户籍人口"), Coverage(population="户籍人口/老年人"), ()),
        (Coverage(population="老年"), Coverage(population="老年人"), (Gap.POPULATION,)),
        (
            Coverage(period_to=dt.date(2024, 12, 31)),
            Coverage(period_to=dt.date(2025, 12, 31)),
            (Gap.PERIOD,),
        ),
        (Coverage(period_from=dt.date(2020, 1, 1)), Coverage(), ()),
        (Coverage(period_to=dt.date(2024, 12, 31)), Coverage(), (Gap.PERIOD,)),
        (Coverage(period_to=DAY), Coverage(), ()),
        (Coverage(period_to=DAY - dt.timedelta(days=1)), Coverage(period_from=DAY), (Gap.PERIOD,)),
        (Coverage(period_from=DAY + dt.timedelta(days=1)), Coverage(), (Gap.PERIOD,)),
        (
            Coverage(period_from=dt.date(2020, 1, 1)),
            Coverage(period_from=dt.date(2019, 12, 31)),
            (Gap.PERIOD,),
        ),
    ],
)
def test_what_an_offer_leaves_out(
    offered: Coverage, wanted: Coverage, missing: tuple[Gap, ...]
) -> None:
    assert gaps(offered, wanted, DAY) == missing


def test_a_cycle_that_is_not_known_is_taken_to_serve() -> None:
    assert (
        gaps(Coverage(), Coverage(), DAY, offered_cycle=None, wanted_cycle=UpdateCycle.DAILY) == ()
    )


@pytest.mark.parametrize(
    ("cycle", "days", "stale"),
    [
        (UpdateCycle.DAILY, 1 + GRACE.days, False),
        (UpdateCycle.DAILY, 2 + GRACE.days, True),
        (UpdateCycle.YEARLY, 366, False),
        (UpdateCycle.YEARLY, 367 + GRACE.days, True),
        (UpdateCycle.IRREGULAR, 4000, False),
        (UpdateCycle.OTHER, 4000, False),
        (None, 4000, False),
    ],
)
def test_data_are_stale_after_their_cycle_and_the_grace(
    cycle: UpdateCycle | None, days: int, *, stale: bool
) -> None:
    assert is_stale(cycle, DAY - dt.timedelta(days=days), DAY) is stale


def test_data_of_unknown_age_are_not_called_stale() -> None:
    assert not is_stale(UpdateCycle.DAILY, None, DAY)


@pytest.mark.parametrize(
    ("granted", "planned", "covered"),
    [
        ("社会救助", "社会救助资格审核", True),
        ("社会救助", "社会救助", True),
        ("社会救助资格审核", "社会救助", False),
        ("社会救助", "", False),
        ("", "社会救助", False),
    ],
)
def test_a_grant_serves_its_own_purpose_and_what_lies_within(
    granted: str, planned: str, *, covered: bool
) -> None:
    assert covers_purpose(granted, planned) is covered


@pytest.mark.parametrize(
    "text",
    [
        "国家秘密事项清单",
        "涉密人员姓名",
        "【机密】装备编号",
        "密级：秘密",
        "绝密★30年",
        "秘密级文件",
    ],
)
def test_a_claim_of_secrecy_is_classified(text: str) -> None:
    assert classified_markers(text)


@pytest.mark.parametrize(
    "text",
    [
        "是否涉密",
        "涉密标志",
        "密级",
        "保密协议编号",
        "商业秘密",
        "非涉密信息",
        "不涉及国家秘密",
        "加密方式",
        "解密日期",
        "",
    ],
)
def test_a_question_about_secrecy_is_not_classified(text: str) -> None:
    assert classified_markers(text) == ()
