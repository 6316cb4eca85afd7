"""Putting sightings on record, one change for all of them; what cannot be recorded as said is a stated loss."""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence

from graph_catalog.auth import Viewer
from graph_catalog.catalog import audit_log, keys, record
from graph_catalog.catalog.audit_log import Change, Intent, Outcome
from graph_catalog.catalog.permission import refuse_role
from graph_catalog.catalog.sightings import columns as seen_columns
from graph_catalog.catalog.sightings import naming as seen_names
from graph_catalog.catalog.sightings.columns import Columns
from graph_catalog.catalog.sightings.naming import Naming
from graph_catalog.catalog.sightings.runs import NOTHING, Run, said
from graph_catalog.catalog.sightings.settling import Job, confirm, settle
from graph_catalog.graph.engine import Engine
from graph_catalog.language import say
from graph_catalog.lineage.sightings import (
    DatasetName,
    Loss,
    Placer,
    SeenColumn,
    SeenDataset,
    SeenEdge,
    SeenJob,
    Sighting,
)
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import Refusal
from graph_catalog.rights import Operation, Owner


@dataclasses.dataclass(frozen=True)
class Recorded:
    """What became of sightings: the revision on record then, what was written, and what could not be."""

    revision: int
    counts: Mapping[str, int]
    losses: tuple[Loss, ...] = ()


async def record_sightings(
    engine: Engine, viewer: Viewer, sightings: Sequence[Sighting], place: Placer, intent: Intent
) -> Recorded | Refusal:
    """Put sightings on record, in any order and as often as they come: the same ones leave the same lineage."""
    if refusal := refuse_role(viewer, Operation.TELL_LINEAGE):
        return refusal
    losses: list[Loss] = []

    async def work(change: Change) -> Outcome:
        losses.clear()
        return await _Recording(change, [_with_job(each) for each in sightings], losses).run(place)

    committed = await audit_log.commit(engine, viewer, intent, work)
    if isinstance(committed, Refusal):
        return committed
    return Recorded(committed.revision, committed.counts, tuple(dict.fromkeys(losses)))


