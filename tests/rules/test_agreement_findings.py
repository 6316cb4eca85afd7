"""Findings about agreements: flows and uses without one in force, and exchange that goes offline."""

import datetime as dt
from typing import Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.agreements import AgreementKind, AgreementStatus, ConsumerKind
from graph_catalog.model.enums.entries import EntryStatus, Listing, ProvisionMethod
from graph_catalog.model.instant import OPEN_END, OPEN_START
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.rules.test_lineage_findings import found, places, units

MAY: Final = dt.datetime(2025, 5, 1, tzinfo=dt.UTC)
JUNE: Final = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)


async def test_a_flow_without_an_agreement_is_found_at_both_units(catalog: Catalog) -> None:
    estate = units()
    estate.derived("aidname", "registername")
    estate.derived("registername", "carename")
    estate.derived("carename", "aidname")
    await estate.record(catalog.engine)
    nodes = await found(catalog, "R-21")
    assert places(nodes) == ["aid|register", "care|aid", "register|care"]
    [own] = [node for node in nodes if node["dataset"]["key"] == "aid"]
    assert (own["unit"]["key"], own["origin"]["key"]) == ("civil", "register")
    assert places(await found(catalog, "R-21", viewer=OFFICER)) == ["aid|register", "care|aid"]
    assert places(await found(catalog, "R-21", unit="civil")) == ["aid|register"]
    assert await found(catalog, "LIN-4") == []


