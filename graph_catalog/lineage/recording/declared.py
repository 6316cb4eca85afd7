"""Lineage said by hand or out of a file: declare that something was made from something (design §3).

All edges point to what was before. Where columns are known, field derives from field. Where only tables are, the job
stands between: it wrote the dataset and each of its fields, later ones included, and it reads the other dataset. Each
method of knowing (`LineageSource`) asserts for itself, and so does each unit and the centre: what one says neither
changes nor ends what another does.
"""

import dataclasses
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, Self

from typing_extensions import override

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.lineage.pure.observations import NameResolver, SeenJob, resolves_nothing
from graph_catalog.lineage.recording import jobs as seen_jobs
from graph_catalog.lineage.recording import placement
from graph_catalog.lineage.recording.authority import Authority
from graph_catalog.lineage.recording.ends import EdgeEnds, EndsCommand
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.lineage import DeclareLineageInput, JobInput
from graph_catalog.model.refusals import InvalidInput, NotFound, NotPermitted, Refusal
from graph_catalog.record import audit_log, command, permission, record, references, validity
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Things
from graph_catalog.record.validity import Period

_SAID: Final = (
    *("kind", "transform", "masking", "source", "job", "job_namespace", "job_key"),
    *("script", "run", "asserted_by", "asserted_for", "asserted_at"),
)
"""What a job said of a dataset that it wrote, to be said of the dataset's new fields too."""
Declaring = Callable[[Engine, Viewer, DeclareLineageInput, Intent], Awaitable[Committed | Refusal]]


def declaring(place: NameResolver) -> Declaring:
    """Return what declares that `target` was made from `source`, by the rules that say whose jobs are."""

    async def declare(
        engine: Engine, viewer: Viewer, given: DeclareLineageInput, intent: Intent
    ) -> Committed | Refusal:
        return await command.perform(engine, viewer, intent, _Declare(given, place=place))

    return declare


async def declare_all(
    engine: Engine,
    viewer: Viewer,
    declarations: Sequence[DeclareLineageInput],
    intent: Intent,
) -> Committed | Refusal:
    """Declare many derivations as one change, by whatever method: all of them, or none where one is refused."""

    async def work(change: Change) -> Outcome | Refusal:
        return await declare_each(change, declarations)

    return await audit_log.commit(engine, viewer, intent, work)


async def declare_each(
    change: Change, declarations: Sequence[DeclareLineageInput], *, batch: str | None = None
) -> Outcome | Refusal:
    """Declare derivations as part of a change, each judged as if it came alone; `batch` names the file they come from.

    What says by which method they are known is the program: a file is an import, and so on.
    """
    named = [reference for given in declarations for reference in references.named_in(given)]
    things = await references.find(change, named)
    if isinstance(things, NotFound):
        return things
    subject, changed = "", False
    for given in declarations:
        declaration = _Declare(given, batch=batch, is_by_hand=False)
        needs = declaration.well_formed() or await EndsCommand.needs(declaration, change, things)
        refusal = needs if isinstance(needs, Refusal) else permission.refuse(change.viewer, needs)
        outcome = refusal or await declaration.apply(change, things)
        if isinstance(outcome, Refusal):
            return outcome
        subject, changed = outcome.subject, changed or outcome.changed
    return Outcome(subject, changed=changed)


@dataclasses.dataclass(frozen=True)
class _Job:
    """A job that a declaration names, on record or not yet."""

    namespace: str
    name: str
    kind: str | None

    @classmethod
    def read(cls, given: JobInput) -> Self:
        """Read what the input says of it."""
        return cls(given.namespace, given.name, given.kind)

    async def is_of(self, change: Change, place: NameResolver) -> bool:
        """Whether the rules give the jobs of its namespace to whoever declares it, or to nobody (ADR 0017)."""
        job = SeenJob(self.namespace, self.name)
        rules = await placement.look_up(change, place, [], [job])
        return Authority(change.viewer).owns_job(rules.job_owner(job))

    async def put_on_record(self, change: Change) -> str:
        """Register it where it is new, as the job of whoever declares it (ADR 0017); return its key."""
        owner = Authority(change.viewer).reporter
        key = seen_jobs.key_of(self.namespace, self.name, owner)
        if key not in await record.current(change, [key]):
            attributes = {
                "name": self.name,
                "namespace": self.namespace,
                "kind": self.kind,
                "owner": owner,
            }
            await record.register(change, [record.NewEntity(NodeKind.JOB, key, attributes)])
        return key


