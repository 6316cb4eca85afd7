"""Findings about lineage and the agreements that cover it: what each rule finds, for whom, and in what words."""

import base64
import datetime as dt
import json
from typing import Any, Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.questions import cycles
from graph_catalog.model.enums.entries import EntryStatus, Listing
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.units import UnitLevel
from graph_catalog.model.instant import OPEN_START
from graph_catalog.record import keys
from graph_catalog.rules.seal import Seal
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import Estate, remove_field

FINDINGS: Final = """query($rules: [String!], $unit: ID, $first: Int!, $after: String, $asOf: Instant) {
  findings(filter: {rules: $rules, unitId: $unit}, first: $first, after: $after, asOf: $asOf) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { cursor } nodes { key rule message provision { article text } unit { key } dataset { key } origin { key } agreement { key } } } }"""
MAY: Final = dt.datetime(2025, 5, 1, tzinfo=dt.UTC)
JUNE: Final = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
NEW_RULES: Final = ["LIN-1", "LIN-3", "LIN-4", "R-21", "R-22", "R-24"]


def units() -> Estate:
    estate = Estate()
    for key, name in (("civil", "民政局"), ("police", "公安局"), ("health", "卫健局")):
        estate.unit(key, name)
    estate.unit("city", "市大数据局", level=UnitLevel.CITY)
    for dataset, provider in (("aid", "civil"), ("register", "police"), ("care", "health")):
        estate.dataset(dataset, f"{dataset}信息", provider=provider)
        estate.field(f"{dataset}name", "姓名", dataset=dataset)
    estate.consumer("aidoffice", "低保办", unit="civil")
    return estate


async def found(
    catalog: Catalog,
    *rules: str,
    viewer: Viewer = CENTRE,
    unit: str | None = None,
    language: str = "en",
    **more: Any,
) -> list[Any]:
    """Return all findings of some rules, by pages of two, and see that they are counted and told once each."""
    given = {
        "rules": list(rules),
        "unit": unit and keys.encode(NodeKind.UNIT, unit),
        "first": 2,
        **more,
    }
    nodes: list[Any] = []
    while True:
        page = (await catalog.ask(FINDINGS, given, viewer=viewer, language=language))["findings"]
        for node, edge in zip(page["nodes"], page["edges"], strict=True):
            nodes.append({**node, "place": _place(catalog, edge["cursor"])})
        if not page["pageInfo"]["hasNextPage"]:
            break
        given["after"] = page["pageInfo"]["endCursor"]
    assert page["totalCount"] == len(nodes) == len({node["key"] for node in nodes})
    assert all(node["provision"]["text"] for node in nodes)
    return nodes


def _place(catalog: Catalog, cursor: str) -> str:
    """Return what the cursor of a finding has sealed in it: the keys of what it was found at."""
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    sealed = json.loads(raw[6:])[5]
    return str(Seal(catalog.engine.secret).open(sealed)).partition("|")[2]


def places(nodes: list[Any]) -> list[str]:
    return sorted(node["place"] for node in nodes)


