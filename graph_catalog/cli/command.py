"""What a command is: its arguments, and a function that does it and returns an exit code."""

import argparse
import dataclasses
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final, NoReturn

from graph_catalog.cli import speech
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.cli.terminal import Terminal
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.query import Variant
from graph_catalog.language import say
from graph_catalog.opening import open_engine
from graph_catalog.settings import Settings


@dataclasses.dataclass(frozen=True)
class Call:
    """One call of the command: what was given, the settings it implies, where to speak."""

    arguments: argparse.Namespace
    settings: Settings
    terminal: Terminal

    @asynccontextmanager
    async def engine(self, *, first: Iterable[tuple[str, Variant]] = ()) -> AsyncIterator[Engine]:
        """Open the catalog; where its store must be started first, that takes seconds."""
        async with AsyncExitStack() as stack:
            with self.terminal.bar(say(zh="打开目录", en="opening the catalog")):
                engine = await stack.enter_async_context(open_engine(self.settings, first=first))
            yield engine


Run = Callable[[Call], ExitCode]


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the caller's language."""

    def __init__(
        self,
        *,
        about: str,
        prog: str | None = None,
        epilog: str | None = None,
        **style: Any,  # noqa: ANN401  # what newer versions of argparse hand on, such as colour
    ) -> None:
        super().__init__(
            prog=prog,
            description=about,
            epilog=epilog,
            formatter_class=_Help,
            add_help=False,
            allow_abbrev=False,
            **style,
        )
        self._positionals.title = say(zh="参数", en="arguments")
        self._optionals.title = say(zh="选项", en="options")
        self.add_argument(
            "-h", "--help", action="help", help=say(zh="显示本帮助", en="show this help")
        )

    def add_language(self) -> None:
        """Add the option that `speech` reads before anything is parsed."""
        self.add_argument(
            speech.OPTION,
            metavar="zh|en",
            help=say(
                zh="所用语言；不写时依 LANG，再无则用中文",
                en="language to speak; else by LANG, else Chinese",
            ),
        )

    def add_common(self, *, store: bool) -> None:
        """Add the options that all commands have, and where the store lies."""
        self.add_language()
        self.add_argument(
            "--json",
            action="store_true",
            help=say(zh="以 JSON 输出，供程序读取", en="answer in JSON, for programs"),
        )
        if store:
            self.add_argument(
                "--data",
                metavar="DIR",
                help=say(
                    zh="数据目录；不写时依 GRAPH_CATALOG_DATA",
                    en="data directory; else by GRAPH_CATALOG_DATA",
                ),
            )

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what is wrong with the call, and leave."""
        message_zh = _in_chinese(message)
        sys.stderr.write(
            say(
                zh=f"命令有误：{message_zh}。用法见 {self.prog} --help。\n",
                en=f"Wrong usage: {message}. See {self.prog} --help.\n",
            )
        )
        raise SystemExit(ExitCode.USAGE)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  # argparse's own signature
        heading = say(zh="用法：", en="usage: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, heading)


_SAID: Final[Mapping[str, str]] = {
    r"the following arguments are required: (.+)": r"缺少 \1",
    r"unrecognized arguments: (.+)": r"不认识 \1",
    r"argument (.+): expected one argument": r"\1 后面要有一个值",
    r"argument (.+): expected at least one argument": r"\1 后面至少要有一个值",
    r"argument (.+): invalid choice: (.+) \(choose from (.+)\)": r"\1 没有 \2，可用的是 \3",
    r"argument (.+): invalid int value: (.+)": r"\1 应为整数，现为 \2",
}
"""What argparse says of a call, and the same in Chinese."""


def _in_chinese(message: str) -> str:
    for pattern, chinese in _SAID.items():
        if re.fullmatch(pattern, message):
            return re.sub(pattern, chinese, message)
    return message


class Commands:
    """Commands of a parser; each group of commands adds its own."""

    def __init__(self, parser: Parser) -> None:
        self._parsers = parser.add_subparsers(
            title=say(zh="命令", en="commands"),
            metavar=say(zh="命令", en="COMMAND"),
            required=True,
        )

    def add(
        self, name: str, about: str, run: Run, *, epilog: str | None = None, store: bool = True
    ) -> Parser:
        """Add a command and return its parser; `store` gives it the option `--data`."""
        parser = self._parsers.add_parser(name, help=about, about=about, epilog=epilog)
        parser.add_common(store=store)
        parser.set_defaults(run=run)
        return parser

    def group(self, name: str, about: str) -> "Commands":
        """Add a command that has commands of its own."""
        return Commands(self._parsers.add_parser(name, help=about, about=about))
