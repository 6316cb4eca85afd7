"""Lineage out of a workbook: the rows of a file, all of them or none, each through the checks of a declaration."""

from collections.abc import Iterable, Sequence

import strawberry

from graph_catalog.auth import Viewer
from graph_catalog.catalog import audit_log, keys, record
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.lineage import declared as declared_lineage
from graph_catalog.catalog.sightings import columns
from graph_catalog.catalog.sightings.columns import Columns
from graph_catalog.graph.engine import Engine
from graph_catalog.language import say
from graph_catalog.model.catalog_sheet import Problems
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.lineage import DeclareLineageInput, JobInput
from graph_catalog.model.lineage_sheet import LineageEnd, LineageRow
from graph_catalog.model.refusals import InvalidInput, Refusal


async def import_rows(
    engine: Engine, viewer: Viewer, file: str, rows: Sequence[LineageRow], problems: Problems
) -> Committed | Refusal:
    """Declare the rows of a file as one change; what they name and nobody knows is noted in `problems`."""

    async def work(change: Change) -> Outcome | Refusal:
        ends = [end for row in rows for end in (row.target, row.source)]
        datasets = await record.by_code(change, NodeKind.DATASET, {end.code for end in ends})
        by_code = {code: str(dataset["key"]) for code, dataset in datasets.items()}
        fields = await columns.read(change, by_code.values())
        _check(rows, by_code, fields, problems)
        if problems.count:
            return _unknown(problems)
        changed = False
        for row in rows:
            given = _declaration(row, by_code, fields)
            outcome = await declared_lineage.declare_each(change, viewer, [given], batch=file)
            if isinstance(outcome, Refusal):
                problems.add(row.row, row.sheet, "", outcome.message)
                return outcome
            changed = changed or outcome.changed
        return Outcome(file, changed=changed, counts={"rows": len(rows)})

    intent = Intent("importLineage", {"file": file, "rows": len(rows)})
    return await audit_log.commit(engine, viewer, intent, work)


def _check(
    rows: Iterable[LineageRow], by_code: dict[str, str], fields: Columns, problems: Problems
) -> None:
    for row in rows:
        for word, end in (("写入", row.target), ("读取", row.source)):
            if end.code not in by_code:
                wanted = say(
                    zh="目录中没有此代码。请核对,或先导入该条目。",
                    en="No entry has this code. Check it, or import the entry first.",
                )
                problems.add(row.row, f"{row.sheet}·{word}目录代码", end.code, wanted)
            elif end.field and fields.find(by_code[end.code], end.field) is None:
                wanted = say(
                    zh=f"条目 {end.code} 中没有此数据项(按列名或名称)。",
                    en=f"Entry {end.code} has no such field, by column name or name.",
                )
                problems.add(row.row, f"{row.sheet}·{word}数据项", end.field, wanted)


def _declaration(row: LineageRow, by_code: dict[str, str], fields: Columns) -> DeclareLineageInput:
    job = None
    if row.job:
        job = JobInput(namespace=row.namespace or row.target.code, name=row.job, kind=row.job_kind)
    return DeclareLineageInput(
        target_id=_id(row.target, by_code, fields),
        source_id=_id(row.source, by_code, fields),
        kind=row.kind,
        transform=row.transform,
        masking=row.masking,
        job=job,
        source=LineageSource.IMPORT,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _id(end: LineageEnd, by_code: dict[str, str], fields: Columns) -> strawberry.ID:
    dataset = by_code[end.code]
    field = fields.find(dataset, end.field) if end.field else None
    if field is None:
        return strawberry.ID(keys.encode(NodeKind.DATASET, dataset))
    return strawberry.ID(keys.encode(NodeKind.FIELD, field))


def _unknown(problems: Problems) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"文件中有 {problems.count} 处所指的条目或数据项不存在,未作任何改动。",
            en=f"{problems.count} things that the file names are not on record; nothing was changed.",
        )
    )
