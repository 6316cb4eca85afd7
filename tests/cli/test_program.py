import pytest

from graph_catalog.cli.exit_codes import ExitCode
from tests.cli.conftest import Command

COMMANDS = [
    ("serve",),
    ("import",),
    ("imports", "list"),
    ("store", "install"),
    ("store", "start"),
    ("store", "stop"),
    ("store", "status"),
    ("token", "add"),
    ("audit", "verify"),
    ("schema",),
    ("lineage",),
    ("check",),
    ("compare",),
]


def test_the_help_is_in_chinese_and_names_the_exit_codes(command: Command) -> None:
    said = command("--help")
    assert said.code == ExitCode.DONE
    assert said.out.startswith("用法：graph-catalog")
    assert "导入目录文件" in said.out
    assert "退出码：0 完成" in said.out


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--language", "en"), {}),
        (("--language=en",), {"LANG": "zh_CN.UTF-8"}),
        ((), {"LANG": "en_GB.UTF-8"}),
        ((), {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}),
    ],
)
def test_the_help_is_in_english_where_that_is_asked_for(
    command: Command, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    said = command(*arguments, "--help", environment=environment)
    assert said.out.startswith("usage: graph-catalog")
    assert "import a catalog file" in said.out


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "zh_CN.UTF-8", "de_DE.UTF-8", ""])
def test_other_locales_are_answered_in_chinese(command: Command, locale: str) -> None:
    assert command("--help", environment={"LANG": locale}).out.startswith("用法")


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_has_help(command: Command, names: tuple[str, ...], language: str) -> None:
    said = command(*names, "--help", "--language", language)
    assert (said.code, said.err) == (ExitCode.DONE, "")
    assert "--json" in said.out


@pytest.mark.parametrize(
    "arguments", [(), ("imports",), ("fly",), ("import",), ("import", "a", "--fly")]
)
def test_wrong_usage_is_one_sentence_that_names_the_help(
    command: Command, arguments: tuple[str, ...]
) -> None:
    said = command(*arguments)
    assert said.code == ExitCode.USAGE
    assert said.err.startswith("命令有误：")
    assert "--help" in said.err
    assert said.err.count("\n") == 1


def test_a_wrong_setting_is_a_sentence_and_no_stack_trace(command: Command) -> None:
    said = command("imports", "list", environment={"GRAPH_CATALOG_PORT": "many"})
    assert said.code == ExitCode.USAGE
    assert "GRAPH_CATALOG_PORT" in said.err
    assert "Traceback" not in said.err


def test_a_store_that_is_away_is_a_sentence_and_an_exit_code_of_its_own(command: Command) -> None:
    away = {"GRAPH_CATALOG_NEO4J_URI": "bolt://127.0.0.1:1"}
    said = command("imports", "list", environment=away)
    assert said.code == ExitCode.STORE
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err


def test_a_fault_is_explained_to_developers_who_ask_for_it(
    command: Command, caplog: pytest.LogCaptureFixture
) -> None:
    away = {"GRAPH_CATALOG_NEO4J_URI": "bolt://127.0.0.1:1", "GRAPH_CATALOG_LOG_LEVEL": "debug"}
    with caplog.at_level("DEBUG", "graph_catalog.cli"):
        command("imports", "list", environment=away)
    assert any(record.exc_info for record in caplog.records)
