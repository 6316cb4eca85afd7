import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from graph_catalog.collection.verdict.decided import ClassifiedPlan
from graph_catalog.collection.verdict.evidence import StepKind
from graph_catalog.collection.verdict.exemptions import KnownExemption
from graph_catalog.collection.verdict.faults import Fault
from graph_catalog.collection.verdict.plan import AppliedGrant, Holding, Holdings
from graph_catalog.collection.verdict.sight import Sight
from graph_catalog.collection.verdict.verdict import verdict
from graph_catalog.collection.verdict.verdict_table import ROWS, TABLE
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.answers import CollectionVerdict, FieldVerdictKind, SourceStanding
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.entries import EntryStatus, Listing, SharingClass, UpdateCycle
from graph_catalog.model.enums.fields import Acquisition
from tests.matching.plans import (
    BIRTH,
    CITIZEN,
    TODAY,
    decide,
    decide_birth,
    held,
    plan,
    planned,
    read_as,
)

K = FieldVerdictKind


def test_row_1_a_classified_field_refuses_the_whole_plan() -> None:
    found = verdict(plan(planned("姓名"), planned("涉密人员编号", 1)), Holdings())
    assert isinstance(found, ClassifiedPlan)
    assert (found.fields, found.markers) == ((1,), ("涉密",))
    assert "第三十条" in found.message


def test_row_1_a_classified_purpose_refuses_the_plan_as_well() -> None:
    found = verdict(plan(planned("姓名"), purpose="国家秘密载体登记"), Holdings())
    assert isinstance(found, ClassifiedPlan)
    assert found.fields == ()


@pytest.mark.parametrize(
    "acquisition", [Acquisition.SHARED, Acquisition.GENERATED, Acquisition.DERIVED]
)
def test_row_2_what_is_not_collected_is_told_so_whoever_holds_it(acquisition: Acquisition) -> None:
    field = planned("出生日期", acquisition=acquisition)
    assert decide_birth(held(), field=field).verdict is K.NOT_COLLECTED


def test_row_3_an_unsure_reading_accuses_nobody() -> None:
    field = replace(planned("出生日期"), alignment=read_as(0.7, _birth()))
    one = decide_birth(held(), field=field)
    assert one.verdict is K.REVIEW
    assert one.candidates == field.alignment.candidates


def test_row_3_an_unsure_holder_accuses_nobody() -> None:
    assert decide_birth(held(confidence=SURE - 0.1)).verdict is K.REVIEW


def test_row_3_another_reading_that_is_offered_is_worth_a_look() -> None:
    other = DatumKey("自然人.死亡日期", "自然人", "死亡日期")
    field = replace(planned("日期"), alignment=read_as(0.7, other, _birth()))
    assert decide_birth(held(), field=field).verdict is K.REVIEW


def test_row_3_does_not_arise_where_the_unsure_match_would_bar_nothing() -> None:
    draft = held(confidence=SURE - 0.1, status=EntryStatus.DRAFT)
    assert decide_birth(draft).verdict is K.NEW


