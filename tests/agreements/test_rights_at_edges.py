"""Rights at the edges of time: what a sequence of changes comes to, case by case, and for several clients at once."""

import asyncio
import random
from collections.abc import Sequence
from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.agreements import test_designations as designations
from tests.agreements.test_agreements import asked, do
from tests.agreements.test_designations import designate, end
from tests.agreements.test_ended_rights import exempt
from tests.agreements.test_exemption_intervals import WITHDRAW
from tests.conftest import OFFICER, Catalog

estate = designations.estate
Step = tuple[str | None, str | None, str | None, str]
"""A code, since when, until when, and what comes of it: the code of the agreement that is named, or a type of refusal."""
NOON: Final = "2026-03-05T12:00:00+08:00"
MIDNIGHT: Final = "2026-03-04T16:00:00Z"
"""Of the fifth of March in Shanghai."""
GRANTS: Final[dict[str, Sequence[Step]]] = {
    "a day after a day": [
        ("A", "2026-03-04", "2026-03-04", "A"),
        ("B", "2026-03-05", "2026-03-05", "B"),
        (None, "2026-03-04", "2026-03-05", "A"),
        ("B", "2026-03-04", "2026-03-05", "Conflict"),
        ("B", "2026-03-05", "2026-03-05", "B"),
    ],
    "midnight in two zones": [
        ("A", "2026-03-01", MIDNIGHT, "A"),
        ("B", "2026-03-05T00:00:00+08:00", None, "B"),
        (None, "2026-03-01", None, "A"),
        ("A", "2026-03-01", "2026-03-04", "A"),
    ],
    "a microsecond between": [
        ("A", "2026-03-01", "2026-03-04T15:59:59.999999Z", "A"),
        ("B", MIDNIGHT, None, "B"),
        ("B", "2026-03-04T15:59:59.999999Z", MIDNIGHT, "B"),
        ("C", "2026-03-01", "2026-03-06", "Conflict"),
    ],
    "three and two gaps": [
        ("A", "2026-03-02", "2026-03-03", "A"),
        ("B", "2026-03-05", "2026-03-06", "B"),
        (None, "2026-03-08", "2026-03-09", ""),
        (None, "2026-03-01", "2026-03-10", "A"),
        ("A", "2026-03-01", "2026-03-04", "A"),
        ("B", "2026-03-05", "2026-03-07", "B"),
        ("B", "2026-03-05", "2026-03-08", "Conflict"),
    ],
    "open ends": [
        ("A", "2026-03-05", "9999-12-31", "A"),
        ("B", "2999-01-01", None, "Conflict"),
        (None, "2999-01-01", "9999-12-31", "A"),
        ("B", "2026-01-01", "2026-03-04", "B"),
        (None, "2025-01-01", None, "B"),
    ],
    "at noon": [
        (None, "2026-03-01", NOON, ""),
        ("A", NOON, "2026-03-10", "A"),
        ("B", "2026-03-05", "2026-03-06", "Conflict"),
        ("A", "2026-03-05", "2026-03-06", "Conflict"),
        (None, "2026-03-05", "2026-03-12", "A"),
    ],
    "renewed before it was": [
        ("A", "2026-03-08", "2026-03-10", "A"),
        ("A", "2026-03-01", "2026-03-02", "A"),
        ("B", "2026-03-04", "2026-03-05", "B"),
        ("A", "2026-03-01", "2026-03-10", "Conflict"),
        (None, "2026-03-01", "2026-03-10", "A"),
    ],
}


@pytest.mark.parametrize("steps", GRANTS.values(), ids=GRANTS)
async def test_agreements(estate: Catalog, steps: Sequence[Step]) -> None:
    right = asked(datasetIds=[keys.encode(NodeKind.DATASET, "one")])
    for code, since, until, wanted in steps:
        given = {**right, "code": code, "validFrom": since, "validTo": until}
        told = await do(estate, "recordAgreement", **given)
        assert "agreement" in told or told["__typename"] == wanted, (code, since, told)
        if "agreement" in told:
            key = told["agreement"]["key"]
            query = "query($key: String!) { agreement(by: {key: $key}) { code } }"
            found = (await estate.ask(query, {"key": key}))["agreement"]["code"]
            assert (found or "") == wanted, (code, since, told)
            again = await do(estate, "recordAgreement", **given)
            assert again["revision"] == told["revision"]
        await invariants.check(estate.engine)


