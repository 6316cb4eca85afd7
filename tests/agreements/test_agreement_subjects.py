"""Agreements about entries that are withdrawn: told when it happens, found afterwards, not made anew."""

from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.agreements.test_agreements import LOWINCOME, RESIDENTS, asked, do, estate
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.entries.test_importing import IMPORT
from tests.estate import provide
from tests.sheets.catalog_files import as_csv, row

__all__ = ["estate"]
REVISE: Final = """mutation($input: ReviseEntryInput!) { reviseEntry(input: $input) {
  __typename ... on ReviseEntryPayload { revision warnings } ... on Refusal { message } } }"""
FOUND: Final = """query($at: Int) { findings(filter: {rules: ["R-21b"]}, atRevision: $at) {
  totalCount nodes { rule message unit { key } dataset { key } agreement { key } } } }"""
HEALTH: Final = keys.encode(NodeKind.UNIT, "health")


async def says(estate: Catalog, status: str, id_: str = RESIDENTS) -> Any:
    given = {"input": {"id": id_, "status": status}}
    return (await estate.ask(REVISE, given))["reviseEntry"]


async def found(estate: Catalog, revision: int | None = None) -> Any:
    told = (await estate.ask(FOUND, {"at": revision}))["findings"]
    assert told["totalCount"] == len(told["nodes"])
    return {each["agreement"]["key"]: each for each in told["nodes"]}


CASES: Final = [
    ({"validFrom": "2026-01-01"}, "nothing left"),
    ({"validFrom": "2999-01-01"}, "nothing left"),
    ({"validTo": "2999-12-31"}, "nothing left"),
    ({"validFrom": "2026-01-01", "validTo": "2026-03-31"}, None),
    ({"status": "REFUSED"}, None),
    ({"status": "PENDING"}, "waits for a decision"),
    ({"datasetIds": [RESIDENTS, LOWINCOME]}, "its other entries alone"),
    ({"datasetIds": [LOWINCOME]}, None),
]


@pytest.mark.parametrize(("given", "words"), CASES, ids=str)
async def test_who_withdraws_an_entry_is_told_of_the_agreements_about_it_and_they_are_found(
    estate: Catalog, given: dict[str, Any], words: str | None
) -> None:
    made = await do(estate, "recordAgreement", **asked(code="XY-7", **given))
    key = made["agreement"]["key"]
    assert await found(estate) == {}
    told = await says(estate, "WITHDRAWN")
    about = [each for each in told["warnings"] if "(XY-7)" in each]
    assert [words in each for each in about if words] == [True] * (words is not None)
    assert len(about) == (words is not None)
    # Those of the estate are told of, too.
    assert [sum(f"({code})" in each for each in told["warnings"]) for code in ("XY-1", "XY-2")] == [
        1,
        1,
    ]
    there = await found(estate)
    assert set(there) == {"sharing", "clinicshare", *([key] if words else [])}
    if words:
        assert there[key]["dataset"] == {"key": "residents"}
        assert there[key]["unit"] == {"key": "police"}
        assert ("waits" in there[key]["message"]) == (given.get("status") == "PENDING")
    # By what was known before, there was none; and it is told once, not whenever the entry is touched.
    assert await found(estate, told["revision"] - 1) == {}
    again = {"input": {"id": RESIDENTS, "description": "另有说明"}}
    warnings = (await estate.ask(REVISE, again))["reviseEntry"]["warnings"]
    assert not any("(XY-" in each for each in warnings)
    # It is settled by the end of the agreement, or by the entry.
    await do(estate, "endAgreement", id=keys.encode(NodeKind.AGREEMENT, "sharing"))
    assert set(await found(estate)) == set(there) - {"sharing"}
    if words and "datasetIds" not in given:
        settled = await do(estate, "endAgreement", id=keys.encode(NodeKind.AGREEMENT, key))
        assert settled["__typename"] == "EndAgreementPayload", settled
        assert set(await found(estate)) == {"clinicshare"}
    await says(estate, "DRAFT")
    assert await found(estate) == {}
    await invariants.check(estate.engine)


