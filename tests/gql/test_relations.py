"""Every relation of the graph, for those who see all and for an ordinary officer of 民政局."""

from typing import Any

import pytest

from graph_catalog.api.relations import RELATIONS
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import entity_rows
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import revise


async def test_an_entry_leads_to_its_provider_system_and_fields_in_order(
    estate: Catalog, viewer: Viewer
) -> None:
    answer = await estate.ask(
        """{ dataset(by: {code: "MZ-001"}) { name provider { name } system { name operator { name } }
             fields { nodes { position name datum { name element { name } } alignment { form confidence method }
             dataset { name } } totalCount } } }""",
        viewer=viewer,
    )
    assert answer["dataset"] == {
        "name": "低保对象信息",
        "provider": {"name": "民政局"},
        "system": {"name": "救助平台", "operator": {"name": "民政局"}},
        "fields": {
            "nodes": [
                {
                    "position": position,
                    "name": name,
                    "datum": {"name": datum, "element": {"name": element}},
                    "alignment": {"form": "VALUE", "confidence": 0.9, "method": "EXACT"},
                    "dataset": {"name": "低保对象信息"},
                }
                for position, name, datum, element in (
                    (1, "身份证号", "自然人·公民身份号码·本人", "公民身份号码"),
                    (2, "姓名", "自然人·姓名·本人", "姓名"),
                )
            ],
            "totalCount": 2,
        },
    }


# parent, key of the parent, relation, names for the centre, names for the officer of 民政局
TO_MANY: list[tuple[str, str, str, list[str], list[str]]] = [
    ("Unit", "police", "systems", ["人口系统"], ["人口系统"]),
    (
        "Unit",
        "police",
        "datasets",
        ["人口普查草稿", "在逃人员信息", "户籍人口信息"],
        ["在逃人员信息", "户籍人口信息"],
    ),
    (
        "Unit",
        "police",
        "collects",
        ["自然人·公民身份号码·本人", "自然人·姓名·本人"],
        ["自然人·公民身份号码·本人", "自然人·姓名·本人"],
    ),
    ("Unit", "civil", "consumers", ["低保办"], ["低保办"]),
    ("Unit", "health", "consumers", ["卫生服务中心"], []),
    (
        "System",
        "registry",
        "datasets",
        ["人口普查草稿", "在逃人员信息", "户籍人口信息"],
        ["户籍人口信息"],
    ),
    ("Dataset", "residents", "fields", ["公民身份号码", "姓名", "虹膜"], ["公民身份号码", "姓名"]),
    ("Dataset", "wanted", "fields", ["公民身份号码"], []),
    ("Dataset", "residents", "agreements", ["户籍核验", "门诊核验"], ["户籍核验"]),
    ("Dataset", "residents", "consumers", ["低保办"], ["低保办"]),
    (
        "Dataset",
        "residents",
        "sourceOf",
        ["自然人·公民身份号码·本人"],
        ["自然人·公民身份号码·本人"],
    ),
    ("Dataset", "lowincome", "versions", ["低保对象信息"], ["低保对象信息"]),
    ("Element", "idno", "data", ["自然人·公民身份号码·本人"], ["自然人·公民身份号码·本人"]),
    (
        "Datum",
        "idself",
        "fields",
        ["公民身份号码", "公民身份号码", "身份证号"],
        ["公民身份号码", "身份证号"],
    ),
    ("Datum", "idself", "collectors", ["公安局", "民政局"], ["公安局", "民政局"]),
    ("Consumer", "aidoffice", "agreements", ["户籍核验"], ["户籍核验"]),
    ("Consumer", "aidoffice", "usages", ["低保审核"], ["低保审核"]),
    ("Agreement", "sharing", "datasets", ["户籍人口信息"], ["户籍人口信息"]),
]
TO_ONE: list[tuple[str, str, str, str | None, str | None]] = [
    ("System", "aid", "operator", "民政局", "民政局"),
    ("Dataset", "wanted", "provider", "公安局", "公安局"),
    ("Dataset", "wanted", "system", "人口系统", None),
    ("Dataset", "residents", "system", "人口系统", "人口系统"),
    ("Field", "lowid", "dataset", "低保对象信息", "低保对象信息"),
    ("Field", "lowid", "datum", "自然人·公民身份号码·本人", "自然人·公民身份号码·本人"),
    ("Datum", "idself", "element", "公民身份号码", "公民身份号码"),
    ("Consumer", "aidoffice", "unit", "民政局", "民政局"),
    ("Agreement", "sharing", "consumer", "低保办", "低保办"),
]


def _expected(viewer: Viewer, for_centre: Any, for_officer: Any) -> Any:
    return {CENTRE: for_centre, OFFICER: for_officer}[viewer]


