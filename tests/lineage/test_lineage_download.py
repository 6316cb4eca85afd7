"""A lineage as a file over HTTP: the bytes, the headers, who may, and typed refusals."""

import datetime as dt
import json
from typing import Any, Final

import httpx
import pytest

from graph_catalog.lineage.export import FORMATS, LineageFormat
from graph_catalog.lineage.intake.openlineage import body
from graph_catalog.lineage.pure.observations import ReadObservations
from graph_catalog.lineage.recording.recording import record_observations
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from graph_catalog.record.change import Intent
from tests.conftest import CENTRE, OFFICER, Catalog, wipe
from tests.estate import Estate, district

PATH: Final = "/api/v1/lineage/export"
AID: Final = keys.encode(NodeKind.DATASET, "lowincome")


def derived() -> Estate:
    """The list of 民政局 from the register of 公安局, one name from a closed list; a copy by a job."""
    estate = district()
    estate.derived("lowname", "resname", job="同步", asserted_by="etl")
    estate.derived("lowid", "wantid", kind="MASKING", masking=True)
    estate.dataset("copy", "低保副本", provider="civil", code="MZ-002")
    estate.field("copyname", "姓名", dataset="copy", column_name="XM")
    estate.job("nightly", "夜间复制", writes="copy", reads="lowincome")
    return estate


async def get(catalog: Catalog, viewer: str = "centre", **parameters: Any) -> httpx.Response:
    language = parameters.pop("language", "en")
    headers = {"Authorization": f"Bearer token-of-{viewer}", "Accept-Language": language}
    headers |= parameters.pop("headers", {})
    asked = {"id": AID, "format": "json", **parameters}
    return await catalog.client.get(PATH, params=asked, headers=headers)


@pytest.mark.parametrize("wanted", LineageFormat, ids=lambda each: each.value)
async def test_the_same_pins_give_the_same_file(catalog: Catalog, wanted: LineageFormat) -> None:
    await derived().record(catalog.engine)
    first = await get(catalog, format=wanted.value)
    assert first.status_code == 200, first.text
    assert first.headers["content-type"].startswith(FORMATS[wanted].media_type.split(";")[0])
    snapshot = {"asOf": first.headers["x-as-of"], "atRevision": first.headers["x-at-revision"]}
    again = await get(catalog, format=wanted.value, **snapshot, language="zh")
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    kept = {"If-None-Match": first.headers["etag"]}
    known = await get(catalog, format=wanted.value, **snapshot, headers=kept)
    assert (known.status_code, known.content) == (304, b"")
    name = first.headers["content-disposition"]
    assert f"lineage{FORMATS[wanted].ending}" in name
    assert "filename*=UTF-8''%E8%A1%80%E7%BC%98-%E4%BD%8E%E4%BF%9D" in name


async def test_a_file_that_is_not_whole_says_so_in_a_header(catalog: Catalog) -> None:
    await derived().record(catalog.engine)
    for depth in (1, 5):
        answer = await get(catalog, depth=depth, maxNodes=1)
        assert answer.headers["x-complete"] == "false"
        assert answer.json()["complete"] is False
        assert {"reason": "NODE_LIMIT", "count": 3} in answer.json()["cuts"]


async def test_what_a_viewer_may_not_see_is_not_in_the_file(catalog: Catalog) -> None:
    await derived().record(catalog.engine)
    start = keys.encode(NodeKind.FIELD, "lowid")
    for wanted in LineageFormat:
        seen = await get(catalog, format=wanted.value, id=start)
        hidden = await get(catalog, "officer", format=wanted.value, id=start)
        assert "在逃人员信息" in seen.text or wanted is LineageFormat.OPENLINEAGE
        for secret in ("在逃", "wantid", "wanted", "GA-002", keys.encode(NodeKind.FIELD, "wantid")):
            assert secret not in hidden.text, wanted
    assert (await get(catalog, "officer", id=start)).json()["hiddenCount"] == 1


async def test_edges_tell_how_they_are_known_and_what_covers_them(catalog: Catalog) -> None:
    await derived().record(catalog.engine)
    [edge] = [
        edge
        for edge in (await get(catalog, level="FIELD")).json()["edges"]
        if edge["source"] == "resname"
    ]
    [assertion] = edge["assertions"]
    assert (assertion["job"], assertion["assertedBy"]) == ("同步", "etl")
    assert assertion["evidence"]["recordedRevision"] > 0
    assert (edge["coverage"], edge["coveredBy"]) == (
        "COVERED",
        [{"key": "sharing", "name": "户籍核验"}],
    )


