"""`import FILE` and `imports list`: catalog files onto the record."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph_catalog.alignment import spellings
from graph_catalog.cli import column_pairs, import_telling, problem_table
from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.entries.imports import import_history, import_missing, imports
from graph_catalog.entries.imports.import_missing import WithdrawMissing
from graph_catalog.entries.imports.import_report import ImportOptions, ImportReport
from graph_catalog.errors import InputFileError
from graph_catalog.identity.auth import LOCAL
from graph_catalog.language import counted, say, some
from graph_catalog.model.catalog_sheet import ROW_LIMIT, CatalogSheet
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.model.import_arguments import ON_COMMAND_LINE, word
from graph_catalog.model.refusals import Refusal
from graph_catalog.sheets import catalog_file, column_mapping
from graph_catalog.sheets.column_mapping import ColumnMapping
from graph_catalog.sheets.labels import Column

_ACCEPTABLE: Final = {word(change): change for change in IdentityChange}


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    parser = commands.add(
        "import",
        say(zh="导入目录文件（CSV）", en="import a catalog file (CSV)"),
        _import,
        epilog=_epilog(),
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, help=say(zh="要导入的 CSV 文件", en="the CSV file")
    )
    parser.add_argument(
        "--map",
        metavar=say(zh="列=文件中的列名，…", en="COLUMN=LABEL,…"),
        action="append",
        default=[],
        help=say(
            zh="指明文件中的哪一列是模板的哪一列，如 业务名称=dataset_cn,数据项名称=field_cn",
            en="which label of the file is which column, as 业务名称=dataset_cn",
        ),
    )
    parser.add_argument(
        "--defaults",
        metavar=say(zh="列=值，…", en="COLUMN=VALUE,…"),
        action="append",
        default=[],
        help=say(
            zh="文件没有或空着的列取此值，如 共享属性=无条件共享,状态=已发布",
            en="values of columns that the file lacks or leaves blank, as 共享属性=无条件共享",
        ),
    )
    parser.add_argument(
        "--unit",
        metavar=say(zh="单位", en="UNIT"),
        help=say(
            zh="没有写明提供单位的行由该单位提供（名称或统一社会信用代码）",
            en="provider of rows that name none (name or credit code)",
        ),
    )
    parser.add_argument(
        "--create-units",
        action="store_true",
        help=say(
            zh="登记文件中出现而库中没有的单位；不加则列为问题",
            en="put units on record that are not; else they are problems",
        ),
    )
    parser.add_argument(
        "--accept",
        metavar="|".join(_ACCEPTABLE),
        action="append",
        default=[],
        help=say(
            zh="文件可以改动的身份：换码、移交、条目改名、数据项改名，可用逗号并列；其余与库中不符的行不写入",
            en="what the file may change about who an entry or field is, with commas; rows with other such changes are held back",
        ),
    )
    parser.add_argument(
        "--withdraw-missing",
        action="store_true",
        help=say(
            zh="撤回文件所涉单位在库中而不在文件中的条目；须用 --reason 写明理由",
            en="withdraw entries of the file's units that the file does not have; needs --reason",
        ),
    )
    parser.add_argument(
        "--reason",
        metavar=say(zh="理由", en="REASON"),
        help=say(zh="撤回的理由，记入审计日志", en="why they are withdrawn, for the audit log"),
    )
    parser.add_argument(
        "--withdraw-at-most",
        type=int,
        default=import_missing.USUAL_SHARE,
        metavar="N",
        help=say(
            zh="最多撤回这些单位条目的百分之几（默认 10）；超过则整个文件不导入",
            en="at most so many in a hundred of these units' entries (10); else nothing is imported",
        ),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say(zh="只检查和计数，不写入任何内容", en="check and count, write nothing"),
    )
    group = commands.group("imports", say(zh="查看导入记录", en="what was imported"))
    history = group.add("list", say(zh="列出最近的导入", en="list the newest imports"), _history)
    history.add_argument(
        "--limit",
        type=int,
        default=20,
        metavar="N",
        help=say(zh="最多列出几次（默认 20）", en="how many at the most (20)"),
    )


def _epilog() -> str:
    columns = "、".join(column.value for column in Column)
    return say(
        zh=f"一行一个数据项；编码为 UTF-8 或 GB18030；以逗号、分号或制表符分隔；一次最多 {ROW_LIMIT} 行。\n"
        f"模板的列：{columns}。\n国家目录的列名与取值（如 信息资源名称、有条件共享）同样识别。\n"
        "空单元格表示不改动。文件有任何问题都不会写入；同一文件再次导入不产生任何改动。\n"
        "缺少第十条所列内容的条目以草稿入库。换码、移交、改名逐一列出，不用 --accept 认可的不写入。退出码：0 已导入或无改动；1 文件有问题；"
        "2 文件或参数无法理解；3 图数据库不可用。",
        en=f"One row a field; UTF-8 or GB18030; parted by commas, semicolons or tabs; {ROW_LIMIT} rows at the most.\n"
        f"Columns of the template: {columns}.\nLabels and values of the national model are "
        "understood as well.\nA blank cell changes nothing. A file with anything wrong is not "
        "written at all; the same file again changes nothing.\nEntries without what Art. 10 asks "
        "for arrive as drafts. Another code, provider or name for what is on record is listed, and written where --accept says so. "
        "Exit codes: 0 imported or nothing to do; 1 the file has problems; "
        "2 the file or an option makes no sense; 3 the store is unavailable.",
    )


def _import(call: Call) -> ExitCode:
    given = call.arguments
    arguments = ON_COMMAND_LINE
    mapping = ColumnMapping(
        column_mapping.columns(column_pairs.read(arguments.columns, given.map), arguments),
        column_mapping.defaults(column_pairs.read(arguments.defaults, given.defaults), arguments),
        arguments,
    )
    sheet = catalog_file.read(given.file, mapping)
    options = ImportOptions(
        given.unit,
        create_units=given.create_units,
        is_dry_run=given.dry_run,
        accepted=_accepted(given.accept),
        withdraw_missing=WithdrawMissing(given.reason or "", given.withdraw_at_most)
        if given.withdraw_missing
        else None,
    )
    _tell_what_was_read(call, sheet)
    if sheet.problems.count:
        return problem_table.show(call.terminal, sheet.problems)
    answer = asyncio.run(_put_on_record(call, sheet, options))
    if isinstance(answer, Refusal):
        call.terminal.warn(answer.message)
        call.terminal.data({"result": "REFUSED", "code": answer.code, "message": answer.message})
        return ExitCode.ANSWERED
    return import_telling.report(call, answer)


def _accepted(given: Sequence[str]) -> frozenset[IdentityChange]:
    """Read which changes of identity are meant; raises `InputFileError` for other words."""
    words = [word.strip() for part in given for word in part.split(",") if word.strip()]
    if unknown := [word for word in words if word not in _ACCEPTABLE]:
        raise InputFileError(
            say(
                zh=f"--accept 不识别“{unknown[0]}”；可用：{'、'.join(_ACCEPTABLE)}。",
                en=f"--accept knows no {unknown[0]!r}; it takes {', '.join(_ACCEPTABLE)}.",
            )
        )
    return frozenset(_ACCEPTABLE[word] for word in words)


async def _put_on_record(
    call: Call, sheet: CatalogSheet, options: ImportOptions
) -> ImportReport | Refusal:
    async with call.engine() as engine:
        with call.terminal.bar(say(zh="写入", en="writing"), sheet.row_count) as bar:
            answer = await imports.import_sheet(engine, LOCAL, sheet, options, progress=bar)
        with call.terminal.bar(say(zh="生成名称向量", en="giving names their vectors")) as bar:
            await spellings.catch_up(engine, progress=bar)
        return answer


def _tell_what_was_read(call: Call, sheet: CatalogSheet) -> None:
    parted = ""
    if sheet.separator != ",":
        shown = say(zh="制表符", en="tabs") if sheet.separator == "\t" else sheet.separator
        parted = say(zh=f"以 {shown} 分隔，", en=f"parted by {shown}, ")
    call.terminal.say(
        say(
            zh=f"{sheet.source}：{sheet.encoding}，{parted}{sheet.row_count} 行，{len(sheet.entries)} 个条目；"
            f"识别的列：{'、'.join(sheet.columns)}",
            en=f"{sheet.source}: {sheet.encoding}, {parted}{counted(sheet.row_count, 'row')}, "
            f"{counted(len(sheet.entries), 'entry', 'entries')}; "
            f"columns understood: {', '.join(sheet.columns)}",
        )
    )
    if sheet.ignored:
        call.terminal.say(
            say(
                zh=f"未用的列：{some(sheet.ignored, '列')}",
                en=f"Columns not used: {some(sheet.ignored)}",
            )
        )


def _history(call: Call) -> ExitCode:
    found = asyncio.run(_newest(call))
    heads = say(
        zh="时间 操作者 文件 行数 修订 结果", en="time actor file rows revision result"
    ).split()
    rows = [
        (
            record.at.astimezone().isoformat(sep=" ", timespec="seconds"),
            record.actor,
            record.file,
            record.rows,
            record.revision,
            record.refusal or say(zh="已导入", en="imported"),
        )
        for record in found
    ]
    call.terminal.table(heads, rows)
    if not found:
        call.terminal.say(say(zh="还没有导入过。", en="Nothing was imported yet."))
    call.terminal.data({"imports": [vars(record) for record in found]})
    return ExitCode.DONE


async def _newest(call: Call) -> list[import_history.ImportRecord]:
    async with call.engine() as engine:
        return await import_history.newest(engine, LOCAL, limit=max(1, call.arguments.limit))