@pytest.mark.parametrize(("parent", "key", "relation", "centre", "officer"), TO_MANY)
async def test_a_list_holds_what_the_viewer_may_see_and_counts_the_same(
    estate: Catalog,
    viewer: Viewer,
    parent: str,
    key: str,
    relation: str,
    centre: list[str],
    officer: list[str],
) -> None:
    query = f"""query($key: String!) {{ {parent.lower()}(by: {{key: $key}}) {{
        {relation} {{ totalCount nodes {{ name }} edges {{ node {{ name }} }} }} }} }}"""
    page = (await estate.ask(query, {"key": key}, viewer=viewer))[parent.lower()][relation]
    names = _expected(viewer, centre, officer)
    assert [node["name"] for node in page["nodes"]] == names
    assert [edge["node"]["name"] for edge in page["edges"]] == names
    assert page["totalCount"] == len(names)


@pytest.mark.parametrize(("parent", "key", "relation", "centre", "officer"), TO_ONE)
async def test_a_relation_to_one_thing_is_null_where_the_viewer_may_not_see_it(
    estate: Catalog,
    viewer: Viewer,
    parent: str,
    key: str,
    relation: str,
    centre: str | None,
    officer: str | None,
) -> None:
    query = f"query($key: String!) {{ {parent.lower()}(by: {{key: $key}}) {{ {relation} {{ name }} }} }}"
    other = (await estate.ask(query, {"key": key}, viewer=viewer))[parent.lower()][relation]
    assert (other and other["name"]) == _expected(viewer, centre, officer)


async def test_a_datum_leads_to_the_ruling_on_its_source(estate: Catalog, viewer: Viewer) -> None:
    answer = await estate.ask(
        """{ datum(by: {key: "idself"}) { designations { totalCount nodes { basis coverage { region }
             datum { name } dataset { name } } } } }""",
        viewer=viewer,
    )
    assert answer["datum"]["designations"] == {
        "totalCount": 1,
        "nodes": [
            {
                "basis": "定源会议纪要",
                "coverage": {"region": "*"},
                "datum": {"name": "自然人·公民身份号码·本人"},
                "dataset": {"name": "户籍人口信息"},
            }
        ],
    }


async def test_a_usage_says_what_is_used_by_whom_and_by_which_right(
    estate: Catalog, viewer: Viewer
) -> None:
    answer = await estate.ask(
        """{ consumer(by: {key: "aidoffice"}) { usages { nodes { name dataset { name } agreement { name }
             consumer { name } } } } }""",
        viewer=viewer,
    )
    assert answer["consumer"]["usages"]["nodes"] == [
        {
            "name": "低保审核",
            "dataset": {"name": "户籍人口信息"},
            "agreement": {"name": "户籍核验"},
            "consumer": {"name": "低保办"},
        }
    ]


async def test_each_version_of_an_entry_is_seen_with_the_revision_that_recorded_it(
    estate: Catalog, viewer: Viewer
) -> None:
    await revise(estate.engine, NodeKind.DATASET, "lowincome", name="低保家庭信息")
    answer = await estate.ask(
        """{ dataset(by: {key: "lowincome"}) { versions { totalCount nodes { id version name provider { name } } } } }""",
        viewer=viewer,
    )
    versions = answer["dataset"]["versions"]
    assert [
        (node["version"], node["name"], node["provider"]["name"]) for node in versions["nodes"]
    ] == [
        (2, "低保家庭信息", "民政局"),
        (1, "低保对象信息", "民政局"),
    ]
    assert versions["totalCount"] == 2
    first = await estate.ask(
        "query($id: ID!) { node(id: $id) { ... on Dataset { name } } }",
        {"id": versions["nodes"][1]["id"]},
        viewer=viewer,
    )
    assert first["node"]["name"] == "低保对象信息"


def test_every_relation_in_the_table_is_one_of_the_schema() -> None:
    tested = {(parent, field) for parent, _, field, *_ in [*TO_MANY, *TO_ONE]}
    others = {("Datum", "designations"), ("Field", "alignment")}
    others |= {("SourceDesignation", "datum"), ("SourceDesignation", "dataset")}
    others |= {("Usage", "dataset"), ("Usage", "agreement"), ("Usage", "consumer")}
    # In test_projects and test_collection_checks:
    others |= {("Project", each) for each in ("unit", "collectionChecks", "versions")}
    others |= {("Unit", "projects")}
    others |= {("CollectionCheckRecord", each) for each in ("project", "differences")}
    # In test_leak_scan:
    others |= {("RecordedVerdict", "provider")}
    # In test_designations, and in test_names of the catalog:
    others |= {("Datum", "futureDesignations"), ("Unit", "formerNames")}
    # In test_rulings:
    others |= {("Exemption", "datum"), ("Exemption", "unit")}
    # In test_lineage_edges:
    others |= {("LineageAssertion", "evidence")}
    others |= {
        ("LineageEdge", each)
        for each in ("coverage", "coveredBy", "coveredByHiddenAgreements", "lastCoveredBy")
    }
    # In test_audit_entries:
    others |= {(type_.__name__, "changes") for type_ in entity_rows.TYPES.values()}
    assert tested | others == set(RELATIONS) - {
        ("Dataset", "lineage"),
        ("Field", "lineage"),
        ("System", "lineage"),
        ("Unit", "lineage"),
    }