async def test_an_agreement_that_has_ended_makes_another_finding_and_names_it(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = units()
    estate.derived("aidname", "registername")
    estate.agreement(
        "deal", "户籍核验", consumer="aidoffice", dataset="register", period=(MAY, JUNE), code="X-1"
    )
    await estate.record(catalog.engine)
    [expired] = await found(catalog, "LIN-4", viewer=viewer, language="zh-CN")
    assert expired["agreement"]["key"] == "deal"
    assert "“户籍核验”（X-1）已于2025-06-01终止" in expired["message"]
    assert await found(catalog, "R-21", viewer=viewer) == []
    assert await found(catalog, "LIN-4", "R-21", viewer=viewer, asOf="2025-05-15") == []
    assert places(await found(catalog, "R-21", viewer=viewer, asOf="2025-04-01")) == [
        "aid|register"
    ]


@pytest.mark.parametrize("status", [AgreementStatus.PENDING, AgreementStatus.REFUSED])
async def test_what_was_not_granted_covers_no_flow(
    catalog: Catalog, viewer: Viewer, status: AgreementStatus
) -> None:
    estate = units()
    estate.derived("aidname", "registername")
    estate.agreement("deal", "户籍核验", consumer="aidoffice", dataset="register", status=status)
    await estate.record(catalog.engine)
    assert places(await found(catalog, "R-21", viewer=viewer)) == ["aid|register"]


async def test_a_flow_known_by_table_is_found_and_one_above_the_district_is_not(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = units()
    estate.job("copying", "整表复制", writes="aid", reads="register")
    estate.dataset("pool", "市人口库", provider="city")
    estate.field("poolname", "姓名", dataset="pool")
    estate.derived("poolname", "aidname")
    estate.derived("aidname", "poolname")
    await estate.record(catalog.engine)
    assert places(await found(catalog, "R-21", viewer=viewer)) == ["aid|pool", "aid|register"]


async def test_an_agreement_on_an_entry_covers_what_is_taken_from_a_copy_of_it(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = units()
    estate.unit("centre", "大数据中心")
    for key, listing in (("copy", Listing.RECEIVED), ("table", Listing.UNLISTED)):
        estate.dataset(key, key, provider="centre", listing=listing)
        estate.field(f"{key}name", "姓名", dataset=key)
        estate.derived(f"{key}name", "registername")
        estate.derived("aidname", f"{key}name")
    estate.agreement("deal", "户籍核验", consumer="aidoffice", dataset="register")
    await estate.record(catalog.engine)
    nodes = await found(catalog, "R-21", viewer=viewer, unit="civil")
    assert places(nodes) == ["aid|table"]


async def test_a_flow_names_no_dataset_that_the_viewer_may_not_see(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = units()
    estate.dataset("secret", "侦查信息", provider="police", status=EntryStatus.DRAFT)
    estate.field("secretname", "姓名", dataset="secret")
    estate.derived("aidname", "secretname")
    await estate.record(catalog.engine)
    [flow] = await found(catalog, "R-21", viewer=viewer)
    assert ("侦查信息" in flow["message"]) == (viewer is CENTRE)
    assert flow["origin"] == ({"key": "secret"} if viewer is CENTRE else None)


async def test_a_use_that_outlives_its_agreement_is_found_unless_the_flow_itself_is(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = units()
    for dataset in ("register", "care"):
        key = f"{dataset}deal"
        estate.agreement(
            key, "核验", consumer="aidoffice", dataset=dataset, period=(OPEN_START, JUNE)
        )
        estate.usage(
            f"{dataset}use", "低保审核", consumer="aidoffice", dataset=dataset, agreement=key
        )
    estate.derived("aidname", "carename")
    await estate.record(catalog.engine)
    nodes = await found(catalog, "LIN-4", viewer=viewer)
    assert places(nodes) == ["aid|care", "registeruse"]
    assert await found(catalog, "LIN-4", viewer=viewer, asOf="2025-05-15") == []


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (OPEN_START, "待改造"),
        (dt.datetime(2020, 12, 31, 16, tzinfo=dt.UTC), "待改造"),
        (dt.datetime(2021, 3, 1, tzinfo=dt.UTC), "不得线下交换"),
    ],
)
async def test_an_offline_agreement_is_a_breach_or_waits_to_be_converted(
    catalog: Catalog, viewer: Viewer, since: dt.datetime, words: str
) -> None:
    estate = units()
    estate.agreement(
        "disc",
        "光盘拷贝",
        consumer="aidoffice",
        dataset="register",
        period=(since, JUNE),
        method=ProvisionMethod.OFFLINE,
    )
    await estate.record(catalog.engine)
    [told] = await found(catalog, "R-22", viewer=viewer, language="zh-CN", asOf="2025-05-15")
    assert words in told["message"]
    assert (told["agreement"]["key"], told["dataset"]["key"]) == ("disc", "register")
    assert await found(catalog, "R-22", viewer=viewer) == []


@pytest.mark.parametrize("status", AgreementStatus)
async def test_only_what_was_granted_tells_a_job_instead(
    catalog: Catalog, status: AgreementStatus
) -> None:
    estate = units()
    estate.job("disc", "光盘拷贝", writes="aid", reads="register", kind="线下")
    estate.agreement(
        "deal",
        "光盘",
        consumer="aidoffice",
        dataset="register",
        method=ProvisionMethod.OFFLINE,
        status=status,
    )
    await estate.record(catalog.engine)
    nodes = await found(catalog, "R-22", viewer=OFFICER)
    is_granted = status in {AgreementStatus.GRANTED, AgreementStatus.ENDED}
    assert places(nodes) == (["deal|civil"] if is_granted else ["disc|civil"])


async def test_entries_and_jobs_that_go_offline_are_found_and_no_exchange_twice(
    catalog: Catalog,
) -> None:
    estate = units()
    estate.dataset("paper", "纸质台账", provider="civil", provision_method=ProvisionMethod.OFFLINE)
    estate.job("disc", "光盘拷贝", writes="aid", reads="register", kind="线下")
    estate.job("other", "另一光盘", writes="aid", reads="care", kind="线下")
    estate.job("online", "交换", writes="aid", reads="care", kind="交换")
    estate.agreement(
        "deal",
        "光盘",
        consumer="aidoffice",
        dataset="register",
        method=ProvisionMethod.OFFLINE,
    )
    await estate.record(catalog.engine)
    nodes = await found(catalog, "R-22", viewer=OFFICER)
    assert places(nodes) == ["deal|civil", "other|civil", "paper|civil"]
    assert len(await found(catalog, "R-22", unit="civil")) == 3
    assert await found(catalog, "R-22", unit="police") == []


@pytest.mark.parametrize(
    ("kind", "status", "until", "is_found"),
    [
        (AgreementKind.DATA_USE, AgreementStatus.GRANTED, OPEN_END, False),
        (AgreementKind.DATA_USE, AgreementStatus.GRANTED, JUNE, True),
        (AgreementKind.DATA_USE, AgreementStatus.PENDING, OPEN_END, True),
        (AgreementKind.SHARING_REQUEST, AgreementStatus.GRANTED, OPEN_END, True),
    ],
)
async def test_an_outsider_needs_a_data_use_agreement_in_force(
    catalog: Catalog,
    viewer: Viewer,
    kind: AgreementKind,
    status: AgreementStatus,
    until: dt.datetime,
    *,
    is_found: bool,
) -> None:
    estate = units()
    estate.consumer("bank", "村镇银行", kind=ConsumerKind.ENTERPRISE)
    estate.agreement(
        "deal",
        "授信",
        consumer="bank",
        dataset="aid",
        kind=kind,
        status=status,
        period=(OPEN_START, until),
    )
    estate.usage("loan", "小微贷", consumer="bank", dataset="aid", agreement="deal")
    await estate.record(catalog.engine)
    nodes = await found(catalog, "R-24", viewer=viewer)
    assert places(nodes) == (["loan"] if is_found else [])
    assert all(node["unit"]["key"] == "civil" for node in nodes)
    assert await found(catalog, "R-24", unit="police") == []


async def test_one_rule_of_several_parts_is_asked_for_by_its_id(catalog: Catalog) -> None:
    estate = units()
    estate.field("aidage", "年龄", dataset="aid", acquisition=None)
    estate.derived("registername", "aidage")
    estate.derived("registername", "carename")
    estate.derived("carename", "registername")
    await estate.record(catalog.engine)
    nodes = await found(catalog, "LIN-3")
    assert len({node["key"] for node in nodes}) == len(nodes) == 2
    assert [node["place"] for node in nodes] == ["care|carename", "aid"]
    assert not any(word in node["key"] for node in nodes for word in ("care", "aid", "|"))
    assert {node["rule"] for node in nodes} == {"LIN-3"}


async def test_a_unit_that_a_finding_does_not_name_is_not_found_by_its_id(
    catalog: Catalog,
) -> None:
    """What came by way of one unit went on to an unlisted table of another, by a third's agreement."""
    estate = units()
    estate.consumer("careoffice", "体检办", unit="health")
    estate.dataset("copy", "户籍副本", provider="civil", listing=Listing.RECEIVED)
    estate.field("copyname", "姓名", dataset="copy")
    estate.dataset("notes", "体检备注", provider="health", listing=Listing.UNLISTED)
    estate.field("notesname", "姓名", dataset="notes")
    estate.derived("copyname", "registername")
    estate.derived("notesname", "copyname")
    estate.agreement(
        "deal", "户籍核验", consumer="careoffice", dataset="register", period=(MAY, JUNE)
    )
    await estate.record(catalog.engine)
    assert places(await found(catalog, "LIN-4", unit="health")) == ["notes|copy"]
    [seen] = await found(catalog, "LIN-4", viewer=OFFICER)
    assert seen["unit"] is None
    assert "卫健局" not in seen["message"]
    assert await found(catalog, "LIN-4", unit="health", viewer=OFFICER) == []
