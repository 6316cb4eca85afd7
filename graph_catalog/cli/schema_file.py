"""`schema`: the GraphQL schema as text, written to its file or compared with it."""

import difflib
from pathlib import Path
from typing import Final

from graph_catalog.api import schema
from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.errors import InputFileError
from graph_catalog.language import say

_FILE: Final = Path("schema.graphql")
_SHOWN_LINES: Final = 40


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    parser = commands.add(
        "schema",
        say(zh="输出 GraphQL 模式", en="print the GraphQL schema"),
        _schema,
        store=False,
    )
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--check",
        action="store_true",
        help=say(
            zh=f"与当前目录的 {_FILE} 比较（退出码 1：不同）",
            en=f"compare with {_FILE} here (exit code 1: they differ)",
        ),
    )
    way.add_argument(
        "--write",
        action="store_true",
        help=say(zh=f"写入当前目录的 {_FILE}", en=f"write {_FILE} here"),
    )


def _schema(call: Call) -> ExitCode:
    text = schema.printed(schema.build())
    if call.arguments.write:
        return _write(call, text)
    if call.arguments.check:
        return _check(call, text)
    call.terminal.raw(text)
    return ExitCode.DONE


def _write(call: Call, text: str) -> ExitCode:
    try:
        _FILE.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise _unusable(problem) from problem
    call.terminal.say(say(zh=f"已写入 {_FILE}。", en=f"{_FILE} is written."))
    return ExitCode.DONE


def _check(call: Call, text: str) -> ExitCode:
    try:
        committed = _FILE.read_text(encoding="utf-8")
    except OSError as problem:
        raise _unusable(problem) from problem
    if committed == text:
        call.terminal.say(say(zh=f"{_FILE} 与程序一致。", en=f"{_FILE} is as the program has it."))
        return ExitCode.DONE
    changes = difflib.unified_diff(
        committed.splitlines(), text.splitlines(), str(_FILE), "program", lineterm="", n=1
    )
    for line, _ in zip(changes, range(_SHOWN_LINES), strict=False):
        call.terminal.say(line)
    call.terminal.warn(
        say(
            zh=f"{_FILE} 与程序不一致。确认改动后运行 graph-catalog schema --write。",
            en=f"{_FILE} is not as the program has it. If the change is meant, run "
            "graph-catalog schema --write.",
        )
    )
    return ExitCode.ANSWERED


def _unusable(problem: OSError) -> InputFileError:
    return InputFileError(
        say(
            zh=f"无法读写当前目录的 {_FILE}：{problem.strerror}。请在项目目录中运行。",
            en=f"{_FILE} cannot be read or written here: {problem.strerror}. "
            "Run it in the project's folder.",
        )
    )
