"""Jobs and runs of an event and their facets: what moves the data, as part of what, and why it failed."""

from typing import Final

from graph_catalog.lineage.intake.openlineage import limits
from graph_catalog.lineage.intake.openlineage.part import EventPart
from graph_catalog.lineage.pure.observations import SeenJob

_PARENTS: Final = ("parent", "parentRun")
"""The facet of the parent run; the second is what early clients called it."""


def read(job: EventPart, run: EventPart | None) -> SeenJob:
    """Read a job, and what its run tells of it; raises `RefusedEventError`."""
    namespace, name = job.name("namespace"), job.name("name")
    kind, documentation = job.facet("jobType"), job.facet("documentation")
    parent = None if run is None else _parent(run)
    return SeenJob(
        namespace,
        name,
        kind=None if kind is None else kind.text("jobType") or kind.text("integration"),
        description=None if documentation is None else documentation.text("description"),
        sql=_sql(job),
        parent=None if parent == (namespace, name) else parent,
    )


def run_id(run: EventPart) -> str:
    """Return the id of a run; raises `RefusedEventError`."""
    part = run.get("runId")
    if part is None:
        run.refuse(
            zh="运行缺少“runId”。请由发送工具补上（通常为 UUID）。",
            en="The run has no runId. The sender must give it, usually a UUID.",
        )
    run_id = part.as_name()
    if len(run_id) > limits.RUN_ID_CHARACTERS:
        part.refuse(
            zh=f"runId 有 {len(run_id)} 个字符，最多 {limits.RUN_ID_CHARACTERS} 个。请使用 UUID。",
            en=f"The runId has {len(run_id)} characters; {limits.RUN_ID_CHARACTERS} are allowed. Use a UUID.",
        )
    return run_id


def error(run: EventPart) -> str | None:
    """Return the message of a run that failed."""
    facet = run.facet("errorMessage")
    return None if facet is None else facet.text("message")


def _sql(job: EventPart) -> str | None:
    """Return the SQL of a job: of its own facet, else its source code where that is SQL. Other code is not kept."""
    if (sql := job.facet("sql")) is not None:
        return sql.text("query", limits.SQL_CHARACTERS)
    code = job.facet("sourceCode")
    if code is None or (code.text("language") or "").upper() != "SQL":
        return None
    return code.text("sourceCode", limits.SQL_CHARACTERS)


def _parent(run: EventPart) -> tuple[str, str] | None:
    facet = next((found for name in _PARENTS if (found := run.facet(name))), None)
    job = None if facet is None else facet.get("job")
    name = job.dataset_name() if job is not None and job.is_object() else None
    return None if name is None else (name.namespace, name.name)
