"""Lineage said by hand or by a tool: declare that something was made from something, and retract it (design §3).

All edges point to what was before. Where columns are known, field derives from field. Where only tables are, the job
stands between: it wrote the dataset and each of its fields, later ones included, and it reads the other dataset. Each
method of knowing (`LineageSource`) asserts for itself: retracting one never closes another's.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from graph_catalog.auth import Viewer
from graph_catalog.catalog import audit_log, keys, record, validity
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.lineage import ends as lineage_ends
from graph_catalog.catalog.lineage.ends import Ends
from graph_catalog.catalog.validity import Period
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.lineage import DeclareLineageInput, JobInput, RetractLineageInput
from graph_catalog.model.instant import OPEN_START
from graph_catalog.model.refusals import InvalidInput, NotFound, Refusal

_SAID: Final = (
    *("kind", "transform", "masking", "source", "job", "job_namespace", "job_key"),
    *("script", "run", "asserted_by", "asserted_at"),
)
"""What a job said of a dataset that it wrote, to be said of the dataset's new fields too."""


async def declare(
    engine: Engine, viewer: Viewer, given: DeclareLineageInput, intent: Intent
) -> Committed | Refusal:
    """Declare that `target` was made from `source`: two fields, or two datasets with the job between."""
    return await declare_all(engine, viewer, [given], intent)


async def declare_all(
    engine: Engine,
    viewer: Viewer,
    declarations: Sequence[DeclareLineageInput],
    intent: Intent,
) -> Committed | Refusal:
    """Declare many derivations as one change: all of them, or none where one is refused."""

    async def work(change: Change) -> Outcome | Refusal:
        return await declare_each(change, viewer, declarations)

    return await audit_log.commit(engine, viewer, intent, work)


async def declare_each(
    change: Change,
    viewer: Viewer,
    declarations: Sequence[DeclareLineageInput],
    *,
    batch: str | None = None,
) -> Outcome | Refusal:
    """Declare derivations as part of a change; `batch` names the file they come from."""
    subject, changed = "", False
    for given in declarations:
        outcome = await _declare(change, viewer, given, batch)
        if isinstance(outcome, Refusal):
            return outcome
        subject, changed = outcome.subject, changed or outcome.changed
    return Outcome(subject, changed=changed)


async def _declare(
    change: Change, viewer: Viewer, given: DeclareLineageInput, batch: str | None
) -> Outcome | Refusal:
    ends = await lineage_ends.find(change, viewer, given.target_id, given.source_id)
    if isinstance(ends, Refusal):
        return ends
    target, source = ends.target, ends.source
    period = validity.period(change, given.valid_from, given.valid_to)
    if isinstance(period, Refusal):
        return period
    says = _says(change, viewer, given, batch)
    if isinstance(says, Refusal):
        return says
    job = await _job(change, given.job) if given.job is not None else None
    if isinstance(job, Refusal):
        return job
    if job is not None:
        says |= {"job": job.name, "job_namespace": job.namespace}
    if target["label"] == NodeKind.FIELD.value:
        slot = _derivation(target["key"], source["key"], given.source.value)
        facts = [
            record.Fact(
                "DERIVED_FROM", target["key"], source["key"], slot, target["key"], *period, says
            )
        ]
        if job is not None:
            facts += _touched(job.key, ends, given.source.value, period)
    elif job is None:
        return _no_job()
    else:
        facts = await _written_by(change, job.key, ends, period, says)
        facts += _touched(job.key, ends, given.source.value, period)
    news = await record.assert_facts(change, facts)
    return Outcome(target["key"], changed=news > 0)


async def retract(
    engine: Engine, viewer: Viewer, given: RetractLineageInput, intent: Intent
) -> Committed | Refusal:
    """Say that a declared derivation holds no longer from an instant on, or never held."""

    async def work(change: Change) -> Outcome | Refusal:
        ends = await lineage_ends.find(change, viewer, given.target_id, given.source_id)
        if isinstance(ends, Refusal):
            return ends
        target, source = ends.target, ends.source
        since = OPEN_START if given.never_held else validity.until(change, given.ends_at)
        slots = (
            [(target["key"], _derivation(target["key"], source["key"], given.source.value))]
            if target["label"] == NodeKind.FIELD.value
            else await _job_slots(change, target["key"], source["key"], given.source.value)
        )
        live = [fact for fact in await record.on_record(change, slots) if _lives_after(fact, since)]
        if not live:
            return NotFound(
                message=say(
                    zh=f"“{target['name']}”与“{source['name']}”之间没有可以撤回的、由 {given.source.value} 申报的血缘。",
                    en=f"No lineage from {source['name']} to {target['name']} asserted by {given.source.value} "
                    "is there to retract.",
                ),
                path=["input", "sourceId"],
            )
        await record.retract(
            change,
            [record.Stretch(anchor, slot, since, because="RETRACTED") for anchor, slot in slots],
        )
        return Outcome(target["key"])

    return await audit_log.commit(engine, viewer, intent, work)


