"""What one unit's events say of another unit's tables, jobs and systems changes nothing, and nobody is accused by it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph_catalog.app import create_app
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.token_file import line_for
from graph_catalog.lineage.intake.openlineage.body import MOST_EVENTS
from graph_catalog.settings import Settings
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district
from tests.lineage.recording.telling import POLICE

_RULES = """命名空间,名称,信息系统,目录代码,所属单位
mzdb,civil.gljt,,MZ-001,
mzdb,*,救助平台,,
gadb,*,人口系统,,
etl-mz,*,,,民政局
etl-xx,*,,,查无此局
"""
_LIVE = """MATCH ()-[e:DERIVED_FROM|INPUT|OUTPUT]->()
WHERE e.rev_to = 9223372036854775807 AND e.valid_to >= datetime('9999-01-01T00:00:00Z')
RETURN count(e) AS facts"""


@pytest.fixture(scope="module")
async def client(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application with mapping rules, and a token for each viewer."""
    folder: Path = tmp_path_factory.mktemp("settings")
    tokens, rules = folder / "tokens", folder / "rules.csv"
    viewers = (CENTRE, OFFICER, POLICE)
    tokens.write_text("\n".join(line_for(f"token-of-{who.name}", who) for who in viewers), "utf-8")
    rules.write_text(_RULES, "utf-8")
    app = create_app(Settings(tokens=tokens, lineage_rules=rules), engine)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://catalog") as opened:
        yield opened


def event(namespace: str, output: dict[str, Any], day: int, **changed: Any) -> dict[str, Any]:
    return {
        "eventType": "COMPLETE",
        "eventTime": f"2026-03-{day:02}T08:00:00+08:00",
        "run": {"runId": f"run-{namespace}-{day}"},
        "job": {"namespace": "etl", "name": "nightly"},
        "outputs": [output],
    } | changed


def made(namespace: str, name: str, **columns: str) -> dict[str, Any]:
    fields = {
        column: {"inputFields": [{"namespace": namespace, "name": "src", "field": source}]}
        for column, source in columns.items()
    }
    return {"namespace": namespace, "name": name, "facets": {"columnLineage": {"fields": fields}}}


async def send(catalog: Catalog, viewer: Viewer, content: Any) -> Any:
    headers = {
        "Authorization": f"Bearer token-of-{viewer.name}",
        "Accept-Language": "en",
        "Content-Type": "application/json",
    }
    answer = await catalog.client.post(
        "/api/v1/lineage", content=json.dumps(content), headers=headers
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


async def live(catalog: Catalog) -> int:
    [row] = await catalog.engine.run_statement(_LIVE)
    return int(row["facts"])


@pytest.fixture
async def telling(catalog: Catalog) -> Catalog:
    await district().record(catalog.engine)
    told = await send(catalog, OFFICER, event("mzdb", made("mzdb", "civil.gljt", c9="d9"), 1))
    assert told["losses"] == []
    assert told["recorded"]["facts_recorded"] == 1
    return catalog


async def test_anothers_drop_ends_nothing(telling: Catalog) -> None:
    before = await live(telling)
    dropped = made("mzdb", "civil.gljt")
    dropped["facets"] = {"lifecycleStateChange": {"lifecycleStateChange": "DROP"}}
    told = await send(telling, POLICE, event("mzdb", dropped, 2))
    assert told["recorded"]["facts_closed"] == 0
    assert [loss["place"] for loss in told["losses"]] == ["mzdb civil.gljt"] * 2
    assert await live(telling) == before
    own = await send(telling, OFFICER, event("mzdb", dropped, 3))
    assert own["recorded"]["facts_closed"] > 0


@pytest.mark.parametrize("namespace", ["etl-mz", "etl-xx"])
async def test_a_job_that_is_not_ones_own_is_refused_alike_whosever_it_is(
    telling: Catalog, namespace: str
) -> None:
    """Of a unit on record or of none; and what is said to be unrecorded is not counted as recorded."""
    job = {"namespace": namespace, "name": "nightly"}
    told = await send(telling, POLICE, event("gadb", made("gadb", "t", a="b"), 2, job=job))
    [loss] = told["losses"]
    assert loss["place"] == f"{namespace} nightly"
    assert loss["why"] == (
        "by the mapping rules the jobs of this namespace are not your unit's; nothing of the event was recorded. "
        "Use a namespace of your own unit, or let the big-data centre send it."
    )
    assert set(told["recorded"].values()) == {0}


@pytest.mark.parametrize("namespace", ["etl", "etl-mz"])
async def test_anothers_use_of_a_jobs_name_ends_nothing(telling: Catalog, namespace: str) -> None:
    job = {"namespace": namespace, "name": "nightly"}
    await send(telling, OFFICER, event("mzdb", made("mzdb", "t", a="b"), 2, job=job))
    before = await live(telling)
    told = await send(telling, POLICE, event("gadb", made("gadb", "t", a="b"), 3, job=job))
    assert told["recorded"]["facts_closed"] == 0
    assert bool(told["losses"]) == (namespace == "etl-mz")
    assert await live(telling) == before + (0 if namespace == "etl-mz" else 3)


async def test_nobody_plants_a_table_in_anothers_system_or_has_it_accused(telling: Catalog) -> None:
    before = await telling.ask('{ findings(filter: {rules: ["R-11b"]}) { totalCount } }')
    planted = {
        "eventTime": "2026-03-02T08:00:00Z",
        "dataset": {
            "namespace": "mzdb",
            "name": "planted",
            "facets": {"schema": {"fields": [{"name": "c"}]}},
        },
    }
    told = await send(telling, POLICE, planted)
    assert [loss["place"] for loss in told["losses"]] == ["mzdb planted"]
    found = await telling.ask(
        '{ datasets(filter: {name: {eq: "planted"}}) { totalCount } findings(filter: {rules: ["R-11b"]}) { totalCount } }'
    )
    assert found["datasets"]["totalCount"] == 0
    assert found["findings"] == before["findings"]
    own = await send(telling, OFFICER, planted)
    assert own["recorded"]["datasets_registered"] == 1


async def test_a_batch_has_a_bound(catalog: Catalog) -> None:
    headers = {
        "Authorization": f"Bearer token-of-{CENTRE.name}",
        "Content-Type": "application/json",
    }
    for events, status in ((MOST_EVENTS, 200), (MOST_EVENTS + 1, 400)):
        content = "[" + ",".join(["{}"] * events) + "]"
        answer = await catalog.client.post(
            "/api/v1/lineage/batch", content=content, headers=headers
        )
        assert answer.status_code == status
