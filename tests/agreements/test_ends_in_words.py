"""Ends and beginnings as people write and read them: an open end is no date, a beginning in the year 9999 is none."""

import datetime as dt
import json
from typing import Any, Final

import graphql
import pytest

from graph_catalog.api.schema import build, printed
from graph_catalog.identity.auth import Viewer
from graph_catalog.model import instant
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.agreements.test_agreements import RESIDENTS, asked
from tests.collection.test_collection_checks import CIVIL, ENTRY, HELD, POLICE
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district

_DO: Final = """mutation($input: %sInput!) { %s(input: $input) {
  __typename ... on Refusal { message path } ... on Payload { warnings } %s } }"""
_MADE: Final = {
    "exemptCollection": "... on ExemptCollectionPayload { made: exemption { id } }",
    "designateSource": "... on DesignateSourcePayload { made: designation { id } }",
    "recordAgreement": "... on AgreementPayload { made: agreement { id } }",
    "registerSystem": "... on SystemPayload { made: system { id } }",
    "registerProject": "... on ProjectPayload { made: project { id } }",
}
_PLAN: Final[dict[str, Any]] = {
    "unitId": CIVIL, "name": "申请表", "purpose": "核验", "subject": "自然人", "fields": [{"name": "性别"}],
}  # fmt: skip
_CHECK: Final = """query($plan: CollectionPlanInput!, $at: Instant) { checkCollection(input: $plan) {
  ... on CollectionCheck { fields { verdict why evidence { name text } } } ... on Refusal { message } }
  findings(asOf: $at) { nodes { message } } }"""
_LATER: Final = ("9999-12-31", "9999-01-01", "9998-12-31", "3001-01-01", "9999-12-31T23:59:59Z")


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    """公安局 shares 性别, which 民政局 plans to collect."""
    await district().record(catalog.engine)
    await catalog.ask(ENTRY, {"input": HELD})
    return catalog


async def do(
    estate: Catalog,
    mutation: str,
    *,
    language: str = "en",
    viewer: Viewer = CENTRE,
    **given: Any,
) -> Any:
    type_, made = mutation[0].upper() + mutation[1:], _MADE.get(mutation, "")
    query = _DO % (type_, mutation, made)
    return (await estate.ask(query, {"input": given}, language=language, viewer=viewer))[mutation]