async def test_an_estate_in_order_has_none_of_these_findings(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = units()
    estate.derived("aidname", "registername")
    estate.agreement("deal", "户籍核验", consumer="aidoffice", dataset="register")
    await estate.record(catalog.engine)
    assert await found(catalog, *NEW_RULES, viewer=viewer) == []


@pytest.mark.parametrize(
    ("says", "is_found"),
    [
        ({"acquisition": Acquisition.SHARED}, True),
        ({"acquisition": Acquisition.DERIVED}, True),
        ({"acquisition": Acquisition.COLLECTED}, False),
        ({"acquisition": Acquisition.GENERATED}, False),
        ({"acquisition": Acquisition.UNKNOWN}, False),
    ],
)
async def test_a_shared_or_derived_field_without_lineage_is_found(
    catalog: Catalog, viewer: Viewer, says: dict[str, Any], *, is_found: bool
) -> None:
    estate = units()
    estate.field("aidage", "年龄", dataset="aid", **says)
    await estate.record(catalog.engine)
    nodes = await found(catalog, "LIN-1", viewer=viewer)
    assert places(nodes) == (["aid"] if is_found else [])
    assert all("年龄" in node["message"] for node in nodes)


@pytest.mark.parametrize("acquisition", [Acquisition.SHARED, Acquisition.DERIVED])
@pytest.mark.parametrize("by_job", [False, True], ids=["field", "job"])
@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("own", True),
        ("register", False),
        ("copy", False),
    ],
)
async def test_declared_lineage_from_what_the_unit_collects_is_no_source_of_what_is_shared(
    catalog: Catalog,
    viewer: Viewer,
    acquisition: Acquisition,
    source: str,
    *,
    by_job: bool,
    is_found: bool,
) -> None:
    estate = units()
    estate.dataset("own", "own信息", provider="civil")
    estate.field("ownname", "姓名", dataset="own")
    estate.dataset("copy", "copy信息", provider="civil", listing=Listing.RECEIVED)
    estate.field("copyname", "姓名", dataset="copy")
    estate.derived("copyname", "registername")
    estate.field("aidage", "年龄", dataset="aid", acquisition=acquisition)
    if by_job:
        estate.job("nightly", "每日", writes="aid", reads=source)
    else:
        estate.derived("aidage", f"{source}name", source="DECLARED", unit="civil")
    await estate.record(catalog.engine)
    nodes = await found(catalog, "LIN-1", viewer=viewer)
    is_found = is_found and acquisition is Acquisition.SHARED
    assert places(nodes) == (["aid"] if is_found else [])


@pytest.mark.parametrize(
    ("listing", "status"),
    [
        (Listing.UNLISTED, EntryStatus.DRAFT),
        (Listing.LISTED, EntryStatus.DRAFT),
        (Listing.LISTED, EntryStatus.PUBLISHED),
    ],
)
@pytest.mark.parametrize(
    "acquisition", [Acquisition.COLLECTED, Acquisition.GENERATED, Acquisition.DERIVED]
)
async def test_nothing_of_its_own_makes_shared_data_anothers_whatever_becomes_of_it(
    catalog: Catalog,
    viewer: Viewer,
    listing: Listing,
    status: EntryStatus,
    acquisition: Acquisition,
) -> None:
    """Over a draft, a table of no catalog, a further field of its own, or one that has left its table."""
    estate = units()
    estate.dataset("own", "过渡表", provider="civil", listing=listing, status=status)
    for field in ("ownname", "ownorigin"):
        estate.field(field, "姓名", dataset="own", acquisition=acquisition)
    estate.derived("ownname", "ownorigin", source="DECLARED", unit="civil")
    estate.field("aidage", "年龄", dataset="aid", acquisition=Acquisition.SHARED)
    estate.derived("aidage", "ownname", source="DECLARED", unit="civil")
    await estate.record(catalog.engine)
    assert "aid" in places(await found(catalog, "LIN-1", viewer=viewer))
    await remove_field(catalog.engine, "ownname")
    assert "aid" in places(await found(catalog, "LIN-1", viewer=viewer))