async def extend_to_new_fields(change: Change, fields: Mapping[str, Sequence[str]]) -> None:
    """Let jobs that write whole datasets write their new fields too; `fields` are new ones by dataset."""
    written = (await change.run("lineage/written_datasets", datasets=sorted(fields)))["written"]
    facts = []
    for row in written:
        said = row["properties"]
        period = (said["valid_from"].to_native(), said["valid_to"].to_native())
        says = {name: said.get(name) for name in _SAID}
        facts += [
            record.Fact(
                "WRITTEN_BY", field, row["job"], f"{said['slot']}|{field}", field, *period, says
            )
            for field in fields[row["dataset"]]
        ]
    await record.add_facts(change, facts)


def _says(
    change: Change, viewer: Viewer, given: DeclareLineageInput, batch: str | None
) -> dict[str, object] | Refusal:
    transform = wording.text(given.transform, ["input", "transform"])
    if isinstance(transform, Refusal):
        return transform
    return {
        "kind": given.kind.value,
        "transform": transform,
        "masking": given.masking,
        "source": given.source.value,
        "asserted_by": viewer.name,
        "asserted_at": change.at,
        "import_batch": batch,
    }


@dataclasses.dataclass(frozen=True)
class _Job:
    """A job on record."""

    key: str
    namespace: str
    name: str


async def _job(change: Change, given: JobInput) -> _Job | Refusal:
    """Return the job of that name, put on record where it is new."""
    name = wording.name(given.name, ["input", "job", "name"])
    namespace = wording.name(given.namespace, ["input", "job", "namespace"])
    if isinstance(name, Refusal):
        return name
    if isinstance(namespace, Refusal):
        return namespace
    key = keys.mint(NodeKind.JOB, namespace, name)
    if key not in await record.current(change, [key]):
        attributes = {"name": name, "namespace": namespace, "kind": given.kind}
        await record.register(change, [record.NewEntity(NodeKind.JOB, key, attributes)])
    return _Job(key, namespace, name)


def _no_job() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="数据集之间的血缘需要说明作业(job):其命名空间与名称。",
            en="Lineage between datasets needs the job between them: its namespace and name.",
        ),
        path=["input", "job"],
    )


def _touched(job: str, ends: Ends, asserted: str, period: Period) -> list[record.Fact]:
    """Return what says which datasets a job touches; no lineage walks it."""
    return [
        record.Fact("INPUT", job, ends.read, f"INPUT|{job}|{ends.read}|{asserted}", job, *period),
        record.Fact(
            "OUTPUT", job, ends.written, f"OUTPUT|{job}|{ends.written}|{asserted}", job, *period
        ),
    ]


async def _written_by(
    change: Change, job: str, ends: Ends, period: Period, says: dict[str, object]
) -> list[record.Fact]:
    """Return what says that a job of unknown columns wrote a dataset, all its fields, from another."""
    asserted = says["source"]
    fields = (await change.run("lineage/fields_of", dataset=ends.written))["fields"]
    wrote = f"WRITTEN_BY|{ends.written}|{job}|{asserted}"
    return [
        record.Fact(
            "READS", job, ends.read, f"READS|{job}|{ends.read}|{asserted}", job, *period, says
        ),
        record.Fact("WRITTEN_BY", ends.written, job, wrote, ends.written, *period, says),
        *(
            record.Fact("WRITTEN_BY", field, job, f"{wrote}|{field}", field, *period, says)
            for field in fields
        ),
    ]


async def _job_slots(
    change: Change, target: str, source: str, asserted: str
) -> list[tuple[str, str]]:
    """Return the facts that say so: what jobs read; and what they wrote, where they read nothing else."""
    jobs = (
        await change.run("lineage/jobs_between", target=target, source=source, asserted=asserted)
    )["jobs"]
    fields = (await change.run("lineage/fields_of", dataset=target))["fields"]
    slots = []
    for row in jobs:
        job = row["job"]
        slots += [(job, f"{edge}|{job}|{source}|{asserted}") for edge in ("READS", "INPUT")]
        if row["others"] == 0:
            wrote = f"WRITTEN_BY|{target}|{job}|{asserted}"
            slots += [(target, wrote), (job, f"OUTPUT|{job}|{target}|{asserted}")]
            slots += [(field, f"{wrote}|{field}") for field in fields]
    return slots


def _derivation(target: str, source: str, asserted: str) -> str:
    return f"DERIVED_FROM|{target}|{source}|{asserted}"


def _lives_after(fact: Row, since: dt.datetime) -> bool:
    return bool(fact["properties"]["valid_to"].to_native() > since)
