"""Putting sightings on record, one change for all of them; what cannot be recorded as said is a stated loss."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Loss,
    NameResolver,
    Observation,
    SeenColumn,
    SeenDataset,
)
from graph_catalog.lineage.recording import columns as seen_columns
from graph_catalog.lineage.recording import jobs as seen_jobs
from graph_catalog.lineage.recording import naming as seen_names
from graph_catalog.lineage.recording import runs as seen_runs
from graph_catalog.lineage.recording import veils
from graph_catalog.lineage.recording.authority import Authority
from graph_catalog.lineage.recording.columns import Columns
from graph_catalog.lineage.recording.jobs import Job
from graph_catalog.lineage.recording.judging import Permitted, ReportedJob, named_datasets
from graph_catalog.lineage.recording.naming import Naming
from graph_catalog.lineage.recording.reconciling import confirm, reconcile
from graph_catalog.lineage.recording.runs import NOTHING, Run, said
from graph_catalog.lineage.recording.veils import Settled
from graph_catalog.model.refusals import Refusal
from graph_catalog.record import audit_log, record
from graph_catalog.record.change import Change, Intent, Outcome
from graph_catalog.record.permission import refuse_role


@dataclasses.dataclass(frozen=True)
class RecordedObservations:
    """What became of sightings: the revision on record then, what was written, and what could not be.

    The numbers are of what the viewer may know of: for a unit, of its own datasets and of lineage with an end in them.
    """

    revision: int
    counts: Mapping[str, int]
    losses: tuple[Loss, ...] = ()


async def record_observations(
    engine: Engine,
    viewer: Viewer,
    observations: Sequence[Observation],
    place: NameResolver,
    intent: Intent,
) -> RecordedObservations | Refusal:
    """Put sightings on record, in any order and as often as they come: the same ones leave the same lineage.

    Of each only what the viewer may tell (`judging.judge`): the rest is a stated loss and changes nothing.
    """
    if refusal := refuse_role(viewer, Operation.REPORT_LINEAGE):
        return refusal
    recording: _Recording | None = None

    async def work(change: Change) -> Outcome:
        nonlocal recording
        recording = _Recording(change, observations)
        return await recording.run(place)

    committed = await audit_log.commit(engine, viewer, intent, work)
    if isinstance(committed, Refusal):
        return committed
    if recording is None:
        return RecordedObservations(committed.revision, committed.counts)
    losses = tuple(dict.fromkeys(recording.losses))
    return RecordedObservations(committed.revision, recording.counts_shown, losses)


class _Recording:
    """One change that records sightings."""

    def __init__(self, change: Change, observations: Sequence[Observation]) -> None:
        self._change = change
        self._observations = observations
        self._authority = Authority(change.viewer)
        self._counts: Counter[str] = Counter()
        self._jobs: dict[str, Job] = {}
        self.losses: list[Loss] = []
        self.counts_shown: Mapping[str, int] = {}

    async def run(self, place: NameResolver) -> Outcome:
        naming = await seen_names.find(self._change, self._observations, place)
        self.losses += naming.losses
        renamed = await self._name(naming)
        columns, fields = await self._see_columns(naming)
        jobs = await seen_jobs.put_on_record(
            self._change, {each.job: None for each in naming.permitted if each.job is not None}
        )
        self._jobs = {job.key: job for job in jobs.by_reported.values()}
        runs = await self._fold(naming, columns, jobs.by_reported)
        await self._keep(runs)
        reconciled = await reconcile(self._change, runs, self._jobs, columns)
        await confirm(self._change, runs)
        await veils.lift(self._change, runs)
        self._counts["datasets_registered"] = len(naming.new)
        self._counts["datasets_renamed"] = renamed
        self._counts["fields_registered"] = len(fields)
        self._counts["jobs_registered"] = jobs.registered
        self._counts["facts_recorded"] = len(reconciled.recorded)
        self._counts["facts_closed"] = len(reconciled.closed)
        # A unit's event makes a revision whatever becomes of it: one that makes none would tell that nothing was new.
        is_units = not self._change.viewer.sees_all
        changed = is_units or jobs.adopted > 0 or any(self._counts.values())
        self._counts["sightings"] = len(naming.heard)
        self._counts["runs"] = len(runs)
        self.counts_shown = (
            dict(self._counts)
            if self._change.viewer.sees_all
            else self._of_own(naming, columns, fields, reconciled)
        )
        subject = next(iter([*self._jobs, *naming.new, *naming.renamed]), "")
        return Outcome(subject, counts=dict(self._counts), changed=changed)

    def _of_own(
        self, naming: Naming, columns: Columns, fields: Iterable[str], reconciled: Settled
    ) -> Mapping[str, int]:
        """Return the counts of what is the viewer's own: others' would tell what is there that it may not see."""
        own = {*naming.own, *(key for held in naming.own for key in columns.fields.get(held, ()))}
        runs = {
            (each.job.namespace, each.job.name, each.run)
            for each in naming.heard
            if each.job is not None
        }
        return {
            "datasets_registered": len(naming.own & naming.new.keys()),
            "datasets_renamed": self._counts["datasets_renamed"],
            "fields_registered": sum(dataset in naming.own for dataset in fields),
            "facts_recorded": sum(fact.is_shown(own) for fact in reconciled.recorded),
            "facts_closed": sum(fact.is_shown(own) for fact in reconciled.closed),
            "sightings": len(naming.heard),
            "runs": len(runs),
        }

    async def _name(self, naming: Naming) -> int:
        """Register the datasets that nobody knows, and keep what names mean; return how many were renamed."""
        await record.register(self._change, seen_names.new_datasets(naming))
        await record.add_facts(self._change, seen_names.placed_facts(naming))
        await seen_names.keep(self._change, naming)
        return await seen_names.rename(self._change, naming)

    async def _see_columns(self, naming: Naming) -> tuple[Columns, list[str]]:
        """Return the columns of the datasets, and the dataset of each that was not on record."""
        seen: dict[str, dict[str, SeenColumn]] = {}
        for permitted, meant in zip(naming.permitted, naming.by_observation, strict=True):
            for dataset in named_datasets(permitted.observation):
                of_it = seen.setdefault(meant[dataset.name], {})
                for column in dataset.columns:
                    of_it.setdefault(seen_columns.folded(column.name), column)
            for output in permitted.observation.outputs:
                for edge in output.edges or ():
                    for name, called in ((output.name, edge.target), (edge.source, edge.column)):
                        of_it = seen.setdefault(meant[name], {})
                        of_it.setdefault(seen_columns.folded(called), SeenColumn(called))
        columns = await seen_columns.read(self._change, seen)
        mine = {
            dataset: list(of_it.values())
            for dataset, of_it in seen.items()
            if dataset in naming.describable
        }
        return columns, await seen_columns.complete(self._change, columns, mine)

    async def _fold(
        self, naming: Naming, columns: Columns, jobs: Mapping[ReportedJob, Job]
    ) -> list[Run]:
        """Tell the runs what the sightings say of them."""
        named = [
            (self._run_key(permitted, jobs[permitted.job]), permitted, meant)
            for permitted, meant in zip(naming.permitted, naming.by_observation, strict=True)
            if permitted.job is not None
        ]
        rows = (
            await self._change.run(
                "lineage/recording/runs", keys=sorted({key for key, *_ in named})
            )
        )["runs"]
        runs = {row["run"]["key"]: Run.read(row) for row in rows}
        for key, permitted, meant in named:
            observation = permitted.observation
            if key not in runs:
                job = key.partition("|")[0]
                runs[key] = Run(key, job, observation.source.value, observation.at)
            runs[key].merge(
                observation,
                [
                    meant[dataset.name]
                    for dataset in named_datasets(observation)
                    if dataset not in observation.outputs
                ],
                {
                    seen_runs.output(meant[output.name], permitted.voices[output.name]): _says(
                        output, meant, columns
                    )
                    for output in observation.outputs
                },
            )
            runs[key].reads_unrecorded |= permitted.reads_unrecorded
        return [*runs.values(), *await self._drops(naming)]

    def _run_key(self, permitted: Permitted, job: Job) -> str:
        """Return under what a run is known: what tells of a job's design is a run of its own instant.

        A run that a unit tells of is the unit's own: it completes nothing that others told of under the same id.
        """
        observation = permitted.observation
        run = observation.run or f"{observation.source.value}@{observation.at.isoformat()}"
        reporter = self._authority.reporter
        return f"{job.key}|{run}" + (f"|{reporter}" if reporter else "")

    async def _drops(self, naming: Naming) -> list[Run]:
        """Return the end of what jobs did to datasets that ceased to be, as runs that saw nothing of them."""
        dropped = {
            each.dataset: naming.permitted[each.observation].observation.at
            for each in naming.dropped
        }
        if not dropped:
            return []
        rows = (await self._change.run("lineage/recording/writers", datasets=sorted(dropped)))[
            "writers"
        ]
        for row in rows:
            self._jobs[row["job"]] = Job(row["job"], row["namespace"], row["name"], row["script"])
        return [
            Run.dropping(
                seen_runs.output(row["dataset"], row["voice"]),
                row["job"],
                row["source"],
                dropped[row["dataset"]],
            )
            for row in rows
        ]

    async def _keep(self, runs: Sequence[Run]) -> None:
        await self._change.run("lineage/recording/keep_runs", rows=[run.row() for run in runs])
        observations = [row for run in runs for row in run.observations()]
        await self._change.run("lineage/recording/keep_observations", rows=observations)


def _says(
    output: SeenDataset, meant: Mapping[DatasetName, str], columns: Columns
) -> frozenset[str]:
    """Return what is said of an output's columns, by the fields that they are.

    A column that is in neither the record nor the viewer's hands is left out: that it is not there nobody is told, and
    the loss that another's dataset is stands for it (`judging`).
    """
    if output.edges is None:
        return frozenset()
    dataset, found = meant[output.name], set[str]()
    for edge in output.edges:
        target = columns.find(dataset, edge.target)
        source = columns.find(meant[edge.source], edge.column)
        if target is not None and source is not None and target != source:
            words = (edge.kind.value, edge.transform, edge.masking, edge.line)
            found.add(said("DERIVED_FROM", target, source, *words))
    return frozenset(found or {NOTHING})