class _Recording:
    """One change that records sightings."""

    def __init__(self, change: Change, sightings: Sequence[Sighting], losses: list[Loss]) -> None:
        self._change = change
        self._sightings = sightings
        self._losses = losses
        self._counts: Counter[str] = Counter()
        self._jobs: dict[str, Job] = {}
        self._owners: dict[str, str | None] = {}

    async def run(self, place: Placer) -> Outcome:
        naming = await self._name(place)
        columns = await self._see_columns(naming)
        await self._register_jobs()
        runs = await self._fold(naming, columns)
        await self._keep(runs)
        settled = await settle(self._change, runs, self._jobs, columns)
        await confirm(self._change, runs)
        self._counts["facts_recorded"] += settled.recorded
        self._counts["facts_closed"] += settled.closed
        self._counts["sightings"] = len(self._sightings)
        self._counts["runs"] = len(runs)
        subject = next(iter(self._jobs), next(iter(naming.meant.values()), None)) or ""
        news = ("datasets_registered", "datasets_renamed", "fields_registered", "jobs_registered")
        changed = any(self._counts[name] for name in (*news, "facts_recorded", "facts_closed"))
        return Outcome(subject, counts=dict(self._counts), changed=changed)

    async def _name(self, place: Placer) -> Naming:
        """Find the datasets, and register those that nobody knows."""
        naming = await seen_names.find(self._change, self._sightings, place)
        self._losses += naming.losses
        await record.register(self._change, seen_names.new_datasets(naming))
        await record.add_facts(self._change, seen_names.placed_facts(naming))
        await seen_names.keep(self._change, naming)
        renamed = await seen_names.rename(self._change, naming)
        self._counts["datasets_registered"] = len(naming.new)
        self._counts["datasets_renamed"] = renamed
        datasets = sorted({key for meant in naming.by_sighting for key in meant.values()})
        rows = (await self._change.run("lineage/owners", keys=datasets))["owners"]
        self._owners = {row["key"]: row["unit"] for row in rows}
        return naming

    async def _see_columns(self, naming: Naming) -> Columns:
        seen: dict[str, dict[str, SeenColumn]] = {}
        for sighting, meant in zip(self._sightings, naming.by_sighting, strict=True):
            for dataset in seen_names.told(sighting):
                told = seen.setdefault(meant[dataset.name], {})
                for column in dataset.columns:
                    told.setdefault(seen_columns.folded(column.name), column)
            for output in sighting.outputs:
                for edge in output.edges or ():
                    for name, called in ((output.name, edge.target), (edge.source, edge.column)):
                        told = seen.setdefault(meant[name], {})
                        told.setdefault(seen_columns.folded(called), SeenColumn(called))
        columns = await seen_columns.read(self._change, seen)
        mine = {
            dataset: list(told.values())
            for dataset, told in seen.items()
            if self._may_describe(dataset)
        }
        self._counts["fields_registered"] = await seen_columns.complete(self._change, columns, mine)
        return columns

    def _may_describe(self, dataset: str) -> bool:
        owner = self._owners.get(dataset)
        return owner is None or self._may_tell(owner)

    def _may_tell(self, owner: str | None) -> bool:
        whose = None if owner is None else Owner(owner)
        return self._change.viewer.may(Operation.TELL_LINEAGE, whose)

    async def _register_jobs(self) -> None:
        told = {_job_key(each.job): each.job for each in self._sightings if each.job is not None}
        known = await record.current(self._change, told)
        new = {key: job for key, job in told.items() if key not in known}
        await record.register(
            self._change,
            [
                record.NewEntity(
                    NodeKind.JOB,
                    key,
                    {
                        "name": job.name,
                        "namespace": job.namespace,
                        "kind": job.kind,
                        "description": job.description,
                        "script": job.script,
                        "parent": "\x1f".join(job.parent) if job.parent else None,
                    },
                )
                for key, job in new.items()
            ],
        )
        self._counts["jobs_registered"] = len(new)
        self._jobs = {
            key: Job(key, job.namespace, job.name, job.script) for key, job in told.items()
        }

    async def _fold(self, naming: Naming, columns: Columns) -> list[Run]:
        """Tell the runs what the sightings say of them."""
        named = [
            (_run_key(sighting), sighting, meant)
            for sighting, meant in zip(self._sightings, naming.by_sighting, strict=True)
            if sighting.job is not None
        ]
        rows = (await self._change.run("sighting/runs", keys=sorted({key for key, *_ in named})))[
            "runs"
        ]
        runs = {row["run"]["key"]: Run.read(row) for row in rows}
        for key, sighting, meant in named:
            if key not in runs:
                job = _job_key(sighting.job)
                runs[key] = Run(key, job, sighting.source.value, sighting.at)
            runs[key].tell(
                sighting,
                [
                    meant[dataset.name]
                    for dataset in seen_names.told(sighting)
                    if dataset not in sighting.outputs
                ],
                {
                    meant[output.name]: self._says(output, meant, columns)
                    for output in sighting.outputs
                    if self._may_write(output, meant)
                },
            )
        return [*runs.values(), *await self._drops(naming)]

    async def _drops(self, naming: Naming) -> list[Run]:
        """Return the end of what jobs did to datasets that ceased to be, as runs that saw nothing of them."""
        dropped = {each.dataset: self._sightings[each.sighting].at for each in naming.dropped}
        if not dropped:
            return []
        rows = (await self._change.run("sighting/writers", datasets=sorted(dropped)))["writers"]
        for row in rows:
            self._jobs[row["job"]] = Job(row["job"], row["namespace"], row["name"], row["script"])
        return [
            Run.dropping(row["dataset"], row["job"], row["source"], dropped[row["dataset"]])
            for row in rows
        ]

    def _may_write(self, output: SeenDataset, meant: Mapping[DatasetName, str]) -> bool:
        """Whether the viewer may say what an output was made from: as either side, or where it is nobody's."""
        sides = {meant[output.name], *(meant[edge.source] for edge in output.edges or ())}
        owners = {self._owners.get(dataset) for dataset in sides}
        unowned = self._owners.get(meant[output.name]) is None
        if unowned or any(self._may_tell(owner) for owner in owners):
            return True
        self._losses.append(
            Loss(
                f"{output.name.namespace} {output.name.name}",
                say(zh="血缘", en="lineage"),
                say(
                    zh="两端都不属于本单位,未予登记。请由任一端所属单位或区大数据中心提交。",
                    en="neither end is your unit's; not recorded. The unit at either end or the big-data centre "
                    "may send it.",
                ),
            )
        )
        return False

    def _says(
        self, output: SeenDataset, meant: Mapping[DatasetName, str], columns: Columns
    ) -> frozenset[str]:
        """Return what is said of an output's columns, by the fields that they are."""
        if output.edges is None:
            return frozenset()
        if not output.edges:
            return frozenset({NOTHING})
        dataset, found = meant[output.name], set[str]()
        for edge in output.edges:
            target = columns.find(dataset, edge.target)
            source = columns.find(meant[edge.source], edge.column)
            if target is None or source is None:
                self._losses.append(_no_field(output, edge))
            elif target != source:
                words = (edge.kind.value, edge.transform, edge.masking, edge.line)
                found.add(said("DERIVED_FROM", target, source, *words))
        return frozenset(found or {NOTHING})

    async def _keep(self, runs: Sequence[Run]) -> None:
        await self._change.run("sighting/keep_runs", rows=[run.row() for run in runs])
        observations = [row for run in runs for row in run.observations()]
        await self._change.run("sighting/keep_observations", rows=observations)


def _with_job(sighting: Sighting) -> Sighting:
    """Let a dataset that tells what its columns were made from, and not by which job, have one of its own name."""
    made = next((output.name for output in sighting.outputs if output.edges), None)
    if sighting.job is not None or made is None:
        return sighting
    job = SeenJob(made.namespace, made.name, kind="DATASET")
    return dataclasses.replace(sighting, job=job)


def _job_key(job: SeenJob | None) -> str:
    if job is None:
        message = "a sighting without a job has no run"
        raise ValueError(message)
    return keys.mint(NodeKind.JOB, job.namespace, job.name)


def _run_key(sighting: Sighting) -> str:
    """Return under what a run is known; what tells of a job's design is a run of its own instant."""
    run = sighting.run or f"{sighting.source.value}@{sighting.at.isoformat()}"
    return f"{_job_key(sighting.job)}|{run}"


def _no_field(output: SeenDataset, edge: SeenEdge) -> Loss:
    return Loss(
        f"{output.name.namespace} {output.name.name}",
        f"{edge.source.name}.{edge.column} → {edge.target}",
        say(
            zh="其中的列不在目录条目中,而您不能为该条目登记列。请由其提供单位或区大数据中心登记。",
            en="one of the columns is not in its entry, and you may not add it. Its provider or the big-data centre may.",
        ),
    )
