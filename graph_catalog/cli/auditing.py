"""`audit verify`: see that nothing in the audit log was changed, left out, or doubled."""

import asyncio

from graph_catalog.auth import LOCAL
from graph_catalog.catalog import audit_log
from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.language import say


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    group = commands.group("audit", say(zh="审计日志", en="the audit log"))
    group.add(
        "verify",
        say(
            zh="逐条核对审计日志的校验链(退出码 1:日志被改动过)",
            en="check the chain of the audit log (exit code 1: it was tampered with)",
        ),
        _verify,
    )


def _verify(call: Call) -> ExitCode:
    report = asyncio.run(_walk(call))
    call.terminal.data(vars(report))
    if report.broken_at is None:
        call.terminal.say(
            say(
                zh=f"审计日志完整:{report.entries} 条记录,{report.revisions} 个修订,"
                "无缺漏、无重复。",
                en=f"The audit log is whole: {report.entries} entries, {report.revisions} "
                "revisions, no gap and no double.",
            )
        )
        return ExitCode.DONE
    call.terminal.warn(
        say(
            zh=f"审计日志从第 {report.broken_at} 条起不再相符:此前 {report.entries} 条完好。"
            "请停止写入,与备份比对。",
            en=f"The audit log does not fit from entry {report.broken_at} on; the {report.entries} "
            "before are whole. Stop writing and compare with a backup.",
        )
    )
    return ExitCode.ANSWERED


async def _walk(call: Call) -> audit_log.ChainReport:
    async with call.engine() as engine:
        return await audit_log.verify(engine, LOCAL)
