"""`audit verify`, `audit anchor`: see that nothing in the audit log was changed, and keep its head elsewhere."""

import asyncio
import dataclasses
from collections.abc import Sequence
from pathlib import Path

from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.errors import InputFileError
from graph_catalog.identity.auth import LOCAL
from graph_catalog.language import say
from graph_catalog.record.audit import anchors, verification
from graph_catalog.record.audit.anchors import Anchored, AnchorLostError
from graph_catalog.record.audit.findings import AuditFinding, AuditFindingKind
from graph_catalog.record.audit.verification import Anchor, AuditReport


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    group = commands.group("audit", say(zh="审计日志", en="the audit log"))
    parser = group.add(
        "verify",
        say(
            zh="核对审计日志的校验链、日志头，以及库中内容与日志是否相符",
            en="check the chain of the audit log, its head, and that the store holds what the log describes",
        ),
        _verify,
        epilog=say(
            zh="打印最后一条的 序号：校验值，请留存在图数据库管理员改不到的地方。有写库权限的人可以改写日志并重新计算"
            "全部校验值，只有留存在外的校验值能发现。\n"
            "退出码：0 完好；1 有发现（逐条说明）；2 参数或文件有误；3 图数据库不可用。",
            en="Prints SEQUENCE:HASH of the last entry: keep it where those who run the database cannot write. Whoever "
            "can write to the store can rewrite the log and compute all hashes again; only what was kept elsewhere "
            "finds it out.\n"
            "Exit codes: 0 whole; 1 findings, told one by one; 2 wrong usage or file; 3 the store is unavailable.",
        ),
    )
    parser.add_argument(
        "--expect",
        action="append",
        default=[],
        metavar="SEQUENCE:HASH",
        help=say(
            zh="此前留存的 序号：校验值；可写多个",
            en="what was kept from before; may be repeated",
        ),
    )
    parser.add_argument(
        "--anchors",
        type=Path,
        metavar="FILE",
        help=say(zh="audit anchor 写成的文件", en="a file that audit anchor has written"),
    )
    anchored = group.add(
        "anchor",
        say(
            zh="把日志头（序号、校验值、时间）追加到一个文件",
            en="append the head of the log (sequence, hash, instant) to a file",
        ),
        _anchor,
        epilog=say(
            zh="先核对文件的最后一行仍在日志中。服务可按 GRAPH_CATALOG_AUDIT_ANCHOR 定时追加。\n"
            "退出码：0 已追加或无变化；1 最后一行已不在日志中；2 文件有误；3 图数据库不可用。",
            en="It first sees that the last line is still in the log. A server does it at an interval by "
            "GRAPH_CATALOG_AUDIT_ANCHOR.\n"
            "Exit codes: 0 appended, or nothing new; 1 the last line is not in the log any more; 2 wrong file; "
            "3 the store is unavailable.",
        ),
    )
    anchored.add_argument(
        "file", type=Path, metavar="FILE", help=say(zh="追加到哪个文件", en="the file")
    )


def _verify(call: Call) -> ExitCode:
    kept = _kept(call.arguments.expect, call.arguments.anchors)
    report = asyncio.run(_walk(call, kept))
    if call.arguments.anchors is not None and len(kept) == len(call.arguments.expect):
        proven_nothing = AuditFinding(AuditFindingKind.ANCHORS_EMPTY)
        report = dataclasses.replace(report, findings=(*report.findings, proven_nothing))
    terminal = call.terminal
    last = None if report.last is None else _written(report.last)
    terminal.data(
        {
            "entries": report.entries,
            "revisions": report.revisions,
            "head": last,
            "expected": len(kept),
            "uncovered": report.uncovered,
            "isWhole": report.is_whole,
            "findings": [
                {
                    "kind": found.kind.value,
                    "sequence": found.sequence,
                    "revision": found.revision,
                    "things": list(found.things),
                    "message": found.message,
                }
                for found in report.findings
            ],
        }
    )
    for found in report.findings:
        terminal.warn(found.message)
    if report.is_whole:
        terminal.say(
            say(
                zh=f"审计日志完整：{report.entries} 条记录，{report.revisions} 个修订，无缺漏、无重复，"
                "库中内容与日志相符。",
                en=f"The audit log is whole: {report.entries} entries, {report.revisions} revisions, no gap and no "
                "double, and the store holds what it describes.",
            )
        )
    if report.uncovered:
        terminal.say(
            say(
                zh=f"其中 {report.uncovered} 个修订由较早的版本写成，没有内容摘要，只核对了记录本身。",
                en=f"{report.uncovered} revisions are of earlier releases and have no digest of what they wrote: of "
                "these only the entries were checked.",
            )
        )
    if last is not None:
        terminal.say(last)
    return ExitCode.DONE if report.is_whole else ExitCode.ANSWERED


def _written(anchor: Anchor) -> str:
    return f"{anchor.sequence}:{anchor.hash}"


def _kept(given: Sequence[str], path: Path | None) -> list[Anchor]:
    kept = []
    for text in given:
        anchor = anchors.parse(text)
        if anchor is None:
            raise InputFileError(
                say(
                    zh=f"--expect 的“{text}”应为 序号：校验值，即 audit verify 打印的最后一行。",
                    en=f"--expect {text} must be SEQUENCE:HASH, the last line that audit verify prints.",
                )
            )
        kept.append(anchor)
    return kept + (anchors.read(path) if path is not None else [])


async def _walk(call: Call, kept: Sequence[Anchor]) -> AuditReport:
    async with call.engine() as engine:
        with call.terminal.bar(say(zh="核对审计日志", en="checking the audit log")):
            return await verification.verify(engine, LOCAL, kept)


def _anchor(call: Call) -> ExitCode:
    path: Path = call.arguments.file
    try:
        anchored = asyncio.run(_append(call, path))
    except AnchorLostError as lost:
        call.terminal.warn(
            say(
                zh=f"{path} 最后一行的第 {lost.anchor.sequence} 条记录已不在日志中，或校验值不同：日志被截短或改写。"
                f"未追加。请运行 graph-catalog audit verify --anchors {path}。",
                en=f"Entry {lost.anchor.sequence} of the last line of {path} is not in the log, or has another hash: the "
                f"log was cut or rewritten. Nothing was appended. Run graph-catalog audit verify --anchors {path}.",
            )
        )
        return ExitCode.ANSWERED
    if anchored is None:
        call.terminal.say(
            say(zh="审计日志为空，未追加。", en="The log is empty; nothing was appended.")
        )
        return ExitCode.DONE
    call.terminal.data({**dataclasses.asdict(anchored.anchor), "isNew": anchored.is_new})
    call.terminal.say(
        say(zh=f"已追加到 {path}：", en=f"Appended to {path}:")
        if anchored.is_new
        else say(zh="自最后一行以来没有新的记录：", en="Nothing new since the last line:")
    )
    call.terminal.say(_written(anchored.anchor))
    return ExitCode.DONE


async def _append(call: Call, path: Path) -> Anchored | None:
    async with call.engine() as engine:
        return await anchors.append(engine, LOCAL, path)