ENDED: Final = "ENDED"
DESIGNATIONS: Final[dict[str, Sequence[tuple[str, str, str | None, str]]]] = {
    # Dataset, or that the last one is ended on a day; since when, until when; what comes of it.
    "on the day on which it began": [
        ("one", "2026-03-05", None, "new"),
        (ENDED, "2026-03-05", None, "EndDesignationPayload"),
        ("one", "2026-03-05", None, "Conflict"),
        ("one", "2026-03-06", None, "new"),
    ],
    "at midnight when it began": [
        ("one", "2026-03-05", None, "new"),
        (ENDED, MIDNIGHT, None, "InvalidInput"),
        ("one", "2026-03-05", None, "same"),
    ],
    "in the future, and then sooner": [
        ("one", "2026-03-05", None, "new"),
        (ENDED, "2999-12-31", None, "EndDesignationPayload"),
        ("one", "2026-03-05", None, "Conflict"),
        ("one", "2026-03-05", "2999-12-31", "same"),
        (ENDED, "2026-03-10", None, "EndDesignationPayload"),
        ("one", "2026-03-05", "2999-12-31", "Conflict"),
        ("one", "2026-03-11", "2999-12-31", "new"),
    ],
    "taken back before it began": [
        ("one", "2999-01-01", None, "new"),
        (ENDED, "", None, "EndDesignationPayload"),
        ("one", "2999-01-01", None, "new"),
        ("one", "2026-01-01", None, "same"),
    ],
    "and another takes its place over the end": [
        ("one", "2026-03-01", None, "new"),
        (ENDED, "2026-03-10", None, "EndDesignationPayload"),
        ("two", "2026-03-08", "2026-03-12", "new"),
        ("one", "2026-03-01", "2026-03-31", "Conflict"),
        ("one", "2026-03-11", "2026-03-31", "new"),
    ],
    "what is left before it": [
        ("one", "2026-03-01", None, "new"),
        (ENDED, "2026-03-10", None, "EndDesignationPayload"),
        ("one", "2026-02-01", "2026-03-10", "same"),
        ("one", "2026-02-01", "2026-03-11", "Conflict"),
    ],
}


@pytest.mark.parametrize("steps", DESIGNATIONS.values(), ids=DESIGNATIONS)
async def test_designations_that_were_ended(
    estate: Catalog, steps: Sequence[tuple[str, str, str | None, str]]
) -> None:
    last, seen = "", set[str]()
    for dataset, since, until, wanted in steps:
        if dataset == ENDED:
            told = await end(estate, last, **({"endsAt": since} if since else {}))
            assert told["__typename"] == wanted, told
            continue
        told = await designate(estate, dataset, validFrom=since, validTo=until)
        if wanted in {"new", "same"}:
            key = told["designation"]["key"]
            assert (key in seen) == (wanted == "same"), (since, told)
            seen.add(key)
            last = key
        else:
            assert told["__typename"] == wanted, (since, told)
        await invariants.check(estate.engine)


async def test_an_end_is_of_its_coverage_alone(estate: Catalog) -> None:
    made = await designate(estate, "one", validFrom="2026-03-01", coverage={"region": "990211"})
    await end(estate, made["designation"]["key"], endsAt="2026-03-10")
    narrow = await designate(estate, "one", validFrom="2026-03-01", coverage={"region": "东海区"})
    assert narrow["__typename"] == "Conflict"
    people = {"region": "990211", "population": "老年人"}
    other = await designate(estate, "one", validFrom="2026-03-11", coverage=people)
    assert other["__typename"] == "DesignateSourcePayload"