async def test_who_sees_the_finding(estate: Catalog) -> None:
    await says(estate, "WITHDRAWN")
    seen = (await estate.ask(FOUND, viewer=OFFICER))["findings"]
    # 民政局 has one of the two agreements; the entry is not shown to it any more.
    (only,) = seen["nodes"]
    assert (seen["totalCount"], only["agreement"], only["dataset"]) == (
        1,
        {"key": "sharing"},
        None,
    )
    assert "户籍人口信息" not in only["message"]
    by_unit = FOUND.replace('["R-21b"]', '["R-21b"], unitId: $unit').replace(
        "$at: Int", "$at: Int, $unit: ID"
    )
    for unit, count in (("police", 2), ("civil", 0)):
        given = {"unit": keys.encode(NodeKind.UNIT, unit)}
        assert (await estate.ask(by_unit, given, viewer=CENTRE))["findings"]["totalCount"] == count


@pytest.mark.parametrize("status", ["GRANTED", "PENDING", "REFUSED", "ENDED"])
@pytest.mark.parametrize(
    "dates", [{}, {"validFrom": "2026-01-01", "validTo": "2026-03-31"}], ids=str
)
async def test_nothing_is_granted_or_asked_for_of_a_withdrawn_entry(
    estate: Catalog, status: str, dates: dict[str, str]
) -> None:
    await says(estate, "WITHDRAWN")
    given = asked(datasetIds=[LOWINCOME, RESIDENTS], status=status, **dates)
    told = await do(estate, "recordAgreement", **given)
    if status == "ENDED" and not dates:
        assert told["path"] == ["input", "validTo"]
    elif status == "REFUSED" or dates:
        # What held before may be put on record, and what was refused.
        assert told["__typename"] == "RecordAgreementPayload", told
    else:
        assert (told["__typename"], told["path"]) == ("RuleBroken", ["input", "datasetIds", "1"])
        assert "户籍人口信息 is withdrawn" in told["message"]


async def test_a_request_about_a_withdrawn_entry_is_refused_and_not_granted(
    estate: Catalog,
) -> None:
    request = asked(code="XY-7", status="PENDING")
    made = await do(estate, "recordAgreement", **request)
    same = asked(name="另一申请", validFrom="2026-01-01", validTo="2999-06-30")
    granted = await do(estate, "recordAgreement", **same)
    head = (await says(estate, "WITHDRAWN"))["revision"]
    id_ = keys.encode(NodeKind.AGREEMENT, made["agreement"]["key"])
    told = await do(estate, "decideAgreement", id=id_, decision="GRANTED")
    assert (told["__typename"], told["path"]) == ("RuleBroken", ["input", "decision"])
    # What is on record already is so when it is said again; more of it is not.
    assert (await do(estate, "recordAgreement", **same))["revision"] == head
    told = await do(estate, "recordAgreement", **{**same, "validTo": "2999-12-31"})
    assert (told["__typename"], told["path"]) == ("RuleBroken", ["input", "datasetIds", "0"])
    told = await do(estate, "recordAgreement", **{**same, "validFrom": "2025-12-01"})
    assert told["agreement"]["key"] == granted["agreement"]["key"]
    again = await do(estate, "recordAgreement", **request)
    assert again["agreement"]["key"] == made["agreement"]["key"]
    told = await do(estate, "decideAgreement", id=id_, decision="REFUSED")
    assert told["__typename"] == "DecideAgreementPayload"


@pytest.mark.parametrize("is_dry_run", [True, False])
async def test_an_import_that_withdraws_entries_tells_of_their_agreements(
    estate: Catalog, *, is_dry_run: bool
) -> None:
    file = as_csv([row(提供单位="公安局", 业务名称="在逃人员信息", 目录代码="GA-002")])
    given = {
        "fileName": "目录.csv",
        "content": file.decode(),
        "withdrawMissing": {"reason": "不再提供", "atMostPercent": 100},
        "dryRun": is_dry_run,
    }
    answer = (await estate.ask(IMPORT, {"input": given}))["importCatalog"]
    about = [each for each in answer["warnings"] if "has nothing left that it is about" in each]
    assert sorted(code for each in about for code in ("XY-1", "XY-2") if code in each) == [
        "XY-1",
        "XY-2",
    ]
    assert len(about) == 2
    assert set(await found(estate)) == (set() if is_dry_run else {"sharing", "clinicshare"})


async def test_an_entry_that_is_handed_over_takes_its_finding_along(estate: Catalog) -> None:
    await says(estate, "WITHDRAWN")
    await provide(estate.engine, "health", "residents")
    assert {each["unit"]["key"] for each in (await found(estate)).values()} == {"health"}
    # Who uses it may end what is about it.
    id_ = keys.encode(NodeKind.AGREEMENT, "sharing")
    told = await do(estate, "endAgreement", OFFICER, id=id_)
    assert told["__typename"] == "EndAgreementPayload"
    assert set(await found(estate)) == {"clinicshare"}
