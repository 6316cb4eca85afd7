"""What an import did, or would do, on the terminal and as JSON."""

import dataclasses
from collections.abc import Mapping
from typing import Final

from graph_catalog import language
from graph_catalog.cli.command import Call
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.entries.imports import import_warnings
from graph_catalog.entries.imports.import_report import ImportReport
from graph_catalog.language import say

_SHOWN_UNFINISHED: Final = 20
_SHOWN_MISSING: Final = 20
"""More entries than this are told in groups, and one by one in JSON."""
_SHOWN_AMBIGUITIES: Final = 200
"""All are in JSON."""


def report(call: Call, report: ImportReport) -> ExitCode:
    """Tell what was done, in tables and sentences, and whole as JSON."""
    terminal = call.terminal
    counted = [(word, report.counts.get(name, 0)) for name, word in _words().items()]
    terminal.table(say(zh="内容 数量", en="what count").split(), counted)
    if len(report.unfinished) <= _SHOWN_UNFINISHED:
        heads = say(zh="行 条目 发布前还缺少", en="row entry lacks").split()
        rows = [(entry.row, entry.name, entry.lacks) for entry in report.unfinished]
        terminal.table(heads, rows)
    _list_ambiguities(call, report)
    if report.missing and len(report.missing) <= _SHOWN_MISSING:
        heads = say(zh="不在文件中的条目 目录代码 提供单位", en="missing code provider").split()
        terminal.table(
            heads, [(entry.name, entry.code or "-", entry.owner.name) for entry in report.missing]
        )
    for warning in report.warnings:
        terminal.warn(warning)
    terminal.say(_conclusion(call, report))
    terminal.data(
        {
            "result": _result(call, report),
            "revision": report.revision,
            "changed": report.changed,
            "counts": report.counts,
            "warnings": report.warnings,
            "unfinished": [
                {"row": entry.row, "name": entry.name, "lacks": entry.lacks}
                for entry in report.unfinished
            ],
            "ambiguities": [
                {**dataclasses.asdict(each), "change": each.change and each.change.value}
                for each in report.ambiguities
            ],
            "missing": [
                {
                    "key": entry.key,
                    "name": entry.name,
                    "code": entry.code,
                    "provider": entry.owner.name,
                    "is_withdrawn": report.are_withdrawn,
                }
                for entry in report.missing
            ],
        }
    )
    return ExitCode.DONE


def _list_ambiguities(call: Call, report: ImportReport) -> None:
    if not report.ambiguities:
        return
    heads = say(
        zh="行 条目 数据项 改动 库中 文件 结果",
        en="row entry field change on-record in-file outcome",
    )
    rows = [
        (
            each.row,
            each.entry,
            each.field or "-",
            import_warnings.named_change(each.change),
            "、".join(each.on_record),
            each.in_file,
            import_warnings.outcome(each, is_dry_run=call.arguments.dry_run),
        )
        for each in report.ambiguities[:_SHOWN_AMBIGUITIES]
    ]
    call.terminal.table(heads.split(), rows)


def _result(call: Call, report: ImportReport) -> str:
    if call.arguments.dry_run:
        return "REHEARSED"
    return "IMPORTED" if report.changed else "UNCHANGED"


def _conclusion(call: Call, report: ImportReport) -> str:
    if call.arguments.dry_run:
        return say(
            zh="这是试运行，未写入任何内容。去掉 --dry-run 即正式导入。",
            en="This was a dry run; nothing was written. Leave out --dry-run to import.",
        )
    if report.changed:
        return say(
            zh=f"已导入，记为修订 {report.revision}。",
            en=f"Imported as revision {report.revision}.",
        )
    return say(
        zh="与库中内容一致，没有改动。", en="The record says the same already; nothing changed."
    )


def _words() -> Mapping[str, str]:
    chinese = {
        "rows": "数据行",
        "units_registered": "新登记单位",
        "systems_registered": "新登记系统",
        "entries_registered": "新登记条目",
        "entries_revised": "修改条目",
        "entries_unchanged": "未变条目",
        "entries_recoded": "其中换码条目",
        "entries_moved": "其中移交条目",
        "entries_renamed": "其中改名条目",
        "entries_revived": "其中恢复条目",
        "entries_held_back": "未写入条目",
        "entries_missing": "库中有而文件中没有的条目",
        "entries_withdrawn": "撤回条目",
        "fields_registered": "新登记数据项",
        "fields_revised": "修改数据项",
        "fields_renamed": "其中改名数据项",
        "fields_unchanged": "未变数据项",
        "fields_held_back": "未写入数据项",
        "fields_absent": "库中有而文件中没有的数据项",
        "fields_aligned": "新对应或改为对应数据元的数据项",
        "fields_provisional": "新读出而尚无数据元的数据项",
    }
    if language.current() is language.Language.CHINESE:
        return chinese
    return {name: name.replace("_", " ") for name in chinese}
