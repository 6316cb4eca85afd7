"""The question of lineage: how a start is named where there is none to see, and who waits for a large answer."""

import threading
from typing import Any

import pytest

from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure import projection
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import tracing, walking
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import Lineage
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district
from tests.lineage.pure.walked_graph import lattice
from tests.walked_store import MIDNIGHT, put

LARGE = 12
"""Layers, ten wide, of a lattice whose walk is projected in a thread; of three, it is not."""
_REFUSED = """query($id: ID!) { lineage(id: $id) {
  __typename ... on Refusal { code message path } } }"""


async def _trace(catalog: Catalog, key: str, level: LineageLevel = LineageLevel.FIELD) -> Any:
    return await tracing.trace(
        catalog.engine,
        CENTRE,
        Snapshot(MIDNIGHT, 1, 1),
        Question(key, LineageDirection.UPSTREAM, level, 30, 1000),
    )


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The threads in which lineage was projected, in order."""
    found: list[int] = []
    project = projection.project

    def noting(*args: Any, **kwargs: Any) -> Any:
        found.append(threading.get_ident())
        return project(*args, **kwargs)

    monkeypatch.setattr(tracing, "project", noting)
    return found


@pytest.mark.parametrize("layers", [3, LARGE])
async def test_a_large_walk_is_projected_beside_the_loop_that_serves_others(
    catalog: Catalog, threads: list[int], layers: int
) -> None:
    await put(catalog.engine, lattice(10, layers))
    found = await _trace(catalog, "L00")
    assert isinstance(found, Lineage)
    assert found.node_count == 10 * layers
    [thread] = threads
    assert (thread == threading.get_ident()) is (layers < LARGE)


async def test_answers_are_the_same_in_a_thread_and_on_the_loop(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(catalog.engine, lattice(10, LARGE))
    for level in (LineageLevel.FIELD, LineageLevel.DATASET):
        with monkeypatch.context() as patch:
            in_a_thread = await _trace(catalog, "L03", level)
            patch.setattr(walking, "_ON_THE_LOOP", 10**9)
            assert await _trace(catalog, "L03", level) == in_a_thread


@pytest.mark.parametrize("viewer", [CENTRE, OFFICER], ids=lambda viewer: viewer.name)
async def test_a_refusal_names_the_start_as_the_caller_did(
    catalog: Catalog, viewer: Viewer
) -> None:
    await district().record(catalog.engine)
    unknown = [
        keys.encode(NodeKind.DATASET, "nobody"),
        keys.encode(NodeKind.DATASET, "nobody", as_of=MIDNIGHT, revision=1),
        keys.encode(NodeKind.ELEMENT, "idno"),
        "no id",
    ]
    hidden = [keys.encode(NodeKind.DATASET, "census")] if viewer is OFFICER else []
    for given in [*unknown, *hidden]:
        answer = (await catalog.ask(_REFUSED, {"id": given}, viewer=viewer))["lineage"]
        assert answer == {
            "__typename": "NotFound",
            "code": "NOT_FOUND",
            "message": f"Nothing has the id {given!r}, or you may not see it. Check the id.",
            "path": ["id"],
        }