class _Declare(EndsCommand[DeclareLineageInput]):
    operation = Operation.DECLARE_LINEAGE
    job: _Job | None

    def __init__(
        self,
        given: DeclareLineageInput,
        *,
        place: NameResolver = resolves_nothing,
        batch: str | None = None,
        is_by_hand: bool = True,
    ) -> None:
        super().__init__(given)
        self._place = place
        self._batch = batch
        self._is_by_hand = is_by_hand

    @override
    def read(self) -> InvalidInput | None:
        self.job = None if self.given.job is None else _Job.read(self.given.job)
        return validity.disordered(self.given.valid_from, self.given.valid_to)

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need] | Refusal:
        if self.job is None and things[self.given.target_id].label is NodeKind.DATASET:
            return _no_job()
        needs = await super().needs(change, things)
        if isinstance(needs, Refusal):
            return needs
        if self._is_by_hand and self.given.source is not LineageSource.DECLARED:
            needs = [*needs, Need(Operation.SPEAK_FOR_TOOL)]
        if self.job is not None and not await self.job.is_of(change, self._place):
            return _anothers_job(self.job)
        return needs

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        ends = self.ends(things)
        if isinstance(ends, Refusal):
            return ends
        period = validity.period(change, self.given.valid_from, self.given.valid_to)
        if isinstance(period, Refusal):
            return period
        says = self._says(change)
        asserted = self.given.source.value
        facts: list[record.Fact] = []
        job = None if self.job is None else await self.job.put_on_record(change)
        if self.job is not None and job is not None:
            says |= {"job": self.job.name, "job_namespace": self.job.namespace}
            facts += _touched(job, ends, asserted, period)
        target, source = ends.target.key, ends.source.key
        if ends.target.label is NodeKind.FIELD:
            slot = _derivation(target, source, asserted, Authority(change.viewer).reporter)
            facts.append(record.Fact("DERIVED_FROM", target, source, slot, target, *period, says))
        elif job is not None:
            facts += await _written_by(change, job, ends, period, says)
        news = await record.assert_facts(change, facts)
        return Outcome(target, changed=news > 0)

    def _says(self, change: Change) -> dict[str, object]:
        return {
            "kind": self.given.kind.value,
            "transform": self.given.transform,
            "masking": self.given.masking,
            "source": self.given.source.value,
            "asserted_by": change.viewer.name,
            "asserted_for": Authority(change.viewer).reporter,
            "asserted_at": change.at,
            "import_batch": self._batch,
        }


async def extend_to_new_fields(change: Change, fields: Mapping[str, Sequence[str]]) -> None:
    """Let jobs that write whole datasets write their new fields too; `fields` are new ones by dataset."""
    written = (await change.run("lineage/recording/written_datasets", datasets=sorted(fields)))[
        "written"
    ]
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


def _no_job() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="数据集之间的血缘需要说明作业（job）：其命名空间与名称。",
            en="Lineage between datasets needs the job between them: its namespace and name.",
        ),
        path=["input", "job"],
    )


def _touched(job: str, ends: EdgeEnds, asserted: str, period: Period) -> list[record.Fact]:
    """Return what says which datasets a job touches; no lineage walks it."""
    return [
        record.Fact("INPUT", job, ends.read, f"INPUT|{job}|{ends.read}|{asserted}", job, *period),
        record.Fact(
            "OUTPUT", job, ends.written, f"OUTPUT|{job}|{ends.written}|{asserted}", job, *period
        ),
    ]


async def _written_by(
    change: Change, job: str, ends: EdgeEnds, period: Period, says: dict[str, object]
) -> list[record.Fact]:
    """Return what says that a job of unknown columns wrote a dataset, all its fields, from another."""
    asserted = says["source"]
    fields = (await change.run("lineage/recording/fields_of", dataset=ends.written))["fields"]
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


def _derivation(target: str, source: str, asserted: str, unit: str | None) -> str:
    """Return the subject key of a derivation between two fields by one method, as a unit or the centre declares it."""
    slot = f"DERIVED_FROM|{target}|{source}|{asserted}"
    return slot if unit is None else f"{slot}|{unit}"


def _anothers_job(job: _Job) -> NotPermitted:
    return NotPermitted(
        message=say(
            zh=f"按映射规则，命名空间“{job.namespace}”的作业不属于本单位，不能以其名义申报。请改用本单位的命名空间，"
            "或由区大数据中心申报。",
            en=f"By the mapping rules the jobs of {job.namespace} are not your unit's; you may not declare in their name. "
            "Use a namespace of your own unit, or let the big-data centre declare it.",
        ),
        path=["input", "job", "namespace"],
    )
