import pytest

from graph_catalog.collection.verdict.evidence import StepKind
from graph_catalog.collection.verdict.plan import Holding
from graph_catalog.language import Language, speaking
from graph_catalog.model.answers import (
    MOST_SHOWN,
    CollectionVerdict,
    FieldVerdictKind,
    SourceStanding,
)
from graph_catalog.model.enums.entries import Listing, SharingClass
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.systems import SourceLevel
from tests.matching.plans import (
    BIRTH,
    CITIZEN,
    decide,
    decide_birth,
    held,
    plan,
    planned,
)

K = FieldVerdictKind


def test_the_better_row_wins_over_the_better_standing() -> None:
    conditional = held(
        dataset="health", unit="health", sharing_class=SharingClass.CONDITIONAL, is_designated=True
    )
    one = decide_birth(conditional, held())
    assert (one.verdict, one.provider_key) == (K.OBTAINABLE, "police")


def test_within_a_row_the_designated_source_comes_first() -> None:
    one = decide_birth(held(), held(dataset="health", unit="health", is_designated=True))
    assert (one.provider_key, one.standing) == ("health", SourceStanding.DESIGNATED)
    assert one.alternatives == ("people",)


def test_within_a_standing_the_upper_level_comes_first() -> None:
    state = held(dataset="state", unit="ministry", source_level=SourceLevel.STATE)
    one = decide_birth(held(), state)
    assert (one.provider_key, one.standing) == ("ministry", SourceStanding.ONE_OF_SEVERAL)


def test_of_a_received_copy_the_origin_is_named() -> None:
    copy = held(unit="health", dataset="copy", listing=Listing.RECEIVED, origin=held())
    one = decide_birth(copy)
    assert (one.verdict, one.provider_key) == (K.OBTAINABLE, "police")
    assert StepKind.COPY in {step.kind for step in one.evidence}


def test_a_copy_of_ones_own_without_a_grant_is_no_holding() -> None:
    copy = held(unit="housing", dataset="copy", listing=Listing.RECEIVED, origin=held())
    assert decide_birth(copy).verdict is K.OBTAINABLE


def test_a_missing_basis_is_a_flag_beside_the_verdict() -> None:
    found = decide(plan(planned("出生日期"), legal_basis=""), {BIRTH: (held(),)})
    [one] = found.fields
    assert (one.verdict, one.legal_basis_missing) == (K.OBTAINABLE, True)
    assert "第十五条第一款" in one.provisions


@pytest.mark.parametrize(
    ("holdings", "expected", "fields_to_keep"),
    [
        ({BIRTH: (held(),), "自然人.性别|": (held(field="sex"),)}, "DO_NOT_COLLECT", ()),
        ({BIRTH: (held(),)}, "REDUCE", (1,)),
        ({BIRTH: (held(confidence=0.6),)}, "REVIEW", (0, 1)),
        ({}, "CLEAR", (0, 1)),
    ],
)
def test_the_plan_is_judged_by_its_fields(
    holdings: dict[str, tuple[Holding, ...]], expected: str, fields_to_keep: tuple[int, ...]
) -> None:
    found = decide(plan(planned("出生日期"), planned("性别", 1)), holdings)
    assert (found.verdict.value, found.fields_to_keep) == (expected, fields_to_keep)


def test_a_review_shows_the_likeliest_candidates_and_says_how_many_more_there_are() -> None:
    unsure = [
        held(
            dataset=f"list{number}",
            unit=f"unit{number}",
            confidence=0.7 - number / 100,
            is_designated=number == MOST_SHOWN + 2,
        )
        for number in range(MOST_SHOWN + 3)
    ]
    one = decide_birth(*reversed(unsure))
    assert one.verdict is K.REVIEW
    shown = [step.key for step in one.evidence if step.kind is StepKind.DATASET]
    assert shown == [f"list{number}" for number in range(MOST_SHOWN)]
    assert f"{MOST_SHOWN + 3} 个候选" in one.why
    assert "另有 3 个未列出" in one.why
    with speaking(Language.ENGLISH):
        assert "there are 3 more" in decide_birth(*unsure).why


def test_candidates_of_a_review_that_are_as_sure_are_in_the_order_of_standing_then_key() -> None:
    one = decide_birth(
        held(dataset="b", unit="b", confidence=0.7),
        held(dataset="z", unit="z", confidence=0.7, is_designated=True),
        held(dataset="a", unit="a", confidence=0.7, sharing_class=SharingClass.CONDITIONAL),
    )
    shown = [step.key for step in one.evidence if step.kind is StepKind.DATASET]
    assert shown == ["z", "a", "b"]
    assert "依据" in one.why


def test_a_source_that_two_copies_lead_to_is_one_candidate() -> None:
    copies = (
        held(unit=unit, dataset=unit, listing=Listing.RECEIVED, origin=held(), confidence=0.7)
        for unit in ("health", "schools")
    )
    one = decide_birth(*copies)
    assert [step.key for step in one.evidence if step.kind is StepKind.DATASET] == ["people"]
    assert "候选" not in one.why


def test_what_nobody_shares_shows_each_collecting_unit_once() -> None:
    tables = [
        held(unit=f"unit{number % 7}", dataset=f"table{number}", listing=Listing.UNLISTED)
        for number in range(21)
    ]
    one = decide_birth(*tables)
    assert one.verdict is K.UNSOURCED
    units = [step.key for step in one.evidence if step.kind is StepKind.UNIT]
    assert len(units) == len(set(units)) == MOST_SHOWN
    assert "7 个单位" in one.why


def test_an_identifier_opens_every_source_also_those_that_are_not_shown() -> None:
    many = [held(dataset=f"list{number}", unit=f"unit{number}") for number in range(20)]
    [last] = [one for one in many if one.dataset_key == "list9"]
    number = held(dataset=last.dataset_key, unit=last.unit_key, field="id")
    asked = plan(planned("公民身份号码"), planned("出生日期", 1))
    found = decide(asked, {CITIZEN: (number,), BIRTH: tuple(many)})
    assert found.fields[0].verdict is K.IDENTIFIER


def test_a_plan_without_fields_is_clear() -> None:
    assert decide(plan(), {}).verdict is CollectionVerdict.CLEAR


def test_a_plan_that_collects_nothing_is_clear() -> None:
    field = planned("出生日期", acquisition=Acquisition.SHARED)
    found = decide(plan(field), {})
    assert (found.verdict, found.fields_to_keep) == (CollectionVerdict.CLEAR, ())


def test_the_same_field_twice_is_judged_twice() -> None:
    found = decide(plan(planned("出生日期"), planned("出生年月", 1)), {BIRTH: (held(),)})
    assert [one.verdict for one in found.fields] == [K.OBTAINABLE, K.OBTAINABLE]


def test_the_sentences_are_in_the_callers_language() -> None:
    with speaking(Language.ENGLISH):
        assert decide_birth(held()).why.startswith("Do not collect")


def test_what_was_cut_off_is_said() -> None:
    assert decide(plan(planned("姓名")), {}, complete=False).complete is False
