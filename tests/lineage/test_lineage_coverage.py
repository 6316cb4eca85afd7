"""Which agreements cover what passes between units, told on the edges of a lineage."""

import datetime as dt
from typing import Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_END, OPEN_START
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.lineage.test_lineage_edges import TRACE, flow, traced_edges

MAY: Final = dt.datetime(2025, 5, 1, tzinfo=dt.UTC)
JUNE: Final = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("period", "status", "coverage"),
    [
        ((OPEN_START, OPEN_END), AgreementStatus.GRANTED, "COVERED"),
        ((MAY, JUNE), AgreementStatus.GRANTED, "EXPIRED"),
        ((MAY, JUNE), AgreementStatus.ENDED, "EXPIRED"),
        ((OPEN_START, OPEN_END), AgreementStatus.PENDING, "UNCOVERED"),
        ((OPEN_START, OPEN_END), AgreementStatus.REFUSED, "UNCOVERED"),
        ((OPEN_END - dt.timedelta(days=1), OPEN_END), AgreementStatus.GRANTED, "UNCOVERED"),
    ],
)
async def test_a_flow_between_units_is_covered_by_what_was_granted_on_the_date(
    catalog: Catalog,
    viewer: Viewer,
    period: tuple[dt.datetime, dt.datetime],
    status: AgreementStatus,
    coverage: str,
) -> None:
    estate = flow()
    estate.agreement(
        "deal", "户籍核验", consumer="aidoffice", dataset="register", period=period, status=status
    )
    await estate.record(catalog.engine)
    edge = (await traced_edges(catalog, "aid", viewer=viewer))["aid", "register"]
    assert edge["coverage"] == coverage
    deal = {"key": "deal", "name": "户籍核验", "consumer": {"name": "低保办"}}
    assert edge["coveredBy"] == ([deal] if coverage == "COVERED" else [])
    assert edge["lastCoveredBy"] == ([{"key": "deal"}] if coverage == "EXPIRED" else [])
    assert edge["coveredByHiddenAgreements"] == 0


async def test_of_agreements_that_have_ended_the_last_is_named(catalog: Catalog) -> None:
    estate = flow()
    for key, until in (("early", MAY), ("late", JUNE)):
        estate.agreement(
            key, key, consumer="aidoffice", dataset="register", period=(OPEN_START, until)
        )
    await estate.record(catalog.engine)
    edge = (await traced_edges(catalog, "aid"))["aid", "register"]
    assert edge["lastCoveredBy"] == [{"key": "late"}]
    at_may = (await traced_edges(catalog, "aid", asOf="2025-05-15T00:00:00Z"))["aid", "register"]
    assert (at_may["coverage"], at_may["lastCoveredBy"]) == ("COVERED", [])
    assert [each["key"] for each in at_may["coveredBy"]] == ["late"]


