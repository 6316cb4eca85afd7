"""The sample district: put on record through the program's own operations (examples/district/README.md)."""

import datetime as dt
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from graph_catalog.errors import InputFileError
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import LOCAL
from graph_catalog.language import say
from graph_catalog.record import audit_log
from graph_catalog.record.change import Intent
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


async def load(
    engine: Engine,
    *,
    progress: Callable[[str], None] = lambda _: None,
    clock: Callable[[], dt.datetime] | None = None,
) -> None:
    """Load the sample into an empty catalog; raises `InputFileError` where an operation refuses a row.

    `clock` dates its changes, where an empty catalog is to have a past; on any other it is refused.
    """
    if clock is not None and (await engine.read("audit/head", LOCAL))["head_revision"] != 0:
        raise InputFileError(
            say(
                zh="目录不为空：只有向空目录载入示例时才能另给时间，未作任何改动。",
                en="The catalog is not empty: only a sample for an empty one is dated by another clock. Nothing was changed.",
            )
        )
    engine.dated_by = clock
    try:
        await _load(engine, progress)
    finally:
        engine.dated_by = None


async def _load(engine: Engine, progress: Callable[[str], None]) -> None:
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
