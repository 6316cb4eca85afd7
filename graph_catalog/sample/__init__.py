"""The sample district: put on record through the program's own operations (examples/district/README.md)."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

from graph_catalog.auth import LOCAL
from graph_catalog.catalog import audit_log
from graph_catalog.catalog.change import Intent
from graph_catalog.graph.engine import Engine
from graph_catalog.sample.district import District, step
from graph_catalog.sample.history import History
from graph_catalog.sample.projects import Projects, step_of


def folder() -> Path:
    """Return where the sample's files lie: inside an installed package, else at the repository's root."""
    package = Path(str(resources.files("graph_catalog")))
    packaged = package / "examples" / "district"
    return packaged if packaged.is_dir() else package.parent / "examples" / "district"


async def is_wanted(engine: Engine) -> bool:
    """Tell whether the catalog is empty, or holds the sample in part: a load that was cut short goes on."""
    head = await engine.read("audit/head", LOCAL)
    if head["head_revision"] == 0:
        return True
    district = District(engine, folder())
    began, *_ = district.rows("units")
    *_, ended = district.rows("projects")
    return await _was_done(engine, step("registerUnit", began["单位名称"])) and not await _was_done(
        engine, step_of(ended)
    )


async def _was_done(engine: Engine, intent: Intent) -> bool:
    key = audit_log.replay_key(LOCAL, intent.idempotency_key or "")
    return bool(await engine.read("audit/replayed", LOCAL, replay_key=key))


async def load(engine: Engine, *, progress: Callable[[str], None] = lambda _: None) -> None:
    """Load the sample into an empty catalog; raises `InputFileError` where an operation refuses a row."""
    district = District(engine, folder())
    steps = {
        "units": district.units,
        "systems": district.systems,
        "catalog": district.catalog,
        "designations": district.designations,
        "exemptions": district.exemptions,
        "agreements": district.agreements,
        "lineage": district.lineage,
        "history": History(district).apply,
        "projects": Projects(district).load,
    }
    for name, load_step in steps.items():
        progress(name)
        await load_step()
