"""`check FILE --unit UNIT [--project CODE]`: may this be collected? `check --again ID`: and still?"""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import strawberry

from graph_catalog.cli import dates, naming, problem_table, rechecking
from graph_catalog.cli.command import Call, Commands, Parser
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.cli.naming import Several
from graph_catalog.collection import checked, collection, collection_checks, verdict_file
from graph_catalog.collection.checked import CheckedPlan
from graph_catalog.collection.verdict_words import FIELD_VERDICTS, VERDICTS
from graph_catalog.errors import InputFileError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import LOCAL
from graph_catalog.language import say
from graph_catalog.matching.lexicon.spelling import has_chinese
from graph_catalog.model.answers import CollectionVerdict, FieldVerdict
from graph_catalog.model.enums.forms import ScriptDialect
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.form_reading import FormReading
from graph_catalog.model.inputs.collection_checks import RecordCollectionCheckInput
from graph_catalog.model.inputs.plans import CollectionPlanInput
from graph_catalog.model.instant import When
from graph_catalog.model.refusals import Refusal
from graph_catalog.model.sharing_applications import SharingApplication
from graph_catalog.record import keys, snapshots
from graph_catalog.record.change import Intent
from graph_catalog.record.keys import GlobalId
from graph_catalog.record.snapshots import AsOfPoint
from graph_catalog.sheets.forms import reading
from graph_catalog.sheets.forms.choice import Choice


@dataclasses.dataclass(frozen=True)
class _Checked:
    """A verdict, and the id under which it is kept, if it is."""

    found: CheckedPlan
    kept: str | None = None


_Answer = _Checked | Several | Refusal


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    parser = commands.add(
        "check",
        say(zh="检查采集计划是否重复采集", en="check a plan for duplicate collection"),
        _check,
        epilog=_epilog(),
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        nargs="?",
        help=say(
            zh="表单、表或接口：名称清单、CSV、XLSX、建表脚本、JSON Schema、OpenAPI",
            en="the form, tables or interface: a list of names, CSV, XLSX, CREATE TABLE, "
            "JSON Schema, OpenAPI",
        ),
    )
    parser.add_argument(
        "--unit",
        metavar="ID",
        help=say(
            zh="计划采集的单位（必填）：id、统一社会信用代码或全称",
            en="the unit that plans, required: its id, credit code or exact name",
        ),
    )
    parser.add_argument(
        "--project",
        metavar="CODE",
        help=say(
            zh="把计划和结论留存在该单位的信息化项目上：id、项目代码或全称",
            en="keep plan and verdicts on a project of the unit: its id, code or exact name",
        ),
    )
    parser.add_argument(
        "--again",
        metavar="ID",
        help=say(
            zh="重新检查留存的计划，显示变化；不读文件",
            en="check a kept plan again and show what has changed; reads no file",
        ),
    )
    parser.add_argument(
        "--name", help=say(zh="表单或系统的名称（默认取文件名）", en="name (that of the file)")
    )
    parser.add_argument("--purpose", help=say(zh="应用场景", en="what it is for"))
    parser.add_argument(
        "--subject", help=say(zh="关于谁，如 自然人、法人", en="about whom, as 自然人")
    )
    parser.add_argument("--legal-basis", help=say(zh="整个计划的法律依据", en="legal basis"))
    _add_choices(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="OUT",
        help=say(
            zh="把结论、精简后的表单和共享申请写入 .csv、.xlsx 或 .json",
            en="write the verdicts, the reduced form and the applications to .csv, .xlsx or .json",
        ),
    )
    dates.add_option(parser)


