"""Jobs on record: a job is known by its names and by whose it is, so that nobody speaks in another's (ADR 0017)."""

import dataclasses
from collections.abc import Collection

from graph_catalog.lineage.pure.observations import SeenJob
from graph_catalog.lineage.recording.authority import NOBODY, Owner
from graph_catalog.lineage.recording.judging import ReportedJob
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys, record
from graph_catalog.record.change import Change


@dataclasses.dataclass(frozen=True)
class Job:
    """A job on record, as its facts name it."""

    key: str
    namespace: str
    name: str
    script: str | None = None


@dataclasses.dataclass(frozen=True)
class Jobs:
    """The jobs that were told of, how many of them are new, and how many changed hands."""

    by_reported: dict[ReportedJob, Job]
    registered: int
    adopted: int


async def put_on_record(change: Change, reported: Collection[ReportedJob]) -> Jobs:
    """Find the jobs that were told of, and register those that nobody knows.

    A job of nobody in particular (the centre's) in a namespace that the rules have given to a unit since is the
    unit's from then on: what it does is told and ended under the same job.
    """
    candidates = {_key(each.job, owner) for each in reported for owner in (each.owner, NOBODY)}
    known = await record.current(change, candidates)
    by_reported: dict[ReportedJob, Job] = {}
    new: dict[str, record.NewEntity] = {}
    adopted: dict[str, dict[str, Owner]] = {}
    for each in reported:
        key = _key(each.job, each.owner)
        former = known.get(_key(each.job, NOBODY)) if each.is_ruled and key not in known else None
        if former is not None and former.get("owner") in {NOBODY, each.owner}:
            key = former["key"]
            if former.get("owner") != each.owner:
                adopted[key] = {"owner": each.owner}
        elif key not in known:
            new.setdefault(key, _entity(key, each.job, each.owner))
        by_reported[each] = Job(key, each.job.namespace, each.job.name, each.job.script)
    await record.register(change, list(new.values()))
    await record.revise(change, NodeKind.JOB, adopted)
    return Jobs(by_reported, len(new), len(adopted))


def key_of(namespace: str, name: str, owner: Owner) -> str:
    """Return under which key a job of somebody is on record."""
    return keys.mint(NodeKind.JOB, namespace, name, *([owner] if owner else []))


def _key(job: SeenJob, owner: Owner) -> str:
    return key_of(job.namespace, job.name, owner)


def _entity(key: str, job: SeenJob, owner: Owner) -> record.NewEntity:
    return record.NewEntity(
        NodeKind.JOB,
        key,
        {
            "name": job.name,
            "namespace": job.namespace,
            "kind": job.kind,
            "description": job.description,
            "script": job.script,
            "parent": "\x1f".join(job.parent) if job.parent else None,
            "owner": owner,
        },
    )
