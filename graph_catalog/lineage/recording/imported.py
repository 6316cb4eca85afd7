"""Lineage out of a workbook: the rows of a file, all of them or none, each through the checks of a declaration."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

import strawberry

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.lineage.recording import columns
from graph_catalog.lineage.recording import declared as declared_lineage
from graph_catalog.model.catalog_sheet import Problems
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.lineage import DeclareLineageInput, JobInput
from graph_catalog.model.lineage_sheet import LineageEnd, LineageRow
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.record import audit_log, keys, permission, references
from graph_catalog.record.change import Change, Committed, Intent, Outcome


async def import_rows(
    engine: Engine, viewer: Viewer, file: str, rows: Sequence[LineageRow], problems: Problems
) -> Committed | Refusal:
    """Declare the rows of a file as one change; what they name and nobody knows is noted in `problems`."""

    async def admit(change: Change) -> Refusal | None:
        return permission.refuse_role(change.viewer, Operation.DECLARE_LINEAGE)

    async def work(change: Change) -> Outcome | Refusal:
        named = await _named(change, [end for row in rows for end in (row.target, row.source)])
        _check(rows, named, problems)
        if problems.count:
            return _unknown(problems)
        changed = False
        for row in rows:
            given = _declaration(row, named)
            outcome = await declared_lineage.declare_each(change, [given], batch=file)
            if isinstance(outcome, Refusal):
                problems.add(row.row, row.sheet, "", outcome.message)
                return outcome
            changed = changed or outcome.changed
        return Outcome(file, changed=changed, counts={"rows": len(rows)})

    intent = Intent("importLineage", {"file": file, "rows": len(rows)})
    return await audit_log.commit(engine, viewer, intent, work, admit=admit)


@dataclasses.dataclass(frozen=True)
class _Named:
    """What the rows of a file name, as far as the viewer may see it: what is hidden is not there."""

    datasets: Mapping[str, str]
    """Keys by code."""
    fields: Mapping[tuple[str, str], str]
    """Keys by code of the entry and name or column of the field."""

    def id_of(self, end: LineageEnd) -> strawberry.ID:
        """Return the global id of an end."""
        if end.field:
            return strawberry.ID(keys.encode(NodeKind.FIELD, self.fields[end.code, end.field]))
        return strawberry.ID(keys.encode(NodeKind.DATASET, self.datasets[end.code]))


async def _named(change: Change, ends: Sequence[LineageEnd]) -> _Named:
    bearers = await references.bearers(change, NodeKind.DATASET, {end.code for end in ends})
    datasets = {code: str(b.described["key"]) for code, b in bearers.items() if b.is_visible}
    known = await columns.read(change, datasets.values())
    fields = {
        (end.code, end.field): field
        for end in ends
        if end.field
        and end.code in datasets
        and (field := known.find(datasets[end.code], end.field)) is not None
    }
    visible = await references.things(change, fields.values())
    return _Named(datasets, {end: field for end, field in fields.items() if field in visible})


def _check(rows: Iterable[LineageRow], named: _Named, problems: Problems) -> None:
    for row in rows:
        for word, end in (("写入", row.target), ("读取", row.source)):
            if end.code not in named.datasets:
                wanted = say(
                    zh="目录中没有此代码。请核对，或先导入该条目。",
                    en="No entry has this code. Check it, or import the entry first.",
                )
                problems.add(row.row, f"{row.sheet}·{word}目录代码", end.code, wanted)
            elif end.field and (end.code, end.field) not in named.fields:
                wanted = say(
                    zh=f"条目 {end.code} 中没有此数据项（按列名或名称）。",
                    en=f"Entry {end.code} has no such field, by column name or name.",
                )
                problems.add(row.row, f"{row.sheet}·{word}数据项", end.field, wanted)


def _declaration(row: LineageRow, named: _Named) -> DeclareLineageInput:
    job = None
    if row.job:
        job = JobInput(namespace=row.namespace or row.target.code, name=row.job, kind=row.job_kind)
    return DeclareLineageInput(
        target_id=named.id_of(row.target),
        source_id=named.id_of(row.source),
        kind=row.kind,
        transform=row.transform,
        masking=row.masking,
        job=job,
        source=LineageSource.IMPORT,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _unknown(problems: Problems) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"文件中有 {problems.count} 处所指的条目或数据项不存在，未作任何改动。",
            en=f"{problems.count} things that the file names are not on record; nothing was changed.",
        )
    )