def _add_choices(parser: Parser) -> None:
    """Add the options that say which part of a file is meant."""
    parser.add_argument(
        "--sheet", metavar="NAME", help=say(zh="工作簿中的工作表", en="sheet of a workbook")
    )
    parser.add_argument(
        "--table", metavar="NAME", help=say(zh="建表脚本中的表", en="table of a script")
    )
    parser.add_argument(
        "--operation",
        metavar="ID",
        help=say(
            zh="接口文档中的操作，如 createPerson 或 'POST /persons'",
            en="operation of an interface, as createPerson or 'POST /persons'",
        ),
    )
    parser.add_argument(
        "--dialect",
        type=str.lower,
        choices=[dialect.value.lower() for dialect in ScriptDialect],
        help=say(zh="建表脚本的数据库（默认自动识别）", en="database of a script (recognised)"),
    )


def _epilog() -> str:
    return say(
        zh="文件按内容识别，最大 5 MB，最多 500 个数据项；怎样读取、略去什么都会说明。\n"
        "表头可用的列：数据项名称、列名、说明、数据类型、获取方式、法律依据、主体、限定词；"
        "没有这样的表头时按空白表单或台账读取。\n"
        "--out 为 .csv 时另写 OUT.精简后的表单.csv 和 OUT.共享申请.csv。\n"
        "退出码：0 可以采集；1 应精简、不应采集、需人工判断或被拒绝；2 文件或参数有误；"
        "3 图数据库不可用。",
        en="The file is recognised by its content; 5 MB and 500 fields at the most. What was read "
        "how, and what was left out, is said.\n"
        "Columns: 数据项名称, 列名, 说明, 数据类型, 获取方式, 法律依据, 主体, 限定词; without "
        "such a header it is read as a form to fill in, or a register.\n"
        "With --out OUT.csv there are OUT.精简后的表单.csv and OUT.共享申请.csv beside it.\n"
        "Exit codes: 0 may be collected; 1 reduce, do not collect, look at it, or refused; "
        "2 wrong usage or file; 3 the store is unavailable.",
    )


def _check(call: Call) -> ExitCode:
    given = call.arguments
    as_of = dates.read(given)
    if given.again is not None:
        return rechecking.show(call, as_of)
    if given.file is None or given.unit is None:
        raise InputFileError(
            say(
                zh="缺少 FILE 或 --unit。检查计划：check FILE --unit ID；重新检查留存的计划：check --again ID。",
                en="FILE or --unit is missing. To check a plan: check FILE --unit ID; "
                "a kept one again: check --again ID.",
            )
        )
    if given.out is not None:
        verdict_file.check_ending(given.out)
    dialect = None if given.dialect is None else ScriptDialect(given.dialect.upper())
    choice = Choice(given.sheet, given.table, given.operation, dialect)
    form = reading.read(given.file, choice)
    if form.problems.count:
        return problem_table.show(call.terminal, form.problems)
    for warning in form.warnings:
        call.terminal.warn(warning)
    if not has_chinese(given.name or form.name or given.file.stem):
        call.terminal.warn(_says_nothing(given.file.name))
    answer = asyncio.run(_ask(call, form, as_of))
    if isinstance(answer, Several):
        return answer.show(call.terminal)
    if isinstance(answer, Refusal):
        call.terminal.warn(answer.message)
        call.terminal.data({"code": answer.code, "message": answer.message, "path": answer.path})
        return ExitCode.ANSWERED
    written = verdict_file.write(given.out, answer.found) if given.out is not None else []
    return _show(call, answer, form, written)


def _says_nothing(file: str) -> str:
    return say(
        zh=f"“{file}”没有说明表单是什么、关于谁。用 --name 写明（如 --name 低保申请），判断更准。",
        en=f"{file} does not say what the form is and about whom. Name it (--name 低保申请) for surer verdicts.",
    )


