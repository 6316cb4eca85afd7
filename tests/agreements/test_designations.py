"""定源 as intervals: whose a day is, and with which dates, against a model that goes through the days one by one."""

import random
from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.conftest import Catalog
from tests.estate import district, remove_field

DATUM: Final = keys.encode(NodeKind.DATUM, "phoneself")
DATASETS: Final = ("one", "two", "three")
DAYS: Final = range(1, 13)
CHANGE: Final = """mutation($input: DesignateSourceInput!) { designateSource(input: $input) {
  __typename ... on DesignateSourcePayload { revision warnings designation { key } }
  ... on Refusal { message path } } }"""
ON_DAY: Final = """query($day: Instant!) { datum(by: {key: "phoneself"}, asOf: $day) {
  designations { nodes { key basis validFrom validTo dataset { key } } } } }"""


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    """Three published entries that have a datum, one that is a draft, one withdrawn, and one without it."""
    planned = district()
    planned.datum("phoneself", "电话")
    for status, names in (
        ("PUBLISHED", (*DATASETS, "without")),
        ("DRAFT", ("draft",)),
        ("WITHDRAWN", ("gone",)),
    ):
        for name in names:
            planned.dataset(name, f"登记表{name}", provider="civil", system="aid", status=status)
            denotes = {} if name == "without" else {"datum": "phoneself"}
            planned.field(f"{name}phone", "电话", dataset=name, position=1, **denotes)
            planned.field(f"{name}note", "备注", dataset=name, position=2)
    await planned.record(catalog.engine)
    return catalog


async def designate(estate: Catalog, dataset: str, **given: Any) -> Any:
    asked = {"datumId": DATUM, "datasetId": keys.encode(NodeKind.DATASET, dataset), **given}
    return (await estate.ask(CHANGE, {"input": asked}))["designateSource"]


async def on_day(estate: Catalog, day: int) -> Any:
    told = await estate.ask(ON_DAY, {"day": f"2026-03-{day:02}T12:00:00+08:00"})
    return told["datum"]["designations"]["nodes"]


def midnight(day: int) -> str:
    """The first instant of a day of March in Shanghai, as answers write it."""
    return f"2026-03-{day - 1:02}T16:00:00Z" if day > 1 else "2026-02-28T16:00:00Z"


def _joins(owner: dict[int, str | None], dataset: str, last: int, day: int) -> bool:
    """Tell whether a dataset was the source from the day after the last of a time up to a later one."""
    return day > last and all(owner[n] == dataset for n in range(last + 1, day + 1))


