"""What of a sighting its teller may tell: the one place that all of them pass before anything is written. Pure.

A loss names what the teller said and nothing else, and it is the same whether another's dataset stands behind a name
or none: of every dataset that is not the teller's own the same is said.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping

from graph_catalog.language import say
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Lifecycle,
    Loss,
    Observation,
    SeenDataset,
    SeenJob,
)
from graph_catalog.lineage.recording.authority import NOBODY, Authority, Owner


@dataclasses.dataclass(frozen=True)
class Names:
    """What names mean at the point where a sighting is judged."""

    owner_of: Callable[[DatasetName], Owner]
    """Whose the dataset is that a name means, else whose the name is by the rules."""
    is_known: Callable[[DatasetName], bool]
    """Whether it means a dataset on record."""


@dataclasses.dataclass(frozen=True)
class ReportedJob:
    """A job that was told of, and whose it is."""

    job: SeenJob
    owner: Owner
    is_ruled: bool
    """Whether the rules say whose it is; else it is whose who tells."""


@dataclasses.dataclass(frozen=True)
class Permitted:
    """A sighting, as far as its teller may tell it."""

    observation: Observation
    job: ReportedJob | None = None
    """The job that did it, or is designed to, and whose it is."""
    voices: Mapping[DatasetName, str] = dataclasses.field(default_factory=dict)
    """Of outputs, in whose name their lineage is told (`Authority.voice`)."""
    own: frozenset[DatasetName] = frozenset()
    """Datasets that are the teller's own."""
    describable: frozenset[DatasetName] = frozenset()
    """Datasets of which the teller may say what columns they have."""
    reads_unrecorded: bool = False
    """Whether the job read more than may be recorded."""


def named_datasets(observation: Observation) -> Iterator[SeenDataset]:
    """Yield every dataset that a sighting names, those that only its edges name at the end."""
    yield from observation.inputs
    yield from observation.outputs
    named = {dataset.name for dataset in (*observation.inputs, *observation.outputs)}
    sources = {edge.source for output in observation.outputs for edge in output.edges or ()}
    yield from (SeenDataset(name) for name in sorted(sources - named))


def is_heard(authority: Authority, observation: Observation, job_ruled: Owner) -> bool:
    """Tell whether a teller may tell of a sighting at all: of no job that the rules give to somebody else."""
    return authority.owns_job(NOBODY if observation.job is None else job_ruled)


def judge(
    authority: Authority,
    observation: Observation,
    names: Names,
    job_ruled: Owner,
    losses: list[Loss],
) -> Permitted | None:
    """Return what the teller may tell of a sighting, None where that is nothing; what is not is added to `losses`."""
    if not authority.may_report:
        losses.append(_without_unit(observation))
        return None
    if observation.job is not None and not is_heard(authority, observation, job_ruled):
        losses.append(_of_other_job(observation.job))
        return None
    judging = _Judging(authority, names, losses)
    refused = {
        dataset.name for dataset in named_datasets(observation) if not judging.may_name(dataset)
    }
    inputs = tuple(judging.input(each) for each in observation.inputs if each.name not in refused)
    judged = (judging.output(each, refused) for each in observation.outputs)
    outputs = tuple(each for each in judged if each is not None)
    if (observation.outputs and not outputs) or (observation.inputs and not inputs and not outputs):
        return None
    kept = dataclasses.replace(observation, inputs=inputs, outputs=outputs)
    owners = {dataset.name: names.owner_of(dataset.name) for dataset in named_datasets(kept)}
    job, ruled = (
        observation.job or _job_of_dataset(kept),
        NOBODY if observation.job is None else job_ruled,
    )
    return Permitted(
        dataclasses.replace(kept, job=job),
        None if job is None else ReportedJob(job, authority.job_owner(ruled), is_ruled=bool(ruled)),
        {output.name: authority.voice(owners[output.name]) for output in outputs},
        frozenset(name for name, owner in owners.items() if authority.owns(owner)),
        frozenset(name for name, owner in owners.items() if authority.may_describe(owner)),
        reads_unrecorded=any(
            dataset.name in refused
            for dataset in named_datasets(observation)
            if dataset not in observation.outputs
        ),
    )