async def test_what_is_shared_by_way_of_shared_data_is_asked_for_there(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = units()
    estate.dataset("own", "过渡表", provider="civil", status=EntryStatus.DRAFT)
    estate.field("ownname", "姓名", dataset="own", acquisition=Acquisition.SHARED)
    estate.field("aidage", "年龄", dataset="aid", acquisition=Acquisition.SHARED)
    estate.derived("aidage", "ownname", source="DECLARED", unit="civil")
    await estate.record(catalog.engine)
    assert places(await found(catalog, "LIN-1", viewer=viewer)) == ["own"]


async def test_a_field_with_lineage_by_column_or_by_table_is_no_copy_without_a_source(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = units()
    estate.field("aidage", "年龄", dataset="aid", acquisition=Acquisition.SHARED)
    estate.derived("aidage", "registername")
    estate.dataset("copy", "副本", provider="civil", listing=Listing.RECEIVED)
    estate.field("copyname", "姓名", dataset="copy", acquisition=Acquisition.SHARED)
    estate.job("copying", "整表复制", writes="copy", reads="register")
    await estate.record(catalog.engine)
    assert await found(catalog, "LIN-1", viewer=viewer) == []


async def test_a_copy_without_lineage_is_told_and_when_that_ended(catalog: Catalog) -> None:
    estate = units()
    for key in ("never", "former"):
        estate.dataset(key, f"{key}副本", provider="civil", listing=Listing.RECEIVED)
        estate.field(f"{key}name", "姓名", dataset=key)
    estate.derived("formername", "registername", valid_from=OPEN_START, valid_to=JUNE)
    await estate.record(catalog.engine)
    nodes = await found(catalog, "LIN-1", viewer=OFFICER, language="zh-CN")
    assert places(nodes) == ["former", "never"]
    told = {node["dataset"]["key"]: node["message"] for node in nodes}
    assert "已于2025-06-01停止" in told["former"]
    assert "没有登记任何来源" in told["never"]
    earlier = await found(catalog, "LIN-1", asOf="2025-05-15")
    assert places(earlier) == ["never"]


async def test_withdrawn_entries_and_bodies_above_the_district_are_not_asked_for_a_source(
    catalog: Catalog,
) -> None:
    estate = units()
    estate.dataset("gone", "旧条目", provider="civil", status=EntryStatus.WITHDRAWN)
    estate.field("goneage", "年龄", dataset="gone", acquisition=Acquisition.SHARED)
    estate.dataset("pool", "市人口库", provider="city")
    estate.field("poolage", "年龄", dataset="pool", acquisition=Acquisition.SHARED)
    await estate.record(catalog.engine)
    assert await found(catalog, "LIN-1") == []


@pytest.mark.parametrize("batch", [1, 2, 25_000])
async def test_a_cycle_is_one_finding_of_those_whose_data_go_round(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(cycles, "_BATCH", batch)
    estate = units()
    estate.derived("registername", "carename")
    estate.derived("carename", "registername")
    estate.derived("aidname", "registername")
    await estate.record(catalog.engine)
    [cycle] = await found(catalog, "LIN-3")
    assert cycle["dataset"]["key"] == "care"
    assert "care信息 from register信息 from care信息" in cycle["message"]
    assert await found(catalog, "LIN-3", viewer=OFFICER) == []
    assert len(await found(catalog, "LIN-3", unit="police")) == 1
    assert await found(catalog, "LIN-3", unit="civil") == []


async def test_a_cycle_does_not_name_what_the_viewer_may_not_see(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = units()
    estate.dataset("secret", "侦查信息", provider="police", status=EntryStatus.DRAFT)
    estate.field("secretname", "姓名", dataset="secret")
    estate.derived("aidname", "secretname")
    estate.derived("secretname", "aidname")
    await estate.record(catalog.engine)
    [cycle] = await found(catalog, "LIN-3", viewer=viewer)
    assert ("侦查信息" in cycle["message"]) == (viewer is CENTRE)


async def test_a_cycle_is_found_through_jobs_known_by_table_and_on_its_dates_only(
    catalog: Catalog,
) -> None:
    estate = units()
    estate.job("copying", "整表复制", writes="aid", reads="register")
    estate.derived("registername", "aidname", valid_from=MAY, valid_to=JUNE)
    await estate.record(catalog.engine)
    assert await found(catalog, "LIN-3") == []
    assert len(await found(catalog, "LIN-3", asOf="2025-05-15")) == 1


@pytest.mark.parametrize(
    ("provider", "acquisition", "is_found"),
    [
        ("police", None, True),
        ("city", None, True),
        ("city", Acquisition.SHARED, True),
        ("city", Acquisition.COLLECTED, False),
        ("police", Acquisition.GENERATED, False),
        ("police", Acquisition.SHARED, False),  # that is LIN-1
    ],
)
async def test_a_chain_must_end_where_data_are_collected_or_generated(
    catalog: Catalog, provider: str, acquisition: Acquisition | None, *, is_found: bool
) -> None:
    estate = units()
    estate.dataset("raw", "原始信息", provider=provider)
    estate.field("rawname", "姓名", dataset="raw", acquisition=acquisition)
    estate.derived("aidname", "rawname")
    await estate.record(catalog.engine)
    assert places(await found(catalog, "LIN-3")) == (["raw"] if is_found else [])


async def test_what_feeds_nothing_ends_no_chain(catalog: Catalog) -> None:
    estate = units()
    estate.field("aidage", "年龄", dataset="aid", acquisition=None)
    await estate.record(catalog.engine)
    assert await found(catalog, "LIN-3") == []
