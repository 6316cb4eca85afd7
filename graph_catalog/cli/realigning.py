"""`realign`: read every field on record anew, by the rules, the lexicon and the rulings of today."""

import asyncio

from graph_catalog.alignment import realignment, spellings
from graph_catalog.alignment.realignment import Report
from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.language import counted, say
from graph_catalog.matching.rule_set import rule_set


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add(
        "realign",
        say(
            zh="按现行规则、词表和裁定重新识别全部数据项（中断后可继续）",
            en="read all fields anew by today's rules, lexicon and rulings (broken off, it goes on)",
        ),
        _realign,
    )
    command.add_argument(
        "--all",
        action="store_true",
        dest="anew",
        help=say(
            zh="也重读已按现行规则识别过的数据项",
            en="read those too that were read by today's rules already",
        ),
    )


def _realign(call: Call) -> ExitCode:
    report = asyncio.run(_run(call))
    call.terminal.data({**vars(report), "ruleSet": rule_set()})
    call.terminal.say(
        say(
            zh=f"已按规则集 {rule_set()} 重新识别 {report.fields} 个数据项，其中 {report.changed} 个有变化。",
            en=f"By rule set {rule_set()} {counted(report.fields, 'field')} read anew, "
            f"{report.changed} of them otherwise than before.",
        )
    )
    return ExitCode.DONE


async def _run(call: Call) -> Report:
    async with call.engine() as engine:
        with call.terminal.bar(say(zh="识别数据项", en="reading fields")) as bar:
            report = await realignment.run(
                engine, anew=call.arguments.anew, progress=lambda done: bar(done.fields)
            )
        with call.terminal.bar(say(zh="计算名称向量", en="vectors of names")) as bar:
            await spellings.catch_up(engine, progress=bar)
        return report
