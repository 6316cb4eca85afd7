"""Edges of a lineage say how they are known, and which agreements cover what passes between units."""

import datetime as dt
from typing import Any, Final

import pytest

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import PROGRAM, Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.units import UnitLevel
from graph_catalog.model.instant import OPEN_END
from graph_catalog.record import audit_log, keys, record
from graph_catalog.record.change import Change, Intent, Outcome
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import Estate

TRACE: Final = """query($id: ID!, $level: LineageLevel!, $asOf: Instant, $atRevision: Int) {
  lineage(id: $id, direction: UPSTREAM, level: $level, asOf: $asOf, atRevision: $atRevision) {
    ... on Refusal { message } ... on Lineage { edges { source target agreed isIndirect coverage coveredByHiddenAgreements
      coveredBy { key name consumer { name } } lastCoveredBy { key }
      assertions { redacted source evidence {
        jobNamespace run script line importBatch assertedAt recordedRevision validFrom validTo closedBecause
        lastConfirmed } } } } } }"""
MAY: Final = dt.datetime(2025, 5, 1, tzinfo=dt.UTC)
JUNE: Final = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)


def flow() -> Estate:
    """civil's list from police's register, and health's from civil's list; the register of the city from civil's."""
    estate = Estate()
    for key, name in (("civil", "民政局"), ("police", "公安局"), ("health", "卫健局")):
        estate.unit(key, name)
    estate.unit("city", "市大数据局", level=UnitLevel.CITY)
    for dataset, provider in (
        ("register", "police"),
        ("aid", "civil"),
        ("aidlog", "civil"),
        ("care", "health"),
        ("pool", "city"),
    ):
        estate.dataset(dataset, f"{dataset}信息", provider=provider)
        estate.field(f"{dataset}.name", "姓名", dataset=dataset)
    estate.derived("aid.name", "register.name")
    estate.derived("aidlog.name", "aid.name")
    estate.derived("care.name", "aid.name")
    estate.derived("pool.name", "aid.name")
    estate.consumer("aidoffice", "低保办", unit="civil")
    estate.consumer("clinic", "卫生服务中心", unit="health")
    return estate


async def traced_edges(
    catalog: Catalog,
    start: str,
    *,
    kind: NodeKind = NodeKind.DATASET,
    level: str = "DATASET",
    viewer: Viewer = CENTRE,
    **snapshot: Any,
) -> dict[tuple[str, str], Any]:
    """Return the edges upstream of a thing, by what was made and from what."""
    variables = {"id": keys.encode(kind, start), "level": level, **snapshot}
    answer = (await catalog.ask(TRACE, variables, viewer=viewer))["lineage"]
    return {(edge["target"], edge["source"]): edge for edge in answer["edges"]}


