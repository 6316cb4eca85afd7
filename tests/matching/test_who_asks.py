"""Who asks: the source itself, one that was granted or refused, one that holds a copy; and of which level."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from graph_catalog.collection.verdict.plan import AppliedGrant
from graph_catalog.model.answers import FieldVerdictKind, SourceStanding
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.entries import EntryStatus, Listing, SharingClass, UpdateCycle
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.systems import SourceLevel
from tests.matching.plans import BIRTH, decide, decide_birth, held, plan, planned

K = FieldVerdictKind
PURPOSE = "住房保障资格审核"


def grant(
    status: AgreementStatus = AgreementStatus.GRANTED, purpose: str = PURPOSE, **known: Any
) -> AppliedGrant:
    facts: dict[str, Any] = {"valid_from": dt.date(2025, 1, 1), "code": "DH-1"}
    return AppliedGrant("g", "people", status, purpose=purpose, **facts | known)


def test_a_refusal_with_a_legal_basis_is_lawful_and_accuses_nobody() -> None:
    refused = grant(AgreementStatus.REFUSED, reason="《精神卫生法》第四条")
    one = decide_birth(held(sharing_class=SharingClass.CONDITIONAL), grants=(refused,))
    assert one.verdict is K.HELD_NOT_SHARED
    assert "《精神卫生法》第四条" in one.why
    assert "DH-1" in one.why


def test_a_refusal_without_a_basis_is_a_gap_in_supply() -> None:
    one = decide_birth(held(), grants=(grant(AgreementStatus.REFUSED),))
    assert one.verdict is K.SUPPLY_GAP
    assert "第二十条" in one.why


def test_a_refusal_for_another_purpose_says_nothing() -> None:
    refused = grant(AgreementStatus.REFUSED, "人才引进")
    assert decide_birth(held(), grants=(refused,)).verdict is K.OBTAINABLE


def test_a_refusal_is_over_when_the_unit_applies_again() -> None:
    refused = grant(AgreementStatus.REFUSED)
    again = grant(AgreementStatus.PENDING, valid_from=dt.date(2026, 2, 1), code="DH-2")
    one = decide_birth(held(), grants=(refused, again))
    assert one.verdict is K.OBTAINABLE
    assert "DH-2 待答复" in one.why
    assert "不必重复申请" in one.why


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"valid_to": dt.date(2026, 1, 1)}, "已于 2025-12-31 终止"),
        ({"status": AgreementStatus.ENDED, "valid_to": dt.date(2026, 1, 1)}, "终止"),
        ({"purpose": "人才引进"}, "用途是“人才引进”，不涵盖本方案"),
    ],
)
def test_a_grant_that_does_not_do_is_told_with_why(known: dict[str, Any], told: str) -> None:
    one = decide_birth(held(), grants=(grant(**known),))
    assert one.verdict is K.OBTAINABLE
    assert told in one.why


@pytest.mark.parametrize(
    "spoilt",
    [
        {"status": EntryStatus.WITHDRAWN},
        {"update_cycle": UpdateCycle.MONTHLY, "last_updated_on": dt.date(2025, 6, 1)},
    ],
)
def test_a_grant_of_what_no_longer_comes_does_not_bar_collecting(spoilt: dict[str, Any]) -> None:
    assert decide_birth(held(**spoilt), grants=(grant(),)).verdict is K.SUPPLY_GAP


def test_a_grant_outlives_the_sharing_period_of_the_offer() -> None:
    over = held(sharing_to=dt.date(2025, 12, 31))
    assert decide_birth(over, grants=(grant(),)).verdict is K.ALREADY_HELD


def test_a_grant_of_a_copy_is_a_right_to_the_datum() -> None:
    library = held(unit="bureau", dataset="library", acquisition=Acquisition.SHARED, origin=held())
    of_library = replace(grant(), dataset_key="library")
    one = decide_birth(library, held(), grants=(of_library,))
    assert one.verdict is K.ALREADY_HELD
    assert "bureau" in one.why


def test_a_grant_that_covers_one_street_leaves_the_rest_to_collect() -> None:
    street = held(coverage=Coverage(region="330211001"))
    assert decide_birth(street, grants=(grant(),)).verdict is K.PARTLY_OBTAINABLE


def test_a_source_that_asks_uses_its_own_list_and_is_told_when_that_is_behind() -> None:
    own = held(
        unit="housing", update_cycle=UpdateCycle.MONTHLY, last_updated_on=dt.date(2025, 6, 1)
    )
    one = decide_birth(own)
    assert one.verdict is K.ALREADY_HELD
    assert "请先更新" in one.why


def test_a_street_that_asks_means_its_own_street() -> None:
    own = held(unit="housing", coverage=Coverage(region="330211001"))
    assert decide_birth(own).verdict is K.ALREADY_HELD
    wider = planned("出生日期", coverage=Coverage(region="330211"))
    assert decide_birth(own, field=wider).verdict is K.PARTLY_OBTAINABLE


def test_an_own_list_of_some_persons_is_no_answer_for_everybody() -> None:
    own = held(unit="housing", coverage=Coverage(population="80周岁以上老年人"))
    one = decide_birth(own)
    assert one.verdict is K.PARTLY_OBTAINABLE
    assert "80周岁以上老年人" in one.why


def test_own_data_in_an_entry_that_was_withdrawn_are_told_to_be_ones_own() -> None:
    one = decide_birth(held(unit="housing", status=EntryStatus.WITHDRAWN))
    assert one.verdict is K.UNSOURCED
    assert "只有本单位持有" in one.why


@pytest.mark.parametrize(
    ("offered", "wanted"),
    [
        (Coverage(region="330211001"), Coverage(region="330211002")),
        (Coverage(period_to=dt.date(2019, 12, 31)), Coverage(period_from=dt.date(2020, 1, 1))),
    ],
)
def test_what_lies_wholly_elsewhere_is_nothing_to_a_plan(
    offered: Coverage, wanted: Coverage
) -> None:
    one = decide_birth(held(coverage=offered), field=planned("出生日期", coverage=wanted))
    assert one.verdict is K.NEW
    assert "在方案所述范围内" in one.why


def test_a_list_of_teachers_bars_nobody_from_asking_others() -> None:
    teachers = held(dataset_name="教师基本信息", kinds=frozenset({"教师"}))
    one = decide_birth(teachers)
    assert one.verdict is K.PARTLY_OBTAINABLE
    assert "只涉及教师" in one.why
    assert decide_birth(teachers, kinds={0: frozenset({"教师", "自然人"})}).verdict is K.OBTAINABLE


def test_a_list_of_some_that_is_the_designated_source_stands_for_all() -> None:
    teachers = held(kinds=frozenset({"教师"}), is_designated=True)
    assert decide_birth(teachers).verdict is K.OBTAINABLE


def test_a_source_designated_for_others_is_not_the_source_for_this_plan() -> None:
    elsewhere = held(is_designated=True, designated_for=(Coverage(region="3303"),))
    here = planned("出生日期", coverage=Coverage(region="330211"))
    assert decide_birth(elsewhere, field=here).standing is SourceStanding.SOLE_HOLDER
    there = planned("出生日期", coverage=Coverage(region="330301"))
    assert decide_birth(elsewhere, field=there).standing is SourceStanding.DESIGNATED


def test_a_provincial_body_comes_before_a_district_that_uses_a_state_system() -> None:
    province = held(dataset="province", unit="province", unit_level=SourceLevel.PROVINCE)
    district = held(dataset="schools", unit="schools", source_level=SourceLevel.STATE)
    assert decide_birth(district, province).provider_key == "province"


def test_a_districts_copy_of_unknown_origin_is_no_source_and_an_upper_librarys_is() -> None:
    copy: dict[str, Any] = {"acquisition": Acquisition.SHARED}
    one = decide_birth(held(**copy))
    assert one.verdict is K.UNSOURCED
    assert "来源（血缘）没有登记" in one.why
    assert decide_birth(held(**copy, unit_level=SourceLevel.CITY)).verdict is K.OBTAINABLE


def test_an_origin_that_is_on_record_itself_is_named_with_its_own_standing() -> None:
    origin = held(is_designated=True)
    copy = held(unit="health", dataset="copy", listing=Listing.RECEIVED, origin=held())
    assert decide_birth(copy, origin).standing is SourceStanding.DESIGNATED


def test_what_is_to_be_shared_is_told_whom_to_ask() -> None:
    field = planned("出生日期", acquisition=Acquisition.SHARED)
    found = decide(plan(field), {BIRTH: (held(),)})
    assert found.fields[0].verdict is K.NOT_COLLECTED
    assert "尚无生效的授权" in found.fields[0].why
    granted = decide(plan(field), {BIRTH: (held(),)}, grants=(grant(),))
    assert "已有授权 DH-1" in granted.fields[0].why