async def test_another_units_agreement_and_another_datasets_cover_nothing(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = flow()
    estate.agreement("ofhealth", "门诊核验", consumer="clinic", dataset="register")
    estate.agreement("ofother", "低保核验", consumer="aidoffice", dataset="care")
    await estate.record(catalog.engine)
    edge = (await traced_edges(catalog, "aid", viewer=viewer))["aid", "register"]
    assert edge["coverage"] == "UNCOVERED"


@pytest.mark.parametrize(("start", "source"), [("aidlog", "aid"), ("pool", "aid")])
async def test_what_stays_in_a_unit_or_goes_above_the_district_needs_no_agreement(
    catalog: Catalog, viewer: Viewer, start: str, source: str
) -> None:
    await flow().record(catalog.engine)
    edges = await traced_edges(catalog, start, viewer=viewer)
    assert edges[start, source]["coverage"] == "NOT_NEEDED"


async def test_agreements_that_are_others_are_counted_and_not_shown(catalog: Catalog) -> None:
    estate = flow()
    estate.derived("care.name", "register.name")
    estate.agreement("ofhealth", "门诊核验", consumer="clinic", dataset="register")
    await estate.record(catalog.engine)
    for viewer, shown, hidden in ((CENTRE, ["ofhealth"], 0), (OFFICER, [], 1)):
        edge = (await traced_edges(catalog, "care", viewer=viewer))["care", "register"]
        assert edge["coverage"] == "COVERED"
        assert [each["key"] for each in edge["coveredBy"]] == shown
        assert edge["coveredByHiddenAgreements"] == hidden


@pytest.mark.parametrize("level", ["FIELD", "DATASET", "SYSTEM", "UNIT"])
async def test_coverage_is_judged_at_each_level_by_the_flows_beneath(
    catalog: Catalog, viewer: Viewer, level: str
) -> None:
    estate = flow()
    estate.dataset("permits", "许可信息", provider="police")
    estate.field("permits.no", "许可编号", dataset="permits")
    estate.field("aid.no", "许可编号", dataset="aid")
    estate.derived("aid.no", "permits.no")
    estate.agreement("deal", "户籍核验", consumer="aidoffice", dataset="register")
    await estate.record(catalog.engine)
    edges = await traced_edges(catalog, "aid", level=level, viewer=viewer)
    found = sorted(edge["coverage"] for edge in edges.values())
    assert found == (["PARTLY"] if level == "UNIT" else ["COVERED", "UNCOVERED"])


@pytest.mark.parametrize("level", ["FIELD", "DATASET", "UNIT"])
async def test_a_flow_known_by_table_is_covered_like_any_other(
    catalog: Catalog, viewer: Viewer, level: str
) -> None:
    estate = flow()
    estate.dataset("copy", "副本", provider="civil")
    estate.field("copyname", "姓名", dataset="copy")
    estate.job("copying", "整表复制", writes="copy", reads="care")
    estate.agreement("deal", "照护核验", consumer="aidoffice", dataset="care")
    await estate.record(catalog.engine)
    start, kind = ("copyname", NodeKind.FIELD) if level == "FIELD" else ("copy", NodeKind.DATASET)
    edges = await traced_edges(catalog, start, kind=kind, level=level, viewer=viewer)
    source, target = {
        "FIELD": ("care.name", "copyname"),
        "DATASET": ("care", "copy"),
        "UNIT": ("health", "civil"),
    }[level]
    assert edges[target, source]["coverage"] == "COVERED"


async def test_evidence_and_coverage_are_one_question_each_and_only_when_asked(
    catalog: Catalog,
) -> None:
    estate = flow()
    estate.agreement("deal", "户籍核验", consumer="aidoffice", dataset="register")
    await estate.record(catalog.engine)
    variables = {"id": keys.encode(NodeKind.DATASET, "aidlog"), "level": "FIELD"}
    plain = "query($id: ID!, $level: LineageLevel!) { lineage(id: $id, level: $level, direction: UPSTREAM) { %s } }"
    bare = await catalog.reads(
        plain % "... on Lineage { edges { kind agreed isIndirect } }", variables
    )
    full = await catalog.reads(TRACE, variables)
    asked = [name for name in full if name not in bare]
    assert asked == [
        "lineage/questions/evidence",
        "lineage/questions/grants",
        "relation/agreement_consumer",
    ]


@pytest.mark.parametrize("status", [AgreementStatus.GRANTED, AgreementStatus.ENDED])
async def test_a_file_says_until_which_day_an_agreement_covered_what_passes(
    catalog: Catalog, status: AgreementStatus
) -> None:
    """Ended early or run out, it has ended: the day is told, as findings tell it, to who may see the agreement."""
    estate = flow()
    estate.agreement(
        "deal", "核验", consumer="aidoffice", dataset="register", period=(MAY, JUNE), status=status
    )
    await estate.record(catalog.engine)
    asked = {"id": keys.encode(NodeKind.DATASET, "aid"), "direction": "UPSTREAM"}
    for format_ in ("csv", "html"):
        for language in ("zh-CN", "en"):
            headers = {"Authorization": "Bearer token-of-centre", "Accept-Language": language}
            answer = await catalog.client.get(
                "/api/v1/lineage/export", params={**asked, "format": format_}, headers=headers
            )
            assert answer.status_code == 200, answer.text
            assert "协议已终止（至 2025-06-01 止）" in answer.text
            assert "到期" not in answer.text