async def test_evidence_tells_what_the_fact_says_of_itself(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = flow()
    estate.derived(
        "aidlog.name",
        "register.name",
        source="OPENLINEAGE",
        job_namespace="etl",
        run="run-1",
        script="load.sql",
        line=7,
        import_batch="batch-1",
        asserted_at=MAY,
        last_confirmed=JUNE,
        closed_because="NOT_SEEN",
        valid_from=MAY,
        valid_to=OPEN_END - dt.timedelta(days=1),
    )
    committed = await estate.record(catalog.engine)
    edges = await traced_edges(catalog, "aidlog", viewer=viewer)
    [assertion] = edges["aidlog", "register"]["assertions"]
    assert assertion["evidence"] == {
        "jobNamespace": "etl",
        "run": "run-1",
        "script": "load.sql",
        "line": 7,
        "importBatch": "batch-1",
        "assertedAt": "2025-05-01T00:00:00Z",
        "recordedRevision": committed.revision,
        "validFrom": "2025-05-01T00:00:00Z",
        "validTo": "9998-12-31T00:00:00Z",
        "closedBecause": "NOT_SEEN",
        "lastConfirmed": "2025-06-01T00:00:00Z",
    }


async def test_evidence_of_a_plain_fact_has_open_ends_and_the_instant_of_its_record(
    catalog: Catalog, viewer: Viewer
) -> None:
    committed = await flow().record(catalog.engine)
    [assertion] = (await traced_edges(catalog, "aid", viewer=viewer))["aid", "register"][
        "assertions"
    ]
    told = assertion["evidence"]
    assert told["assertedAt"] is not None
    assert told["recordedRevision"] == committed.revision
    assert {name for name, value in told.items() if value is not None} == {
        "assertedAt",
        "recordedRevision",
    }


async def test_what_is_confirmed_in_place_is_no_part_of_a_pinned_answer(catalog: Catalog) -> None:
    estate = flow()
    estate.derived("aidlog.name", "register.name", source="OPENLINEAGE", last_confirmed=JUNE)
    committed = await estate.record(catalog.engine)
    edges = await traced_edges(catalog, "aidlog", atRevision=committed.revision)
    [assertion] = edges["aidlog", "register"]["assertions"]
    assert assertion["evidence"]["lastConfirmed"] is None


async def test_evidence_names_the_first_record_of_what_was_said_anew(catalog: Catalog) -> None:
    first = await flow().record(catalog.engine)
    await _say_anew(catalog.engine, transform="trim(name)")
    [assertion] = (await traced_edges(catalog, "aid"))["aid", "register"]["assertions"]
    assert assertion["evidence"]["recordedRevision"] == first.revision


async def _say_anew(engine: Engine, **says: Any) -> None:
    async def work(change: Change) -> Outcome:
        slot = "DERIVED_FROM|aid.name|register.name|SQL"
        said = {"kind": "IDENTITY", "source": "SQL", **says}
        fact = record.Fact(
            "DERIVED_FROM", "aid.name", "register.name", slot, "aid.name", attributes=said
        )
        await record.assert_facts(change, [fact])
        return Outcome("aid.name")

    await audit_log.commit(engine, PROGRAM, Intent("test"), work)


async def test_evidence_of_a_job_known_by_table_has_its_namespace(catalog: Catalog) -> None:
    estate = flow()
    estate.job("copying", "整表复制", writes="aidlog", reads="register", namespace="exchange")
    await estate.record(catalog.engine)
    edges = await traced_edges(catalog, "aidlog")
    [assertion] = edges["aidlog", "register"]["assertions"]
    assert assertion["evidence"]["jobNamespace"] == "exchange"


async def test_a_redacted_assertion_has_no_evidence_and_its_edge_no_coverage(
    catalog: Catalog,
) -> None:
    estate = flow()
    estate.dataset("secret", "侦查信息", provider="police", sharing_class="NOT_SHARED")
    estate.field("secret.name", "姓名", dataset="secret")
    estate.derived("aid.name", "secret.name")
    await estate.record(catalog.engine)
    edges = await traced_edges(catalog, "aid", viewer=OFFICER)
    [redacted] = [edge for edge in edges.values() if edge["assertions"][0]["redacted"]]
    assert redacted["assertions"][0]["evidence"] is None
    assert redacted["coverage"] is None
    assert redacted["coveredBy"] == []
    open_ = await traced_edges(catalog, "aid", viewer=CENTRE)
    assert open_["aid", "secret"]["coverage"] == "UNCOVERED"


@pytest.mark.parametrize(
    ("says", "agreed"),
    [
        (None, None),
        ({"source": "DECLARED"}, True),
        ({"source": "DECLARED", "masking": True}, True),
        ({"source": "DECLARED", "kind": "MASKING"}, False),
    ],
)
async def test_two_methods_that_know_of_one_derivation_agree_or_not(
    catalog: Catalog, viewer: Viewer, says: dict[str, Any] | None, *, agreed: bool | None
) -> None:
    estate = flow()
    if says is not None:
        estate.derived("aid.name", "register.name", **says)
    await estate.record(catalog.engine)
    edges = await traced_edges(catalog, "aid", viewer=viewer)
    assert edges["aid", "register"]["agreed"] is agreed


async def test_methods_that_tell_apart_what_is_masked_do_not_agree(catalog: Catalog) -> None:
    estate = flow()
    estate.derived("aidlog.name", "register.name", masking=False)
    estate.derived("aidlog.name", "register.name", source="DECLARED", masking=True)
    await estate.record(catalog.engine)
    edges = await traced_edges(catalog, "aidlog")
    assert edges["aidlog", "register"]["agreed"] is False


async def test_an_edge_is_indirect_where_every_assertion_is(catalog: Catalog) -> None:
    estate = flow()
    estate.field("aid.age", "年龄", dataset="aid")
    estate.derived("aid.age", "register.name", kind="FILTER")
    await estate.record(catalog.engine)
    fields = await traced_edges(catalog, "aid", level="FIELD")
    assert fields["aid.age", "register.name"]["isIndirect"] is True
    assert fields["aid.name", "register.name"]["isIndirect"] is False
    assert (await traced_edges(catalog, "aid"))["aid", "register"]["isIndirect"] is False
