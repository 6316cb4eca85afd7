"""Eight at once extend, end and take over one right: whatever the order, the record is one that some order gives."""

import asyncio
import random
from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.agreements.test_agreements import asked
from tests.conftest import Catalog
from tests.estate import district

DATUM: Final = keys.encode(NodeKind.DATUM, "phoneself")
_DO: Final = (
    "mutation($input: %sInput!) { %s(input: $input) { __typename ... on Refusal { message } } }"
)


async def _do(estate: Catalog, mutation: str, given: dict[str, Any]) -> str:
    type_ = mutation[0].upper() + mutation[1:]
    answer = await estate.ask(_DO % (type_, mutation), {"input": given})
    return str(answer[mutation]["__typename"])


def _designating(dataset: str, **given: str) -> tuple[str, dict[str, Any]]:
    id_ = keys.encode(NodeKind.DATASET, dataset)
    return "designateSource", {"datumId": DATUM, "datasetId": id_, **given}


@pytest.mark.parametrize("seed", range(3))
async def test_eight_clients_extend_end_and_take_over_one_designation(
    catalog: Catalog, seed: int
) -> None:
    planned = district()
    planned.datum("phoneself", "电话")
    for name in ("one", "two", "three"):
        planned.dataset(name, f"登记表{name}", provider="civil", system="aid")
        planned.field(f"{name}phone", "电话", dataset=name, position=1, datum="phoneself")
    await planned.record(catalog.engine)
    mutation, given = _designating("one", validFrom="2026-03-01", validTo="2026-03-31")
    made = await catalog.ask(
        """mutation($input: DesignateSourceInput!) { designateSource(input: $input) {
          ... on DesignateSourcePayload { designation { id } } } }""",
        {"input": given},
    )
    id_ = made[mutation]["designation"]["id"]
    midnight = "2026-03-10T00:00:00+08:00"
    acts = [
        _designating("one", validFrom="2026-02-01"),
        _designating("one", validFrom="2026-03-31", validTo="9999-12-31"),
        _designating("two", validFrom=midnight, validTo="2026-03-20T00:00:00+08:00"),
        _designating("two", validFrom="2026-03-15", validTo="2026-04-15"),
        _designating("three", validFrom="2999-01-01"),
        _designating("three", validFrom="2026-03-12", validTo="2026-03-12"),
        ("endDesignation", {"designationId": id_, "reason": "职责调整", "endsAt": "2026-03-25"}),
        ("endDesignation", {"designationId": id_, "reason": "职责调整", "endsAt": midnight}),
    ]
    random.Random(seed).shuffle(acts)  # noqa: S311
    done = await asyncio.gather(*(_do(catalog, mutation, given) for mutation, given in acts))
    assert {each for each in done if not each.endswith("Payload")} <= {"Conflict", "CatalogBusy"}
    await invariants.check(catalog.engine)
    for day in ("2026-02-15", "2026-03-09", "2026-03-12", "2026-03-20", "2026-04-01"):
        found = await catalog.ask(
            """query($day: Instant) { datum(by: {key: "phoneself"}, asOf: $day) {
              designations { totalCount nodes { dataset { key } validFrom validTo } } } }""",
            {"day": day},
        )
        designations = found["datum"]["designations"]
        assert len(designations["nodes"]) == designations["totalCount"] <= 1


@pytest.mark.parametrize("seed", range(2))
async def test_eight_clients_record_one_right_with_and_without_codes(
    catalog: Catalog, seed: int
) -> None:
    await district().record(catalog.engine)
    acts: list[dict[str, Any]] = [
        asked(code=code, **dates)
        for code in (None, "XY-7", "xy－7", "XY-8")
        for dates in (
            {"validFrom": "2026-03-01"},
            {"validFrom": "2026-03-15", "validTo": "2026-04-15"},
        )
    ]
    random.Random(seed).shuffle(acts)  # noqa: S311
    done = await asyncio.gather(*(_do(catalog, "recordAgreement", given) for given in acts))
    assert {each for each in done if not each.endswith("Payload")} <= {"Conflict", "CatalogBusy"}
    await invariants.check(catalog.engine)
    found = await catalog.ask(
        """{ dataset(by: {key: "residents"}) { agreements { nodes { name code } } } }"""
    )
    nodes = found["dataset"]["agreements"]["nodes"]
    assert [each["name"] for each in nodes].count("户籍核验申请") == 1


@pytest.mark.parametrize("seed", range(3))
async def test_eight_clients_designate_on_several_bases(catalog: Catalog, seed: int) -> None:
    planned = district()
    planned.datum("phoneself", "电话")
    for name in ("one", "two"):
        planned.dataset(name, f"登记表{name}", provider="civil", system="aid")
        planned.field(f"{name}phone", "电话", dataset=name, position=1, datum="phoneself")
    await planned.record(catalog.engine)
    midnight = "2026-03-10T00:00:00+08:00"
    acts = [
        _designating("one", basis="甲", validFrom="2026-03-01"),
        _designating("one", basis="乙", validFrom="2026-03-05", validTo=midnight),
        _designating("one", validFrom="2026-02-01"),
        _designating("one", basis="乙", validFrom=midnight, validTo="2026-03-20"),
        _designating("two", basis="甲", validFrom="2026-03-08", validTo="2026-03-12"),
        _designating("one", basis=" 甲", validFrom="2026-01-01", validTo="2026-03-31"),
        _designating(
            "one", basis="丙", validFrom=midnight, validTo="2026-03-10T00:00:00.000001+08:00"
        ),
        _designating("two", validFrom="2999-01-01"),
    ]
    random.Random(seed).shuffle(acts)  # noqa: S311
    done = await asyncio.gather(*(_do(catalog, mutation, given) for mutation, given in acts))
    assert {each for each in done if not each.endswith("Payload")} <= {"CatalogBusy"}
    await invariants.check(catalog.engine)
