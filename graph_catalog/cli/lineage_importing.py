"""`import-lineage FILE.xlsx`: lineage that people wrote down, where no tool and no script tells it."""

import asyncio
from pathlib import Path

from graph_catalog.cli import problem_table
from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.errors import InputFileError
from graph_catalog.identity.auth import LOCAL
from graph_catalog.language import counted, say
from graph_catalog.lineage.intake import workbook
from graph_catalog.lineage.recording import imported as imported_lineage
from graph_catalog.model.catalog_sheet import Problems
from graph_catalog.model.lineage_sheet import LineageRow
from graph_catalog.model.refusals import Refusal
from graph_catalog.record.change import Committed


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    parser = commands.add(
        "import-lineage",
        say(zh="导入人工填写的血缘（XLSX）", en="import lineage that was written down (XLSX)"),
        _import,
        epilog=say(
            zh="两张工作表：“数据项血缘”一行一对数据项，“数据集血缘”一行一对条目及其间的作业。"
            "任何一行有问题，整个文件都不写入；再次导入同一文件不产生改动。\n"
            "退出码：0 已导入或无改动；1 文件有问题；2 文件无法理解；3 图数据库不可用。",
            en="Two sheets: 数据项血缘, a pair of fields a row; 数据集血缘, a pair of entries and the job between them. "
            "Where any row is wrong nothing is written; the same file again changes nothing.\n"
            "Exit codes: 0 imported or nothing to do; 1 the file has problems; 2 it makes no sense; "
            "3 the store is unavailable.",
        ),
    )
    parser.add_argument("file", metavar="FILE", type=Path, help=say(zh="工作簿", en="the workbook"))
    parser.add_argument(
        "--template",
        action="store_true",
        help=say(
            zh="不导入，而把空白模板写到 FILE",
            en="import nothing: write an empty template to FILE",
        ),
    )


def _import(call: Call) -> ExitCode:
    path: Path = call.arguments.file
    if call.arguments.template:
        return _template(call, path)
    try:
        content = path.read_bytes()
    except OSError as problem:
        message = say(
            zh=f"无法读取文件 {path}：{problem.strerror}。请核对路径与权限。",
            en=f"The file {path} cannot be read: {problem.strerror}. Check path and rights.",
        )
        raise InputFileError(message) from problem
    problems = Problems()
    rows = workbook.read(path.name, content, problems)
    if problems.count:
        return problem_table.show(call.terminal, problems)
    answer = asyncio.run(_put_on_record(call, path.name, rows, problems))
    if isinstance(answer, Refusal):
        if problems.count:
            return problem_table.show(call.terminal, problems)
        call.terminal.warn(answer.message)
        call.terminal.data({"result": "REFUSED", "code": answer.code, "message": answer.message})
        return ExitCode.ANSWERED
    call.terminal.say(
        say(
            zh=f"{len(rows)} 行血缘已在目录中，修订 {answer.revision}。",
            en=f"{counted(len(rows), 'row')} of lineage on record, revision {answer.revision}.",
        )
    )
    call.terminal.data({"result": "IMPORTED", "revision": answer.revision, "rows": len(rows)})
    return ExitCode.DONE


def _template(call: Call, path: Path) -> ExitCode:
    try:
        with path.open("xb") as file:
            file.write(workbook.template())
    except OSError as problem:
        message = say(
            zh=f"无法写入模板 {path}：{problem.strerror}。请换一个尚不存在的文件名。",
            en=f"The template {path} cannot be written: {problem.strerror}. Give a name that is not taken.",
        )
        raise InputFileError(message) from problem
    call.terminal.say(say(zh=f"模板已写入 {path}。", en=f"The template is in {path}."))
    return ExitCode.DONE


async def _put_on_record(
    call: Call, file: str, rows: list[LineageRow], problems: Problems
) -> Committed | Refusal:
    async with call.engine() as engine:
        return await imported_lineage.import_rows(engine, LOCAL, file, rows, problems)