def test_row_4_a_live_exemption_wins_over_an_offer() -> None:
    exemption = KnownExemption("x", "多源校核", dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    one = decide_birth(held(), exemptions={BIRTH: (exemption,)})
    assert one.verdict is K.EXEMPT
    assert "多源校核" in one.why
    assert StepKind.EXEMPTION in {step.kind for step in one.evidence}


def test_row_4_needs_an_exemption_that_is_live_on_the_day() -> None:
    ended = KnownExemption("x", "应急", dt.date(2025, 1, 1), TODAY)
    assert decide_birth(held(), exemptions={BIRTH: (ended,)}).verdict is K.OBTAINABLE


def test_row_5_an_identifier_that_opens_a_dataset_is_asked_once() -> None:
    asked = plan(planned("公民身份号码"), planned("出生日期", 1))
    number = held(field="id")
    found = decide(asked, {CITIZEN: (number,), BIRTH: (held(),)})
    assert [one.verdict for one in found.fields] == [K.IDENTIFIER, K.OBTAINABLE]
    assert "出生日期" in found.fields[0].why
    assert (found.verdict, found.fields_to_keep) == (CollectionVerdict.DO_NOT_COLLECT, (0,))


def test_row_5_needs_the_identifier_in_the_very_dataset_that_the_other_comes_from() -> None:
    asked = plan(planned("公民身份号码"), planned("出生日期", 1))
    elsewhere = held(dataset="schools", unit="education", field="id")
    found = decide(asked, {CITIZEN: (elsewhere,), BIRTH: (held(),)})
    assert [one.verdict for one in found.fields] == [K.OBTAINABLE, K.OBTAINABLE]


def test_row_5_two_identifiers_do_not_excuse_each_other() -> None:
    asked = plan(planned("公民身份号码"), planned("证件号码", 1))
    both = {CITIZEN: (held(field="id"),), "自然人.身份证件号码|": (held(field="document"),)}
    assert [one.verdict for one in decide(asked, both).fields] == [K.OBTAINABLE, K.OBTAINABLE]


def test_row_6_a_unit_uses_what_it_has_itself() -> None:
    one = decide_birth(held(unit="housing"), held())
    assert (one.verdict, one.provider_key) == (K.ALREADY_HELD, "housing")


def test_row_6_a_collection_beside_the_designated_source_makes_no_source() -> None:
    one = decide_birth(held(unit="housing"), held(is_designated=True))
    assert (one.verdict, one.provider_key) == (K.OBTAINABLE, held().unit_key)


def test_row_6_a_table_of_its_own_makes_no_source_while_others_hold_the_datum() -> None:
    one = decide_birth(
        held(unit="housing", listing=Listing.UNLISTED), held(status=EntryStatus.DRAFT)
    )
    assert one.verdict is K.UNSOURCED


def test_row_6_a_table_of_its_own_is_used_where_nobody_else_holds_the_datum() -> None:
    assert decide_birth(held(unit="housing", listing=Listing.UNLISTED)).verdict is K.ALREADY_HELD


def test_row_6_a_unit_uses_what_it_was_granted_for_such_a_purpose() -> None:
    one = decide_birth(held(), grants=(_grant("住房保障"),))
    assert one.verdict is K.ALREADY_HELD
    assert StepKind.AGREEMENT in {step.kind for step in one.evidence}


@pytest.mark.parametrize(
    "grant_purpose",
    ["人才引进", "住房保障资格审核及年度复核", ""],
)
def test_row_6_a_grant_for_another_or_narrower_purpose_does_not_do(grant_purpose: str) -> None:
    assert decide_birth(held(), grants=(_grant(grant_purpose),)).verdict is K.OBTAINABLE


def test_row_7_an_unconditional_offer_bars_collecting() -> None:
    one = decide_birth(held())
    assert (one.verdict, one.standing) == (K.OBTAINABLE, SourceStanding.SOLE_HOLDER)
    assert (one.provider_key, one.source_key, one.source_field_key) == (
        "police",
        "people",
        "people.birth",
    )
    assert one.provisions == ("第十五条第二款", "第二十一条")
    assert "公安分局" in one.why


@pytest.mark.parametrize(
    "offer",
    [
        {"sharing_class": SharingClass.CONDITIONAL},
        {"sharing_class": SharingClass.NOT_SHARED, "offers_masked": True},
    ],
)
def test_row_8_a_conditional_or_masked_offer_is_to_be_applied_for(offer: dict[str, Any]) -> None:
    assert decide_birth(held(**offer)).verdict is K.OBTAINABLE_ON_REQUEST


@pytest.mark.parametrize(
    ("offered", "wanted"),
    [
        (Coverage(region="330211"), Coverage(region="3302")),
        (Coverage(population="户籍人口"), Coverage(population="流动人口")),
        (Coverage(period_from=dt.date(2020, 1, 1)), Coverage(period_from=dt.date(2015, 1, 1))),
    ],
)
def test_row_9_an_offer_that_covers_less_leaves_the_rest_to_collect(
    offered: Coverage, wanted: Coverage
) -> None:
    one = decide_birth(held(coverage=offered), field=planned("出生日期", coverage=wanted))
    assert one.verdict is K.PARTLY_OBTAINABLE


@pytest.mark.parametrize(
    ("offered", "wanted"),
    [("男性", "女性"), ("孕产妇", "男性"), ("80周岁以上老年人", "户籍人口/儿童")],
)
def test_what_is_of_people_of_whom_nobody_is_meant_is_no_offer(offered: str, wanted: str) -> None:
    field = planned("出生日期", coverage=Coverage(population=wanted))
    assert decide_birth(held(coverage=Coverage(population=offered)), field=field).verdict is K.NEW


def test_row_9_an_offer_that_comes_too_seldom_leaves_the_rest_to_collect() -> None:
    field = planned("出生日期", cycle=UpdateCycle.DAILY)
    assert decide_birth(held(update_cycle=UpdateCycle.YEARLY), field=field).verdict is (
        K.PARTLY_OBTAINABLE
    )


def test_row_10_what_is_lawfully_kept_may_be_collected() -> None:
    one = decide_birth(_closed(sharing_reason="个人隐私", legal_basis="个人信息保护法第六条"))
    assert one.verdict is K.HELD_NOT_SHARED
    assert "个人信息保护法第六条" in one.why


@pytest.mark.parametrize(
    ("offer", "fault"),
    [
        ({"status": EntryStatus.WITHDRAWN}, Fault.WITHDRAWN),
        ({"sharing_to": dt.date(2026, 3, 1)}, Fault.ENDED),
        ({"sharing_from": dt.date(2026, 3, 3)}, Fault.NOT_BEGUN),
        (
            {"update_cycle": UpdateCycle.MONTHLY, "last_updated_on": dt.date(2025, 6, 1)},
            Fault.STALE,
        ),
        ({"sharing_class": SharingClass.NOT_SHARED}, Fault.WITHOUT_BASIS),
        (
            {"sharing_class": SharingClass.NOT_SHARED, "sharing_reason": "个人隐私"},
            Fault.WITHOUT_BASIS,
        ),
    ],
)
def test_row_11_an_offer_that_does_not_hold_is_a_supply_gap(
    offer: dict[str, Any], fault: Fault
) -> None:
    one = decide_birth(held(**offer))
    assert one.verdict is K.SUPPLY_GAP
    assert one.offer is not None
    assert one.offer.fault is fault
    assert fault.article in one.provisions


def test_row_11_a_refusal_is_a_gap_for_the_unit_that_was_refused() -> None:
    refused = AppliedGrant("g", "people", AgreementStatus.REFUSED, valid_from=dt.date(2026, 2, 1))
    assert decide_birth(held(), grants=(refused,)).verdict is K.SUPPLY_GAP


def test_row_11_a_refusal_does_not_outlive_a_later_grant() -> None:
    refused = AppliedGrant("g", "people", AgreementStatus.REFUSED, valid_from=dt.date(2025, 2, 1))
    later = replace(_grant("人才引进"), valid_from=dt.date(2026, 1, 1))
    assert decide_birth(held(), grants=(refused, later)).verdict is K.OBTAINABLE


@pytest.mark.parametrize(
    "unpublished",
    [
        {"status": EntryStatus.DRAFT},
        {"listing": Listing.UNLISTED},
        {"listing": Listing.RECEIVED},
        {"sharing_class": None},
    ],
)
def test_row_12_what_nobody_published_starts_a_designation(unpublished: dict[str, Any]) -> None:
    one = decide_birth(held(**unpublished))
    assert one.verdict is K.UNSOURCED
    assert "公安分局" in one.why


def test_row_12_does_not_tell_others_what_an_unpublished_dataset_is_called() -> None:
    told = decide_birth(held(status=EntryStatus.DRAFT, dataset_name="重点人员名册"))
    one = told.shown(Sight())
    assert "重点人员名册" in str(told.evidence)
    assert (one.verdict, one.confidence) == (told.verdict, told.confidence)
    assert "重点人员名册" not in one.why + str(one.evidence)
    assert "公安分局" not in one.why + str(one.evidence)
    assert "1 个单位" in one.why
    assert one.hidden_count == len([StepKind.FIELD, StepKind.DATASET, StepKind.UNIT])


def test_row_13_what_nobody_holds_may_be_collected() -> None:
    one = decide_birth()
    assert (one.verdict, one.offer, one.evidence[2].key) == (K.NEW, None, BIRTH)


def test_every_row_of_the_table_has_its_test() -> None:
    tested = {int(name.split("_")[2]) for name in globals() if name.startswith("test_row_")}
    assert tested == {row.number for row in TABLE}
    assert set(ROWS) == set(K)


def _birth() -> DatumKey:
    return DatumKey("自然人.出生日期", "自然人", "出生日期")


def _grant(purpose: str) -> AppliedGrant:
    return AppliedGrant("g", "people", AgreementStatus.GRANTED, purpose=purpose)


def _closed(**known: Any) -> Holding:
    return held(sharing_class=SharingClass.NOT_SHARED, **known)


_UNSTATED: dict[str, Any] = {"status": EntryStatus.DRAFT, "acquisition": Acquisition.UNKNOWN}


def test_row_12_does_not_rest_on_what_is_had_in_no_known_way() -> None:
    one = decide_birth(held(**_UNSTATED))
    assert one.verdict is K.NEW
    assert "获取方式不明" in one.why
    assert any("获取方式不明" in step.text for step in one.evidence)


def test_row_12_names_those_who_are_known_to_collect_before_those_who_are_not() -> None:
    collects = held(dataset="draft", unit="housingoffice", status=EntryStatus.DRAFT)
    one = decide_birth(held(**_UNSTATED), collects)
    assert (one.verdict, one.provider_key) == (K.UNSOURCED, "housingoffice")


def test_what_is_shared_is_an_offer_however_it_was_had() -> None:
    assert decide_birth(held(acquisition=Acquisition.UNKNOWN)).verdict is K.OBTAINABLE


def test_a_plan_that_does_not_know_is_judged_as_one_that_collects() -> None:
    asked = plan(replace(planned("出生日期"), acquisition=Acquisition.UNKNOWN))
    (one,) = decide(asked, {BIRTH: (held(),)}).fields
    assert one.verdict is K.OBTAINABLE
    assert one.legal_basis_missing is not bool(asked.legal_basis)
