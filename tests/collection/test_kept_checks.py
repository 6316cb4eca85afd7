"""What has changed in a kept check, decided without a store; and plans that are kept come back as they were."""

import datetime as dt
from collections.abc import Sequence

import strawberry

from graph_catalog.collection import collection_checks
from graph_catalog.model import kept_plans
from graph_catalog.model.answers import (
    CollectionCheck,
    CollectionVerdict,
    FieldVerdict,
    FieldVerdictKind,
    Rests,
)
from graph_catalog.model.collection_checks import RecordedVerdict
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.entries import UpdateCycle
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.projects import DifferenceCause
from graph_catalog.model.inputs.coverage import CoverageInput
from graph_catalog.model.inputs.plans import CollectionPlanInput, PlannedFieldInput
from graph_catalog.model.instant import When
from graph_catalog.model.projects import CollectionCheckRecord
from graph_catalog.record import keys

NEW, HELD, GAP = FieldVerdictKind.NEW, FieldVerdictKind.OBTAINABLE, FieldVerdictKind.SUPPLY_GAP
RULES, CATALOG = DifferenceCause.RULES, DifferenceCause.CATALOG
NOW = Instant(dt.datetime(2026, 11, 24, tzinfo=dt.UTC))


def fields(*verdicts: FieldVerdictKind) -> list[FieldVerdict]:
    return [
        FieldVerdict(
            index=index,
            name=f"f{index}",
            verdict=verdict,
            confidence=1.0,
            why="",
            provisions=[],
            on_record=Rests(None, None, None),
        )
        for index, verdict in enumerate(verdicts)
    ]


def kept(*verdicts: FieldVerdictKind) -> CollectionCheckRecord:
    return CollectionCheckRecord(
        id=strawberry.ID("id"),
        key=strawberry.ID("key"),
        version=1,
        name="表",
        verdict=CollectionVerdict.CLEAR,
        field_count=len(verdicts),
        checked_at=NOW,
        checked_by="officer",
        revision=1,
        rule_set="old",
        complete=True,
        plan=kept_plans.shown(kept_plans.write(plan()), keys.key_in),
        verdicts=[
            RecordedVerdict(index=index, name=f"f{index}", verdict=verdict, confidence=1.0)
            for index, verdict in enumerate(verdicts)
        ],
    )


def again(now: Sequence[FieldVerdict]) -> CollectionCheck:
    return CollectionCheck(
        verdict=CollectionVerdict.REDUCE,
        fields=list(now),
        fields_to_keep=[],
        applications=[],
        complete=True,
        missing_nets=[],
        checked_at=NOW,
        revision=2,
        rule_set="new",
    )


def plan() -> CollectionPlanInput:
    return CollectionPlanInput(
        unit_id=strawberry.ID("unit"),
        name="表",
        purpose="审核",
        fields=[
            PlannedFieldInput(name="性别"),
            PlannedFieldInput(
                name="受理编号",
                acquisition=Acquisition.GENERATED,
                element_id=strawberry.ID("element"),
                coverage=CoverageInput(
                    region="330211", period_from=dt.date(2026, 1, 1), cycle=UpdateCycle.DAILY
                ),
            ),
        ],
    )


def test_without_new_rules_every_difference_is_the_catalogs() -> None:
    told = collection_checks.compared(kept(NEW, NEW), again(fields(NEW, HELD)), None)
    assert [(one.index, one.causes) for one in told.fields] == [(1, [CATALOG])]
    assert (told.unchanged, told.causes) == (1, [CATALOG])
    assert told.verdict_before is CollectionVerdict.CLEAR


def test_what_new_rules_say_of_the_old_record_is_theirs_and_the_rest_the_catalogs() -> None:
    told = collection_checks.compared(
        kept(NEW, NEW, NEW, NEW),
        again(fields(HELD, GAP, HELD, NEW)),
        fields(HELD, HELD, NEW, HELD),
    )
    because = {one.index: one.causes for one in told.fields}
    assert because == {0: [RULES], 1: [RULES, CATALOG], 2: [CATALOG]}
    assert (told.unchanged, told.causes) == (1, [RULES, CATALOG])


def test_another_source_or_datum_under_the_same_verdict_is_a_difference() -> None:
    for rests in (Rests(None, None, "other"), Rests("other", None, None)):
        now = fields(HELD, HELD)
        now[1].on_record = rests
        told = collection_checks.compared(kept(HELD, HELD), again(now), None)
        assert [one.index for one in told.fields] == [1]


def test_a_kept_plan_comes_back_as_it_was_without_its_pins() -> None:
    given = plan()
    given.as_of, given.at_revision = When(dt.date(2026, 1, 1)), 7
    assert kept_plans.read(kept_plans.write(given)) == plan()
    assert kept_plans.write(given) == kept_plans.write(plan())


def test_the_hash_of_a_plan_tells_its_pins_too() -> None:
    given = plan()
    given.at_revision = 7
    assert kept_plans.digest(given) != kept_plans.digest(plan())
    assert kept_plans.digest(plan()) == kept_plans.digest(plan())