async def test_an_exemption_taken_back_before_it_begins_may_be_granted_as_before(
    estate: Catalog,
) -> None:
    made = (await exempt(estate, validFrom="2999-01-01"))["exemption"]
    given = {"input": {"exemptionId": made["id"], "reason": "暂缓"}}
    await estate.ask(WITHDRAW, given)
    again = (await exempt(estate, validFrom="2999-01-01"))["exemption"]
    assert again["key"] != made["key"]
    assert (again["validFrom"], again["validTo"]) == (made["validFrom"], None)


async def test_a_right_ended_without_a_code_stays_apart_from_the_next(estate: Catalog) -> None:
    right = asked(datasetIds=[keys.encode(NodeKind.DATASET, "one")])
    made = await do(estate, "recordAgreement", **right, validFrom="2026-02-01")
    id_ = keys.encode(NodeKind.AGREEMENT, made["agreement"]["key"])
    await do(estate, "endAgreement", id=id_, endsAt="2026-03-10")
    next_ = await do(estate, "recordAgreement", **right, validFrom="2026-04-01")
    assert next_["agreement"]["key"] != made["agreement"]["key"]
    for dates in ({"validFrom": "2026-02-01"}, {"validFrom": "2026-03-01"}):
        told = await do(estate, "recordAgreement", **right, **dates)
        assert (told["__typename"], told["path"]) == ("Conflict", ["input"])
        assert "validFrom: 2026-03-11" in told["message"]
    filled = await do(estate, "recordAgreement", **right, validFrom="2026-03-11")
    assert filled["agreement"]["key"] == next_["agreement"]["key"]
    # A request under the code of another right, or of one that was, has a code of its own.
    coded = await do(
        estate, "recordAgreement", **asked(datasetIds=right["datasetIds"], code="A", name="另一")
    )
    told = await do(estate, "recordAgreement", OFFICER, **right, code="A", status="PENDING")
    assert "agreement" in coded
    assert (told["__typename"], told["path"]) == ("Conflict", ["input", "code"])


@pytest.mark.parametrize("seed", range(2))
async def test_eight_clients_bridge_renew_and_end(estate: Catalog, seed: int) -> None:
    right = asked(datasetIds=[keys.encode(NodeKind.DATASET, "one")])
    made: list[Any] = [
        await do(estate, "recordAgreement", **right, code=code, **dates)
        for code, dates in (
            ("A", {"validFrom": "2026-01-01", "validTo": "2026-02-28"}),
            (None, {"validFrom": "2026-04-01", "validTo": "2026-04-30"}),
        )
    ]
    id_ = keys.encode(NodeKind.AGREEMENT, made[1]["agreement"]["key"])
    acts: list[tuple[str, dict[str, Any]]] = [
        ("recordAgreement", {**right, "validFrom": "2026-02-01", "validTo": "2026-04-15"}),
        ("recordAgreement", {**right, "validFrom": "2026-02-01", "validTo": "2026-06-30"}),
        ("recordAgreement", {**right, "code": "A", "validFrom": "2026-08-01"}),
        ("recordAgreement", {**right, "code": "A", "validFrom": "2026-08-01"}),
        ("recordAgreement", {**right, "code": "B", "validFrom": "2026-04-01"}),
        ("recordAgreement", {**right, "code": "B", "validFrom": "2026-04-10", "validTo": NOON}),
        ("endAgreement", {"id": id_, "endsAt": "2026-04-20"}),
        ("endAgreement", {"id": id_, "endsAt": "2026-04-10"}),
    ]
    random.Random(seed).shuffle(acts)  # noqa: S311
    done = await asyncio.gather(*(do(estate, name, **given) for name, given in acts))
    kinds = {each["__typename"] for each in done if "agreement" not in each}
    assert kinds <= {"Conflict", "InvalidInput", "CatalogBusy"}, done
    await invariants.check(estate.engine)
