"""Who may tell of what: every kind of telling, by everybody, of everybody's tables; without the right nothing changes."""

import dataclasses
import itertools

import pytest

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.observations import DatasetName
from graph_catalog.lineage.recording.recording import RecordedObservations
from tests.conftest import CENTRE, OFFICER
from tests.lineage.recording.telling import ACTS, HIDDEN, NOBODYS, OWNERS, TELLERS, Telling, table

SHAPING = {
    *("drop", "drop in a run", "rename", "rename another to it", "another name for it"),
}
"""What nobody but the centre may do to what is nobody's."""
CLOSING = {"drop", "drop in a run", "not seen again", "made from nothing"}
TAKING = {"rename another to it"}
"""What takes a name from another table: with the right too, that is said."""
UNITS = [viewer for viewer in TELLERS if viewer is not CENTRE]
_ghosts = itertools.count()


def _may(viewer: Viewer, owner: str) -> bool:
    return viewer is CENTRE or viewer.unit_key == owner


def _adds(viewer: Viewer, act: str, owner: str) -> bool:
    """Whether a unit tells of what is nobody's: it may add to it, by jobs of its own."""
    return owner == NOBODYS and viewer.unit_key is not None and act not in SHAPING


def ghost() -> DatasetName:
    return DatasetName("wild", f"ghost{next(_ghosts)}")


def _words(recorded: RecordedObservations, name: DatasetName) -> object:
    """What the teller is told, but for the name that it said itself."""
    said = f"{name.namespace} {name.name}"
    losses = [
        dataclasses.replace(loss, place=loss.place.replace(said, "IT")) for loss in recorded.losses
    ]
    return losses, dict(recorded.counts)


RIGHTFUL = [(CENTRE, "city"), (CENTRE, NOBODYS), (CENTRE, "civil"), (OFFICER, "civil")]


@pytest.mark.parametrize(
    ("viewer", "owner"), RIGHTFUL, ids=[f"{viewer.name}-{owner}" for viewer, owner in RIGHTFUL]
)
async def test_with_the_right_everything_takes_effect(
    engine: Engine, viewer: Viewer, owner: str
) -> None:
    telling = Telling(engine)
    for name, act in ACTS.items():
        await telling.seed()
        before = await telling.store()
        recorded = await telling.tell(viewer, act(owner, viewer.unit_key or "", table(owner)))
        assert await telling.store() != before, name
        assert bool(recorded.losses) == (name in TAKING), name
        if name == "reuse of a run":
            # Only who told of the run may say that it failed.
            assert (recorded.counts["facts_closed"] > 0) == (viewer is CENTRE)
        elif name != "reuse of a job":  # what it ends is of tables that it does not name
            assert (recorded.counts["facts_closed"] > 0) == (name in CLOSING), name


@pytest.mark.parametrize("viewer", UNITS, ids=lambda viewer: viewer.name)
async def test_without_the_right_nothing_changes(engine: Engine, viewer: Viewer) -> None:
    telling = Telling(engine)
    await telling.seed()
    before = await telling.store()
    for owner, (name, act) in itertools.product(OWNERS, ACTS.items()):
        if _may(viewer, owner) or _adds(viewer, name, owner):
            continue
        recorded = await telling.tell(viewer, act(owner, viewer.unit_key or "", table(owner)))
        assert recorded.losses, (owner, name)
        assert await telling.store() == before, (owner, name)


@pytest.mark.parametrize("viewer", UNITS, ids=lambda viewer: viewer.name)
async def test_a_unit_only_adds_to_what_is_nobodys_and_is_told_the_same_of_what_it_may_not_see(
    engine: Engine, viewer: Viewer
) -> None:
    telling = Telling(engine)
    await telling.seed()
    before = await telling.store()
    hidden = HIDDEN if viewer.unit_key != "police" else ()
    for name, act in ACTS.items():
        names = (*hidden, table(NOBODYS), ghost())
        acts = [act(NOBODYS, viewer.unit_key or "", told) for told in names]
        answers = [
            _words(await telling.tell(viewer, each), told)
            for each, told in zip(acts, names, strict=True)
        ]
        assert len(set(acts)) == 1 or all(answer == answers[0] for answer in answers), name
    assert before <= await telling.store()


@pytest.mark.parametrize("viewer", UNITS, ids=lambda viewer: viewer.name)
async def test_the_answer_is_the_same_whether_anothers_table_is_there_or_not(
    engine: Engine, viewer: Viewer
) -> None:
    telling = Telling(engine)
    await telling.seed()
    for owner, (name, act) in itertools.product(OWNERS, ACTS.items()):
        if _may(viewer, owner) or owner == NOBODYS:
            continue
        there, none = table(owner), table(owner, "none")
        answers = [
            _words(await telling.tell(viewer, act(owner, viewer.unit_key or "", told)), told)
            for told in (there, none)
        ]
        assert answers[0] == answers[1], (owner, name)
