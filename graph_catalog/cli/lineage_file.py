"""`lineage ID --format …`: a lineage as a file, on standard output or under a name."""

import argparse
import asyncio
import dataclasses
from pathlib import Path
from typing import Final

from graph_catalog.cli import naming
from graph_catalog.cli.command import Call
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.cli.naming import Several
from graph_catalog.errors import InputFileError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import LOCAL
from graph_catalog.language import say
from graph_catalog.lineage import export as lineage_files
from graph_catalog.lineage.export import LineageFormat
from graph_catalog.lineage.pure.projected import LEVEL_OF
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import export as lineage_export
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.lineage_answers import Lineage, TruncationReason
from graph_catalog.model.refusals import Refusal
from graph_catalog.record import snapshots
from graph_catalog.record.keys import GlobalId
from graph_catalog.record.snapshots import AsOfPoint

_TOO_SMALL: Final = {TruncationReason.DEPTH, TruncationReason.NODE_LIMIT}
"""Reasons that go away with larger limits."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that make a file of the answer."""
    words = [wanted.value for wanted in LineageFormat]
    parser.add_argument(
        "--format",
        choices=words,
        metavar="|".join(words),
        help=say(
            zh="写成文件而不显示表格；文件开头说明是否完整",
            en="write a file instead of showing tables; its beginning says whether it is whole",
        ),
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help=say(zh="文件名（默认标准输出）；须同时给出 --format", en="its name (standard output)"),
    )


def is_wanted(call: Call) -> bool:
    """Whether a file is wanted; raises `InputFileError` for a name without a format."""
    given = call.arguments
    if given.out is not None and given.format is None:
        raise InputFileError(
            say(
                zh="给出了 --out 但没有 --format。请说明格式，如 --format csv。",
                en="There is --out but no --format. Say which, as --format csv.",
            )
        )
    return given.format is not None


def write(call: Call, asked: AsOfPoint) -> ExitCode:
    """Write the file and say whether it is whole."""
    wanted = LineageFormat(call.arguments.format)
    exported = asyncio.run(_export(call, asked, wanted))
    if isinstance(exported, Several):
        return exported.show(call.terminal)
    if isinstance(exported, Refusal):
        call.terminal.warn(exported.message)
        call.terminal.data({"code": exported.code, "message": exported.message})
        return ExitCode.ANSWERED
    content = lineage_files.write(exported, wanted)
    target: Path | None = call.arguments.out
    if target is None:
        call.terminal.raw(content.decode())
    else:
        _put(target, content)
        call.terminal.say(say(zh=f"已写入 {target}。", en=f"Written to {target}."))
    answer = exported.answer
    if not answer.complete:
        call.terminal.warn(say(zh="文件", en="The file ") + not_whole(answer))
    if target is not None:
        call.terminal.data(
            {
                "out": str(target),
                "complete": answer.complete,
                "asOf": answer.as_of,
                "revision": answer.revision,
            }
        )
    return ExitCode.DONE if answer.complete else ExitCode.ANSWERED


def not_whole(answer: Lineage) -> str:
    """Say why an answer is not the whole, and what to do where that helps; what is not whole stands before it."""
    reasons = ", ".join(f"{cut.reason.value} ({cut.count})" for cut in answer.cuts)
    sentence = say(zh=f"不完整：{reasons}。", en=f"is not complete: {reasons}.")
    if _TOO_SMALL.isdisjoint(answer.truncated_by):
        return sentence
    return sentence + say(zh="可加大 --depth 或 --max-nodes。", en=" Raise --depth or --max-nodes.")


async def _export(
    call: Call, asked: AsOfPoint, wanted: LineageFormat
) -> Exported | Several | Refusal:
    async with call.engine() as engine:
        found = await posed(call, engine, asked)
        if not isinstance(found, Posed):
            return found
        if refusal := lineage_files.unfit(found.question, wanted):
            return refusal
        return await lineage_export.export(engine, LOCAL, found.snapshot, found.question)


@dataclasses.dataclass(frozen=True)
class Posed:
    """What a command asks of lineage, and what it sees the catalog with."""

    question: Question
    snapshot: Snapshot


async def posed(call: Call, engine: Engine, asked: AsOfPoint) -> Posed | Several | Refusal:
    """Find what the command asks about; at that thing's own level where none is given."""
    snapshot = await snapshots.resolve(engine, LOCAL, asked)
    if not isinstance(snapshot, Snapshot):
        return snapshot
    given = call.arguments
    start = await naming.find(engine, snapshot, given.id, tuple(LEVEL_OF))
    if not isinstance(start, GlobalId):
        return start
    level = LineageLevel(given.level) if given.level else LEVEL_OF[start.kind]
    direction = LineageDirection(given.direction)
    return Posed(Question(start.key, direction, level, given.depth, given.max_nodes), snapshot)


def _put(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise InputFileError(
            say(
                zh=f"无法写入文件 {path}：{problem.strerror}。请核对路径与权限。",
                en=f"The file {path} cannot be written: {problem.strerror}. Check path and rights.",
            )
        ) from problem