async def placed(estate: Catalog) -> tuple[str, str]:
    """Return the ids of the datum of 性别, and of the entry that has it."""
    query = '{ fields(filter: {name: {eq: "性别"}}) { nodes { dataset { id } datum { id } } } }'
    [field] = (await estate.ask(query))["fields"]["nodes"]
    return field["datum"]["id"], field["dataset"]["id"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_what_has_no_end_is_shown_with_none(estate: Catalog, language: str) -> None:
    datum, dataset = await placed(estate)
    rights: list[tuple[str, dict[str, Any]]] = [
        ("designateSource", {"datumId": datum, "datasetId": dataset}),
        ("recordAgreement", asked(datasetIds=[dataset])),
        (
            "exemptCollection",
            {"datumId": datum, "unitId": CIVIL, "reason": "校核", "basis": "纪要"},
        ),
    ]
    told: list[Any] = []
    for mutation, given in rights:
        told.append(await do(estate, mutation, language=language, **given))
        told.append(await estate.ask(_CHECK, {"plan": _PLAN}, language=language))
        told += [
            await do(estate, mutation, language=language, **given, validTo=until)
            for until in ("2999-12-31", "9999-12-31")
        ]
    assert [each["__typename"] for each in told if "__typename" in each] == [
        f"{mutation[0].upper()}{mutation[1:]}Payload" for mutation, _ in rights for _ in range(3)
    ]
    text = json.dumps(told, ensure_ascii=False)
    assert ("未定终止日期" if language == "zh-CN" else "without an end") in text
    assert not any(year in text for year in ("9998", "9999", "None")), text


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_what_was_withdrawn_has_ended_at_once_and_is_said_to_have_ended(
    estate: Catalog, language: str
) -> None:
    datum, _ = await placed(estate)
    made = await do(
        estate, "exemptCollection", datumId=datum, unitId=CIVIL, reason="校核", basis="纪要"
    )
    id_ = made["made"]["id"]
    [field] = (await estate.ask(_CHECK, {"plan": _PLAN}))["checkCollection"]["fields"]
    assert field["verdict"] == "EXEMPT"
    await do(estate, "withdrawExemption", exemptionId=id_, reason="不再需要")
    told = await estate.ask(_CHECK, {"plan": _PLAN}, language=language)
    [field] = told["checkCollection"]["fields"]
    assert field["verdict"] == "OBTAINABLE"
    today = instant.day(dt.datetime.now(dt.UTC))
    assert (f"已于 {today} 终止" if language == "zh-CN" else f"ended on {today}") in field["why"]
    assert "到期" not in field["why"]


_SYSTEM: Final = keys.encode(NodeKind.SYSTEM, "aid")


async def test_nothing_begins_in_a_year_that_is_no_year(estate: Catalog) -> None:
    datum, dataset = await placed(estate)
    project = await do(estate, "registerProject", unitId=CIVIL, name="智慧养老")
    agreement = keys.encode(NodeKind.AGREEMENT, "sharing")
    changes: dict[str, dict[str, Any]] = {
        "designateSource": {"datumId": datum, "datasetId": dataset},
        "exemptCollection": {"datumId": datum, "unitId": CIVIL, "reason": "校核", "basis": "纪要"},
        "recordAgreement": asked(),
        "decideAgreement": {"id": agreement, "decision": "GRANTED"},
        "declareLineage": {"targetId": dataset, "sourceId": RESIDENTS},
        "reviseSystem": {"id": _SYSTEM, "unitId": POLICE},
        "reviseProject": {"id": project["made"]["id"], "unitId": POLICE},
    }
    begins = {"validFrom", "effectiveFrom"}
    mutation = graphql.build_schema(printed(build())).mutation_type
    assert mutation is not None
    dated = {
        name: begins & set(graphql.get_named_type(field.args["input"].type).fields)
        for name, field in mutation.fields.items()
        if "input" in field.args
    }
    assert {name for name, found in dated.items() if found} == set(changes)
    for name, given in changes.items():
        [argument] = dated[name]
        for date in _LATER:
            ways: list[dict[str, Any]] = [{}, {"validTo": date}]
            for ends in ways:
                if ends and argument == "effectiveFrom":
                    continue
                dates: dict[str, Any] = {argument: date, **ends}
                told = await do(estate, name, **given, **dates)
                assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", argument])
                assert "3000" in told["message"], (name, date)


@pytest.mark.parametrize("date", ["9999-12-31", "9999-01-01T00:00:00Z"])
async def test_what_is_no_end_ends_nothing(estate: Catalog, date: str) -> None:
    datum, dataset = await placed(estate)
    made = await do(estate, "designateSource", datumId=datum, datasetId=dataset)
    designation = made["made"]["id"]
    ends: list[tuple[str, dict[str, Any]]] = [
        ("endDesignation", {"designationId": designation, "reason": "职责调整"}),
        ("endAgreement", {"id": keys.encode(NodeKind.AGREEMENT, "sharing")}),
    ]
    for name, given in ends:
        told = await do(estate, name, **given, endsAt=date)
        assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", "endsAt"])
        assert "no end at all" in told["message"]


@pytest.mark.parametrize("kind", ["System", "Project"])
async def test_who_hands_over_what_the_other_unit_has_is_told_by_the_argument_that_did_it(
    estate: Catalog, kind: str
) -> None:
    made = [
        await do(estate, f"register{kind}", unitId=unit, name=name)
        for unit, name in ((CIVIL, "户籍台账"), (POLICE, "户籍 台账"), (CIVIL, "另一台账"))
    ]
    assert all(each["__typename"] == f"Register{kind}Payload" for each in made), made
    first, _, other = (each["made"]["id"] for each in made)
    for given, argument in (
        ({"id": first, "unitId": POLICE}, "unitId"),
        ({"id": first, "unitId": POLICE, "name": "户籍台账"}, "unitId"),
        ({"id": other, "unitId": POLICE, "name": "户籍台账"}, "name"),
        ({"id": other, "name": "户籍台账"}, "name"),
    ):
        told = await do(estate, f"revise{kind}", **given)
        assert (told["__typename"], told["path"]) == ("Conflict", ["input", argument]), given
    again = await do(estate, f"register{kind}", unitId=POLICE, name="户籍台账")
    assert (again["__typename"], again["path"]) == ("Conflict", ["input", "name"])


async def test_a_day_gone_by_is_one_however_it_is_written_and_whatever_began_or_ended(
    estate: Catalog,
) -> None:
    """What a unit may say of a day, of an end by its last day: today's first instant ends what held through yesterday."""
    today = instant.day(dt.datetime.now(dt.UTC))
    yesterday, midnight = today - dt.timedelta(days=1), f"{today}T00:00:00+08:00"
    moment = f"{today}T00:00:01+08:00"
    own = asked(datasetIds=[keys.encode(NodeKind.DATASET, "lowincome")])
    ended = {"id": keys.encode(NodeKind.AGREEMENT, "sharing")}
    waits = await do(estate, "recordAgreement", **own, status="PENDING")
    decided = {"id": waits["made"]["id"], "decision": "GRANTED"}
    cases: list[tuple[str, dict[str, Any], str, tuple[str, ...], tuple[str, ...]]] = [
        (
            "recordAgreement",
            {**own, "name": "甲"},
            "validFrom",
            (str(yesterday),),
            (midnight, str(today)),
        ),
        ("decideAgreement", decided, "decidedAt", (str(yesterday),), (midnight,)),
        ("endAgreement", ended, "endsAt", (str(yesterday), midnight), (moment,)),
    ]
    for mutation, given, argument, gone_by, of_today in cases:
        for date in gone_by:
            told = await do(estate, mutation, viewer=OFFICER, **given, **{argument: date})
            assert told["__typename"] == "NotPermitted", (mutation, date)
        for date in of_today:
            told = await do(estate, mutation, viewer=OFFICER, **given, **{argument: date})
            assert told["__typename"].endswith("Payload"), (mutation, date, told)