@dataclasses.dataclass(frozen=True)
class _Judging:
    """A sighting under judgement."""

    authority: Authority
    names: Names
    losses: list[Loss]

    def may_name(self, dataset: SeenDataset) -> bool:
        """Whether a dataset may be recorded under the name that is told, renamed and dropped as is told."""
        owner = self.names.owner_of(dataset.name)
        owns = self.authority.owns(owner)
        if not owns:
            self._lose(dataset.name, say(zh="数据集", en="a dataset"), _not_own())
        for alias in dataset.aliases:
            if not self._may_alias(owner, alias):
                self._lose(alias, say(zh="别名", en="another name"), _not_to_shape())
        before = dataset.renamed_from
        if dataset.lifecycle is Lifecycle.RENAME and not (
            owns and (before is None or self.authority.owns(self.names.owner_of(before)))
        ):
            self._lose(dataset.name, say(zh="改名", en="a rename"), _not_to_shape())
            return False
        if dataset.lifecycle is Lifecycle.DROP and not owns:
            self._lose(dataset.name, say(zh="删除", en="a drop"), _not_to_shape())
            return False
        return owns or owner is NOBODY or self.names.is_known(dataset.name)

    def input(self, dataset: SeenDataset) -> SeenDataset:
        """Return what may be told of a dataset by itself: not how another's looks, nor what else it is called."""
        owner = self.names.owner_of(dataset.name)
        if not self.authority.may_describe(owner):
            dataset = dataclasses.replace(dataset, columns=(), description=None, owners=())
        aliases = (alias for alias in dataset.aliases if self._may_alias(owner, alias))
        return dataclasses.replace(dataset, aliases=tuple(aliases))

    def output(self, dataset: SeenDataset, refused: Iterable[DatasetName]) -> SeenDataset | None:
        """Return what may be told of a dataset written; None where that is nothing."""
        if dataset.name in refused:
            return None
        owner = self.names.owner_of(dataset.name)
        edges = dataset.edges
        if edges is not None:
            edges = tuple(
                edge
                for edge in edges
                if edge.source not in refused
                and self.authority.may_derive(owner, self.names.owner_of(edge.source))
            )
        if not edges and not self.authority.may_describe(owner):
            return None
        return dataclasses.replace(self.input(dataset), edges=edges)

    def _may_alias(self, owner: Owner, alias: DatasetName) -> bool:
        return self.authority.owns(owner) and self.authority.owns(self.names.owner_of(alias))

    def _lose(self, name: DatasetName, what: str, why: str) -> None:
        self.losses.append(Loss(f"{name.namespace} {name.name}", what, why))


def _job_of_dataset(observation: Observation) -> SeenJob | None:
    """Return a job of a dataset's own name, for one that tells what its columns were made from, and not by which job."""
    made = next((output.name for output in observation.outputs if output.edges), None)
    return None if made is None else SeenJob(made.namespace, made.name, kind="DATASET")


def _not_own() -> str:
    return say(
        zh="不属于本单位。如属其他单位，只采用目录中已有登记的部分，且血缘须有一端属于本单位，其余未予登记。",
        en="it is not your unit's. If it is another's, only what is on record of it was used, "
        "and only lineage with an end of your own; the rest was not recorded.",
    )


def _not_to_shape() -> str:
    return say(
        zh="未予登记：命名、改名与删除由所属单位或区大数据中心办理。名称归谁，由映射规则写明。",
        en="not recorded: its unit or the big-data centre names, renames and drops it. "
        "Whose a name is, the mapping rules say.",
    )


def _of_other_job(job: SeenJob) -> Loss:
    return Loss(
        f"{job.namespace} {job.name}",
        say(zh="作业", en="a job"),
        say(
            zh="按映射规则，此命名空间的作业不属于本单位，整个事件未予登记。请改用本单位的命名空间，或由区大数据中心提交。",
            en="by the mapping rules the jobs of this namespace are not your unit's; nothing of the event was recorded. "
            "Use a namespace of your own unit, or let the big-data centre send it.",
        ),
    )


def _without_unit(observation: Observation) -> Loss:
    first = observation.job or next((dataset.name for dataset in named_datasets(observation)), None)
    return Loss(
        f"{first.namespace} {first.name}" if first else "",
        say(zh="事件", en="an event"),
        say(
            zh="您的令牌不属于任何单位，未予登记。请由单位的数据专员或区大数据中心提交。",
            en="your token is of no unit; not recorded. A unit's officer or the big-data centre may send it.",
        ),
    )