@pytest.mark.parametrize("seed", range(6))
async def test_each_day_is_whose_it_was_said_to_be_last(estate: Catalog, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    owner: dict[int, str | None] = dict.fromkeys(DAYS)
    for _ in range(7):
        first, last = sorted(chance.choices(DAYS, k=2))
        dataset = chance.choice(DATASETS)
        told = await designate(
            estate, dataset, validFrom=f"2026-03-{first:02}", validTo=f"2026-03-{last:02}"
        )
        lost = {owner[day] for day in range(first, last + 1)} - {dataset, None}
        until = max((n for n in DAYS if _joins(owner, dataset, last, n)), default=last)
        # Of its own that become one, see test_ended_rights.
        warnings = [each for each in told["warnings"] if "is one with it now" not in each]
        assert len(warnings) == len(lost) + (until > last), told
        assert any("endDesignation" in each for each in told["warnings"]) == (until > last)
        owner |= dict.fromkeys(range(first, last + 1), dataset)
        await invariants.check(estate.engine)
        for day in DAYS:
            found = await on_day(estate, day)
            whose = owner[day]
            if whose is None:
                assert found == [], (day, owner)
                continue
            [designation] = found
            start = min(n for n in DAYS if all(owner[m] == whose for m in range(n, day + 1)))
            end = max(n for n in DAYS if all(owner[m] == whose for m in range(day, n + 1)))
            assert designation["dataset"]["key"] == whose, (day, owner)
            assert designation["validFrom"] == midnight(start), (day, owner)
            assert designation["validTo"] == midnight(end + 1), (day, owner)


async def test_a_longer_one_and_a_new_basis_are_recorded_and_the_same_again_is_not(
    estate: Catalog,
) -> None:
    first = await designate(estate, "one", validFrom="2026-03-01", validTo="2026-03-31", basis="甲")
    longer = await designate(estate, "one", validFrom="2026-03-01")
    earlier = await designate(estate, "one", validFrom="2026-02-01", basis="乙")
    again = await designate(estate, "one", validFrom="2026-02-01", basis="乙")
    assert {each["designation"]["key"] for each in (first, longer, earlier, again)} == {
        first["designation"]["key"]
    }
    assert again["revision"] == earlier["revision"] > longer["revision"] > first["revision"]
    now = '{ datum(by: {key: "phoneself"}) { designations { nodes { basis validFrom validTo } } } }'
    [found] = (await estate.ask(now))["datum"]["designations"]["nodes"]
    assert (found["basis"], found["validFrom"], found["validTo"]) == (
        "乙",
        "2026-01-31T16:00:00Z",
        None,
    )


async def test_who_was_replaced_for_a_while_is_shown_with_the_dates_of_the_day(
    estate: Catalog,
) -> None:
    await designate(estate, "one", validFrom="2026-01-01")
    told = await designate(estate, "two", validFrom="2026-03-05", validTo="2026-03-07")
    assert len(told["warnings"]) == 1
    before, between, after = [(await on_day(estate, day))[0] for day in (4, 6, 9)]
    assert (before["validFrom"], before["validTo"]) == ("2025-12-31T16:00:00Z", midnight(5))
    assert (between["dataset"]["key"], between["validTo"]) == ("two", midnight(8))
    assert (after["dataset"]["key"], after["validFrom"], after["validTo"]) == (
        "one",
        midnight(8),
        None,
    )
    assert before["key"] == after["key"]


@pytest.mark.parametrize(
    ("dataset", "typename"),
    [("without", "InvalidInput"), ("draft", "RuleBroken"), ("gone", "RuleBroken")],
)
async def test_what_cannot_be_a_source_is_refused(
    estate: Catalog, dataset: str, typename: str
) -> None:
    told = await designate(estate, dataset)
    assert (told["__typename"], told["path"]) == (typename, ["input", "datasetId"])


@pytest.mark.parametrize(
    "region",
    [
        "990211",
        "９９０２１１",
        "99 02 11",
        "990211000000",
        "东海区",
        "甬江市 东海区",
        "之江省/甬江市/东海区",
        "9902",
        "甬江",
        "*",
    ],
)
async def test_one_region_has_one_source_however_it_is_written(
    estate: Catalog, region: str
) -> None:
    await designate(estate, "one", coverage={"region": "990211"})
    told = await designate(estate, "two", coverage={"region": region})
    found = (await estate.ask('{ datum(by: {key: "phoneself"}) { designations { totalCount } } }'))[
        "datum"
    ]["designations"]
    assert found == {"totalCount": 1}
    is_same = region not in {"9902", "甬江", "*"}
    assert told["__typename"] == ("DesignateSourcePayload" if is_same else "Conflict")


@pytest.mark.parametrize(
    ("second", "is_refused"),
    [
        ("老年人", True),
        ("户籍人口/学生", True),
        ("自然人", True),
        ("境外人员", False),
        ("老年人/境外人员", False),
        ("企业", False),
    ],
)
async def test_people_who_may_be_the_same_have_one_source(
    estate: Catalog, second: str, *, is_refused: bool
) -> None:
    first = await designate(estate, "one", coverage={"population": "户籍人口"})
    assert first["__typename"] == "DesignateSourcePayload"
    told = await designate(estate, "two", coverage={"population": second})
    assert told["__typename"] == ("Conflict" if is_refused else "DesignateSourcePayload"), told
    if is_refused:
        # The caller is told what to end; of people of whom neither are among the other, why they meet.
        [live] = (
            await estate.ask('{ datum(by: {key: "phoneself"}) { designations { nodes { id } } } }')
        )["datum"]["designations"]["nodes"]
        assert live["id"] in told["message"]
        assert ("may be 户籍人口 and 老年人" in told["message"]) is (second == "老年人")
    await invariants.check(estate.engine)


async def test_a_region_is_shown_by_code_and_name(estate: Catalog) -> None:
    told = await designate(estate, "one", coverage={"region": "东海区", "population": "老人/户籍"})
    assert told["warnings"] == []
    shown = await estate.ask(
        '{ datum(by: {key: "phoneself"}) { designations { nodes { coverage { region regionName population } } } } }'
    )
    (only,) = shown["datum"]["designations"]["nodes"]
    assert only["coverage"] == {
        "region": "990211",
        "regionName": "东海区",
        "population": "户籍人口/老年人",
    }


@pytest.mark.parametrize(
    ("coverage", "member"),
    [({"region": "西海区"}, "region"), ({"population": "外星人"}, "population")],
)
async def test_what_is_in_no_table_is_refused_where_it_stands(
    estate: Catalog, coverage: dict[str, str], member: str
) -> None:
    told = await designate(estate, "one", coverage=coverage)
    assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", "coverage", member])
    assert coverage[member] in told["message"]


async def test_a_code_of_the_right_shape_is_taken_with_a_warning(estate: Catalog) -> None:
    told = await designate(estate, "one", coverage={"region": "440106"})
    assert "440106" in told["warnings"][0]


END: Final = """mutation($input: EndDesignationInput!) { endDesignation(input: $input) {
  __typename ... on EndDesignationPayload { warnings designation { key withdrawal validTo } }
  ... on Refusal { message path } } }"""


async def end(estate: Catalog, key: str, **given: Any) -> Any:
    id_ = keys.encode(NodeKind.DESIGNATION, key)
    asked = {"designationId": id_, "reason": "职责调整", **given}
    return (await estate.ask(END, {"input": asked}))["endDesignation"]


async def test_a_designation_ends_on_a_day_and_what_it_was_stays(estate: Catalog) -> None:
    made = await designate(estate, "one", validFrom="2026-01-01")
    await designate(estate, "two", validFrom="2026-03-05", validTo="2026-03-07")
    key = made["designation"]["key"]
    told = await end(estate, key, endsAt="2026-03-09")
    assert told["designation"] == {
        "key": key,
        "withdrawal": "职责调整",
        "validTo": midnight(10),
    }
    for day, whose in ((2, "one"), (6, "two"), (9, "one"), (10, None), (12, None)):
        found = [each["dataset"]["key"] for each in await on_day(estate, day)]
        assert found == ([whose] if whose else []), day
    again = await end(estate, key, endsAt="2026-03-09")
    assert (again["__typename"], again["path"]) == ("Conflict", ["input", "endsAt"])
    early = await end(estate, key, endsAt="2026-03-03")
    assert early["designation"]["validTo"] == midnight(4)
    assert await on_day(estate, 9) == []
    assert [each["dataset"]["key"] for each in await on_day(estate, 6)] == ["two"]
    anew = await designate(estate, "one", validFrom="2026-03-20")
    assert anew["__typename"] == "DesignateSourcePayload"
    assert [each["dataset"]["key"] for each in await on_day(estate, 21)] == ["one"]
    await invariants.check(estate.engine)


@pytest.mark.parametrize("begins", ["2026-03-01", "2999-01-01"])
@pytest.mark.parametrize("ends", ["2020-01-01", "2026-02-28", "2026-03-01T00:00:00+08:00"])
async def test_no_end_lies_before_the_beginning_and_the_past_stays(
    estate: Catalog, begins: str, ends: str
) -> None:
    made = await designate(estate, "one", validFrom=begins)
    told = await end(estate, made["designation"]["key"], endsAt=ends)
    assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", "endsAt"])
    now = (await estate.ask(FUTURE))["datum"]
    assert now["designations"]["totalCount"] + now["futureDesignations"]["totalCount"] == 1
    assert len(await on_day(estate, 2)) == (begins < "2999")
    await invariants.check(estate.engine)


async def test_who_ends_a_source_is_told_from_when_on_there_is_none(estate: Catalog) -> None:
    made = await designate(estate, "one", validFrom="2026-01-01")
    await designate(estate, "two", validFrom="2026-03-05", validTo="2026-03-07")
    told = await end(estate, made["designation"]["key"], endsAt="2026-03-05")
    [warning] = told["warnings"]
    assert "电话 has no source" in warning
    assert "from 2026-03-08 on" in warning
    await designate(estate, "three", validFrom="2026-03-10", validTo="2026-03-20")
    other = await designate(estate, "two", validFrom="2026-03-12")
    [warning] = (await end(estate, other["designation"]["key"], endsAt="2026-03-15"))["warnings"]
    assert "from 2026-03-16 on" in warning
    earlier = await designate(estate, "one", validFrom="2026-02-01", validTo="2026-03-04")
    [warning] = (await end(estate, earlier["designation"]["key"], endsAt="2026-02-20"))["warnings"]
    assert "from 2026-02-21 on, until another begins on 2026-03-05" in warning


REVISE: Final = """mutation($input: ReviseEntryInput!) { reviseEntry(input: $input) {
  __typename ... on ReviseEntryPayload { warnings } ... on Refusal { message } } }"""


@pytest.mark.parametrize("status", ["WITHDRAWN", "DRAFT"])
async def test_who_takes_a_source_away_is_told(estate: Catalog, status: str) -> None:
    await designate(estate, "one")
    for name, is_source in (("one", True), ("two", False)):
        asked = {"id": keys.encode(NodeKind.DATASET, name), "status": status}
        told = (await estate.ask(REVISE, {"input": asked}))["reviseEntry"]
        assert told["__typename"] == "ReviseEntryPayload", told
        assert ["source of 电话" in each for each in told["warnings"]] == [True] * is_source


FUTURE: Final = """{ datum(by: {key: "phoneself"}) { designations { totalCount }
  futureDesignations { totalCount nodes { key validFrom dataset { key } datum { key } } } } }"""


async def test_one_that_begins_later_is_listed_before_and_who_takes_its_place_is_told(
    estate: Catalog,
) -> None:
    made = await designate(estate, "one", validFrom="2999-01-01")
    key = made["designation"]["key"]
    told = (await estate.ask(FUTURE))["datum"]
    assert told["designations"] == {"totalCount": 0}
    assert told["futureDesignations"] == {
        "totalCount": 1,
        "nodes": [
            {
                "key": key,
                "validFrom": "2998-12-31T16:00:00Z",
                "dataset": {"key": "one"},
                "datum": {"key": "phoneself"},
            }
        ],
    }
    other = await designate(estate, "two")
    assert "was to be the source of 电话 from 2999-01-01 on" in other["warnings"][0]
    told = (await estate.ask(FUTURE))["datum"]
    assert (told["designations"], told["futureDesignations"]) == (
        {"totalCount": 1},
        {"totalCount": 0, "nodes": []},
    )
    await invariants.check(estate.engine)


async def test_one_taken_back_before_it_begins_holds_for_no_time(estate: Catalog) -> None:
    made = await designate(estate, "one", validFrom="2999-01-01")
    told = await end(estate, made["designation"]["key"])
    assert told["designation"]["validTo"] == "2998-12-31T16:00:00Z"
    assert (await estate.ask(FUTURE))["datum"]["futureDesignations"]["totalCount"] == 0
    again = await end(estate, made["designation"]["key"])
    assert again["__typename"] == "Conflict"


@pytest.mark.parametrize("how", ["WITHDRAWN", "DRAFT", "EMPTIED"])
async def test_who_takes_a_source_of_later_away_is_told_since_when(
    estate: Catalog, how: str
) -> None:
    made = await designate(estate, "one", validFrom="2999-01-01")
    await designate(estate, "two", validTo="2998-06-30")
    does: dict[str, Any] = {"status": how}
    if how == "EMPTIED":
        does = {**WHOLE, "removedFieldIds": [keys.encode(NodeKind.FIELD, "onephone")]}
    asked = {"id": keys.encode(NodeKind.DATASET, "one"), **does}
    told = (await estate.ask(REVISE, {"input": asked}))["reviseEntry"]
    assert told["__typename"] == "ReviseEntryPayload", told
    [warning] = told["warnings"]
    assert "source of 电话 from 2999-01-01 on" in warning
    await end(estate, made["designation"]["key"])
    again = {"id": asked["id"], "sharingReason": "另行说明"}
    told = (await estate.ask(REVISE, {"input": again}))["reviseEntry"]
    assert told["warnings"] == []


STRANDED: Final = """{ findings(filter: {rules: ["R-15c"]}) {
  totalCount nodes { rule dataset { key } datum { key } unit { key } message } } }"""


WHOLE: Final = {
    "format": "DATABASE",
    "openness": "CLOSED",
    "provisionMethod": "SHARE_API",
    "updateCycle": "DAILY",
    "sharingPeriod": {"start": "2026-01-01"},
}
"""What a published entry says besides."""


@pytest.mark.parametrize("since", [None, "2999-03-01"])
@pytest.mark.parametrize("how", ["WITHDRAWN", "DRAFT", "RECEIVED", "EMPTIED"])
async def test_a_source_that_can_be_none_any_more_is_found_until_it_is_settled(
    estate: Catalog, how: str, since: str | None
) -> None:
    """One that begins later, too: there is time yet to settle it."""
    made = await designate(estate, "one", validFrom=since)
    assert (await estate.ask(STRANDED))["findings"]["totalCount"] == 0
    if how == "EMPTIED":
        await remove_field(estate.engine, "onephone")
    else:
        says = {"status": how} if how != "RECEIVED" else {"listing": how, **WHOLE}
        asked = {"id": keys.encode(NodeKind.DATASET, "one"), **says}
        told = (await estate.ask(REVISE, {"input": asked}))["reviseEntry"]
        assert "source of 电话" in told["warnings"][0]
    found = (await estate.ask(STRANDED))["findings"]
    assert found["totalCount"] == 1
    [finding] = found["nodes"]
    assert (finding["dataset"]["key"], finding["datum"]["key"]) == ("one", "phoneself")
    assert finding["unit"]["key"] == "civil"
    assert ("not published" in finding["message"]) == (how in {"WITHDRAWN", "DRAFT"})
    assert ("is a copy" in finding["message"]) == (how == "RECEIVED")
    assert ("from 2999-03-01 on" in finding["message"]) == (since is not None)
    if how == "DRAFT":
        await designate(estate, "two")
    else:
        await end(estate, made["designation"]["key"])
    assert (await estate.ask(STRANDED))["findings"]["totalCount"] == 0
