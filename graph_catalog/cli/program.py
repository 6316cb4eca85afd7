"""The command as a whole: its groups, its language, and what becomes of a fault."""

import dataclasses
import importlib
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import graph_catalog
from graph_catalog import errors, language
from graph_catalog.cli import speech
from graph_catalog.cli.command import Call, Commands, Parser
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.cli.terminal import Terminal
from graph_catalog.language import say
from graph_catalog.settings import Settings

_log = logging.getLogger(__name__)

NAME = "graph-catalog"
GROUPS: Final = {
    "serve": "serving",
    "import": "importing",
    "imports": "importing",
    "import-sql": "sql_importing",
    "import-lineage": "lineage_importing",
    "check": "checking",
    "lineage": "tracing",
    "compare": "comparing",
    "store": "storing",
    "doctor": "examining",
    "token": "tokens",
    "audit": "auditing",
    "realign": "realigning",
    "schema": "schema_file",
}
"""Commands, and the modules in this package that add them by `add_to`."""


def main(
    arguments: Sequence[str] | None = None, environment: Mapping[str, str] | None = None
) -> int:
    """Run the command with these arguments and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    environment = os.environ if environment is None else environment
    with language.speaking(speech.chosen(arguments, environment)):
        try:
            return int(_run(arguments, environment))
        except KeyboardInterrupt:
            return ExitCode.INTERRUPTED
        except BrokenPipeError:
            # Whoever read the answer has read enough (`| head`); what is left has nowhere to go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return ExitCode.DONE


def parser(command: str = "") -> Parser:
    """Make the parser, in the caller's language: for one command, or for all of them.

    Only what a command needs is imported: all of it takes a second.
    """
    top = Parser(
        prog=NAME,
        about=say(
            zh="公共数据目录：一数一源、重复采集检查、数据血缘。",
            en="A catalog of public data: one source per datum, duplicate collection, lineage.",
        ),
        epilog=_epilog(),
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"{NAME} {graph_catalog.__version__}",
        help=say(zh="显示版本", en="show the version"),
    )
    top.add_language()
    commands = Commands(top)
    wanted = (GROUPS[command],) if command in GROUPS else dict.fromkeys(GROUPS.values())
    for module in wanted:
        importlib.import_module(f"graph_catalog.cli.{module}").add_to(commands)
    return top


def _epilog() -> str:
    return say(
        zh="退出码：0 完成；1 已答复但被拒绝或有发现；2 命令、设置或文件有误；"
        "3 图数据库不可用；4 程序出错。\n"
        "每个命令的用法：graph-catalog 命令 --help。English: --language en。",
        en="Exit codes: 0 done; 1 answered, but refused or with findings; 2 wrong command, setting "
        "or file; 3 the store is unavailable; 4 an error of the program.\n"
        "Usage of a command: graph-catalog COMMAND --help.",
    )


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> ExitCode:
    given = parser(next(iter(arguments), "")).parse_args(arguments)
    terminal = Terminal(as_json=given.json)
    is_debugging = False
    try:
        settings = Settings.from_environment(environment)
        is_debugging = settings.log_level == "debug"
        logging.basicConfig(level=settings.log_level.upper() if is_debugging else "ERROR")
        if data := getattr(given, "data", None):
            settings = dataclasses.replace(settings, data=Path(data).expanduser().absolute())
        run = given.run
        return ExitCode(run(Call(given, settings, terminal)))
    except errors.CatalogError as fault:
        terminal.warn(str(fault))
        _log.debug("the fault", exc_info=fault)
        return _code_of(fault)
    except Exception as fault:  # noqa: BLE001  # the outermost layer: nobody gets a stack trace
        terminal.warn(_unexpected(fault))
        _log.debug("the error", exc_info=fault)
        return ExitCode.FAULT


def _code_of(fault: errors.CatalogError) -> ExitCode:
    if isinstance(fault, errors.StoreError | errors.LocalStoreError):
        return ExitCode.STORE
    if isinstance(fault, errors.SettingsError | errors.InputFileError | errors.LexiconError):
        return ExitCode.USAGE
    return ExitCode.FAULT


def _unexpected(fault: Exception) -> str:
    name = type(fault).__name__
    return say(
        zh=f"程序出错（{name}：{fault}）。设置 GRAPH_CATALOG_LOG_LEVEL=debug 再运行一次，"
        "可得到供开发者查看的详情。",
        en=f"An error of the program ({name}: {fault}). Run it again with "
        "GRAPH_CATALOG_LOG_LEVEL=debug for what its developers need.",
    )
