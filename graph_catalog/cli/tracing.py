"""`lineage ID`: where something comes from and who depends on it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from graph_catalog.cli import dates, lineage_file, naming
from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.cli.lineage_file import Posed
from graph_catalog.cli.naming import Several
from graph_catalog.identity.auth import LOCAL
from graph_catalog.language import counted, say
from graph_catalog.lineage.pure.projected import LEVEL_OF
from graph_catalog.lineage.questions import tracing
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.lineage_answers import Lineage, LineageNode
from graph_catalog.model.refusals import Refusal
from graph_catalog.record.snapshots import AsOfPoint


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    parser = commands.add(
        "lineage",
        say(zh="查看数据的来龙去脉", en="where data comes from, and who depends on it"),
        _lineage,
        epilog=say(
            zh="同名的有几个时列出各自的 id。\n"
            "文件写明所依的 asOf 与修订号；以同样的 --as-of 和 --at-revision 再问，逐字节相同。\n"
            "退出码：0 完整；1 不完整（截断处会说明）、没有该对象或有几个；2 命令有误；"
            "3 图数据库不可用。",
            en="Where several have the name, they are listed with their ids.\n"
            "A file says by which asOf and revision it was made; asked again with these as --as-of and "
            "--at-revision, it is the same to the byte.\n"
            "Exit codes: 0 complete; 1 not complete (it says where), no such thing, or several; "
            "2 wrong usage; 3 the store is unavailable.",
        ),
    )
    parser.add_argument(
        "id",
        metavar="ID",
        help=say(
            zh="数据项、数据集、系统或单位：id、代码或全称",
            en="a field, dataset, system or unit: its id, code or exact name",
        ),
    )
    parser.add_argument(
        "--direction",
        default=LineageDirection.BOTH.value,
        choices=[direction.value for direction in LineageDirection],
        metavar="UPSTREAM|DOWNSTREAM|BOTH",
        help=say(zh="来源、去向或两者（默认 BOTH）", en="where from, where to, or both (BOTH)"),
    )
    parser.add_argument(
        "--level",
        choices=[level.value for level in LineageLevel],
        metavar="FIELD|DATASET|SYSTEM|UNIT",
        help=say(zh="按哪一级显示（默认与 ID 同级）", en="at which level (that of the ID)"),
    )
    parser.add_argument(
        "--depth",
        type=int,
        default=5,
        metavar="N",
        help=say(zh="最多几步（默认 5）", en="hops at the most (5)"),
    )
    parser.add_argument(
        "--max-nodes",
        type=int,
        default=1000,
        metavar="N",
        help=say(zh="最多几个对象（默认 1000）", en="things at the most (1000)"),
    )
    dates.add_option(parser)
    parser.add_argument(
        "--at-revision",
        type=int,
        metavar="N",
        help=say(
            zh="按第几号修订的记录（默认最新）", en="by the record of which revision (newest)"
        ),
    )
    lineage_file.add_options(parser)


def _lineage(call: Call) -> ExitCode:
    as_of = dates.read(call.arguments)
    read = naming.by_id(call.arguments.id, tuple(LEVEL_OF))
    revision = call.arguments.at_revision
    asked = AsOfPoint(as_of, revision)
    if read is not None:
        asked = AsOfPoint(
            read.as_of if as_of is None else as_of, read.revision if revision is None else revision
        )
    if lineage_file.is_wanted(call):
        return lineage_file.write(call, asked)
    answer = asyncio.run(_trace(call, asked))
    if isinstance(answer, Several):
        return answer.show(call.terminal)
    if isinstance(answer, Refusal):
        call.terminal.warn(answer.message)
        call.terminal.data({"code": answer.code, "message": answer.message})
        return ExitCode.ANSWERED
    return _show(call, answer)


async def _trace(call: Call, asked: AsOfPoint) -> Lineage | Several | Refusal:
    async with call.engine() as engine:
        found = await lineage_file.posed(call, engine, asked)
        if not isinstance(found, Posed):
            return found
        return await tracing.trace(engine, LOCAL, found.snapshot, found.question)


def _show(call: Call, answer: Lineage) -> ExitCode:
    terminal = call.terminal
    names = {node.key: _name(node) for node in answer.nodes}
    nodes = sorted(answer.nodes, key=_order)
    terminal.table(
        say(zh="来源步数 去向步数 名称 id", en="upstream downstream name id").split(),
        [
            (node.upstream_hops, node.downstream_hops, _name(node), node.subject_id)
            for node in nodes
        ],
    )
    terminal.table(
        say(zh="由 得到 依据", en="from made basis").split(),
        [(names[edge.source], names[edge.target], edge.basis.value) for edge in answer.edges],
    )
    terminal.say(_conclusion(answer))
    terminal.data(_plain(answer, nodes))
    return ExitCode.DONE if answer.complete else ExitCode.ANSWERED


def _name(node: LineageNode) -> str:
    return node.name or say(zh="（不可见）", en="(hidden)")


def _order(node: LineageNode) -> tuple[int, int, str]:
    far = 10**6
    up, down = node.upstream_hops, node.downstream_hops
    return (-(up or 0), far if down is None and up is None else (down or 0), _name(node))


def _conclusion(answer: Lineage) -> str:
    sentence = say(
        zh=f"{answer.node_count} 个对象，{answer.edge_count} 条关系，"
        f"其中 {answer.hidden_count} 个不可见。",
        en=f"{counted(answer.node_count, 'thing')}, {counted(answer.edge_count, 'edge')}, "
        f"{answer.hidden_count} hidden. ",
    )
    if answer.complete:
        return sentence + say(zh="答案完整。", en="The answer is complete.")
    return sentence + say(zh="答案", en="The answer ") + lineage_file.not_whole(answer)


def _plain(answer: Lineage, nodes: list[LineageNode]) -> Mapping[str, Any]:
    return {
        "root": answer.root.key,
        "nodes": [
            {
                "key": node.key,
                "subject": None if node.subject_id is None else {"id": node.subject_id},
                "level": node.level,
                "name": node.name,
                "redacted": node.redacted,
                "upstreamHops": node.upstream_hops,
                "downstreamHops": node.downstream_hops,
            }
            for node in nodes
        ],
        "edges": [
            {"source": edge.source, "target": edge.target, "kind": edge.kind, "basis": edge.basis}
            for edge in answer.edges
        ],
        "complete": answer.complete,
        "truncatedBy": answer.truncated_by,
        "hiddenCount": answer.hidden_count,
        "asOf": answer.as_of,
        "revision": answer.revision,
    }