@pytest.mark.parametrize(
    ("parameters", "status", "code"),
    [
        ({"id": "nothing"}, 404, "NOT_FOUND"),
        ({"id": keys.encode(NodeKind.DATUM, "idself")}, 404, "NOT_FOUND"),
        ({"id": keys.encode(NodeKind.DATASET, "nowhere")}, 404, "NOT_FOUND"),
        ({"format": "pdf"}, 400, "INVALID_INPUT"),
        ({"depth": "31"}, 400, "INVALID_INPUT"),
        ({"depth": "٣"}, 400, "INVALID_INPUT"),
        ({"maxNodes": "9" * 5000}, 400, "INVALID_INPUT"),
        ({"level": "TABLE"}, 400, "INVALID_INPUT"),
        ({"asOf": "gestern"}, 400, "INVALID_INPUT"),
        ({"asOf": "2999-01-01"}, 400, "INVALID_INPUT"),
        ({"atRevision": "77777"}, 400, "INVALID_INPUT"),
        ({"fromat": "csv"}, 400, "INVALID_INPUT"),
        ({"format": "openlineage", "level": "UNIT"}, 400, "INVALID_INPUT"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_a_type(
    catalog: Catalog, parameters: dict[str, str], status: int, code: str
) -> None:
    await derived().record(catalog.engine)
    for language in ("en", "zh"):
        answer = await get(catalog, **parameters, language=language)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.json()["message"].isascii() is (language == "en") or "٣" in str(parameters)


async def test_an_id_with_a_pin_is_not_to_be_contradicted(catalog: Catalog) -> None:
    await derived().record(catalog.engine)
    first = (await get(catalog)).json()
    explicit = first["question"]["id"]
    assert (await get(catalog, id=explicit)).json() == first
    refused = await get(catalog, id=explicit, asOf="2020-01-01")
    assert (refused.status_code, refused.json()["code"]) == (400, "INVALID_INPUT")


async def test_a_file_is_for_those_who_sign_in(catalog: Catalog) -> None:
    answer = await get(catalog, "nobody")
    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_SIGNED_IN")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("viewer", [CENTRE.name, OFFICER.name])
async def test_the_catalog_takes_its_own_openlineage_in_again(
    catalog: Catalog, viewer: str
) -> None:
    await derived().record(catalog.engine)
    for level in ("FIELD", "DATASET"):
        sent = await get(catalog, viewer, format="openlineage", level=level)
        read = body.read_batch(sent.content, received=dt.datetime.now(dt.UTC))
        assert isinstance(read, list)
        taken = [event for event in read if isinstance(event, ReadObservations)]
        assert (len(taken), [event.losses for event in taken if event.losses]) == (len(read), [])
        assert json.loads(sent.text.splitlines()[0])["job"]["facets"]


def edges(ndjson: str) -> set[tuple[Any, ...]]:
    """What was made from what, in an OpenLineage file: columns where they are told, else tables."""
    found: set[tuple[Any, ...]] = set()
    for event in map(json.loads, ndjson.splitlines()):
        for output in event.get("outputs", []):
            target = (output["namespace"], output["name"])
            columns = output["facets"].get("columnLineage", {}).get("fields", {})
            found |= {
                (*target, column, each["namespace"], each["name"], each["field"], how["subtype"])
                for column, said in columns.items()
                for each in said["inputFields"]
                for how in each["transformations"]
            }
            if not columns:
                found |= {(*target, each["namespace"], each["name"]) for each in event["inputs"]}
    return found


@pytest.mark.parametrize("level", ["FIELD", "DATASET"])
async def test_an_empty_catalog_has_the_same_edges_after_the_import(
    catalog: Catalog, level: str
) -> None:
    await derived().record(catalog.engine)
    sent = (await get(catalog, format="openlineage", level=level)).text
    await wipe(catalog.engine)
    read = body.read_batch(sent.encode(), received=dt.datetime.now(dt.UTC))
    assert isinstance(read, list)
    observations = [observation for event in read for observation in event.observations]
    intent = Intent("recordLineage", {})
    await record_observations(catalog.engine, CENTRE, observations, lambda _: None, intent)
    [row] = await catalog.engine.run_statement(
        "MATCH (:DatasetName {name: 'MZ-001'})-[:OF]->(dataset:Dataset) RETURN dataset.key AS key"
    )
    start = keys.encode(NodeKind.DATASET, row["key"])
    again = (await get(catalog, format="openlineage", level=level, id=start)).text
    assert edges(again) == edges(sent) != set()