async def _ask(call: Call, form: FormReading, as_of: dt.datetime | None) -> _Answer:
    given = call.arguments
    async with call.engine() as engine:
        snapshot = await snapshots.resolve(engine, LOCAL, AsOfPoint(as_of))
        if not isinstance(snapshot, Snapshot):
            return snapshot
        unit = await naming.find(engine, snapshot, given.unit, (NodeKind.UNIT,))
        if not isinstance(unit, GlobalId):
            return unit
        asked = CollectionPlanInput(
            unit_id=strawberry.ID(keys.encode(unit.kind, unit.key)),
            name=given.name or form.name or given.file.stem,
            purpose=given.purpose,
            subject=given.subject,
            legal_basis=given.legal_basis,
            fields=form.planned,
            as_of=None if as_of is None else When(as_of),
        )
        answer = await collection.check(engine, LOCAL, snapshot, asked)
        if isinstance(answer, Refusal):
            return answer
        kept: str | None = None
        if given.project is not None:
            project = await naming.find(engine, snapshot, given.project, (NodeKind.PROJECT,))
            if not isinstance(project, GlobalId):
                return project
            keeping = await _keep(engine, project, asked)
            if isinstance(keeping, Refusal):
                return keeping
            kept = keeping
        origins = [field.origin for field in form.fields]
        found = await checked.with_names(engine, LOCAL, snapshot, asked, answer, origins)
        return _Checked(found, kept)


async def _keep(engine: Engine, project: GlobalId, plan: CollectionPlanInput) -> str | Refusal:
    """Keep the plan on a project and return the id of what is kept."""
    given = RecordCollectionCheckInput(
        project_id=strawberry.ID(keys.encode(project.kind, project.key)), plan=plan
    )
    intent = Intent("recordCollectionCheck", vars(given))
    done = await collection_checks.record_check(engine, LOCAL, given, intent)
    if isinstance(done, Refusal):
        return done
    return keys.encode(NodeKind.COLLECTION_CHECK, done.subject)


def _show(call: Call, outcome: _Checked, form: FormReading, written: Sequence[Path]) -> ExitCode:
    terminal, found, answer = call.terminal, outcome.found, outcome.found.check
    terminal.table(
        say(zh="序号 数据项 结论 理由", en="no field verdict why").split(),
        [(field.index + 1, field.name, _word(field), field.why) for field in answer.fields],
    )
    verdict = answer.verdict
    terminal.say(say(zh=f"结论：{VERDICTS[verdict]}。", en=f"Verdict: {verdict.value}."))
    if answer.fields_to_keep and verdict is not CollectionVerdict.CLEAR:
        rest = "、".join(answer.fields[index].name for index in answer.fields_to_keep)
        terminal.say(say(zh=f"可保留：{rest}。", en=f"May stay in the form: {rest}."))
    for each in answer.applications:
        terminal.say(_application(found, each))
    if not answer.complete:
        terminal.warn(
            say(
                zh="持有单位过多，未能全部查看；结论可能偏宽。",
                en="There are more holders than were looked at; the verdict may be too lenient.",
            )
        )
    for file in written:
        terminal.say(say(zh=f"已写入 {file}。", en=f"Written: {file}."))
    if outcome.kept is not None:
        terminal.say(say(zh=f"已留存：{outcome.kept}。", en=f"Kept: {outcome.kept}."))
    read_as = {"form": {"kind": form.kind, "name": form.name, "warnings": form.warnings}}
    terminal.data(
        {
            **verdict_file.data(found),
            **read_as,
            "written": [str(f) for f in written],
            "kept": outcome.kept,
        }
    )
    return ExitCode.DONE if verdict is CollectionVerdict.CLEAR else ExitCode.ANSWERED


def _application(found: CheckedPlan, each: SharingApplication) -> str:
    provider, dataset = found.name(each.provider_key), found.name(each.dataset_key)
    fields = "、".join(found.check.fields[index].name for index in each.fields)
    return say(
        zh=f"可申请共享：{provider}“{dataset}”的 {fields}。",
        en=f"To apply for: {fields} of {dataset}, {provider}.",
    )


def _word(field: FieldVerdict) -> str:
    return say(zh=FIELD_VERDICTS[field.verdict], en=field.verdict.value)
