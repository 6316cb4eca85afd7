"""No message lists without an end: what callers, files and the record have is named by `language.some`."""

import ast
from pathlib import Path
from typing import Final

import pytest

from graph_catalog.language import Language, some, speaking

PACKAGE: Final = Path(__file__).parents[2] / "graph_catalog"
CLOSED: Final = {
    # Lists of what the program itself knows: as long as they are written.
    "_ACCEPTABLE",
    "COLUMNS",
    "OFFERED",
    "headers",
    "inside",
    "parts",
    "ENDINGS",
    "RESERVED",
    "WANTED",
    "missing",
    "empty",
    "values",
    "sheet.columns",
    "sorted(RESERVED)",
    "sorted(token_file.RESERVED)",
    "sorted(known)",
    "known",
    "codes",
}
"""What a message may join as it stands."""


def _joins(node: ast.AST) -> list[str]:
    """Return what is joined inside of the words of a message."""
    return [
        ast.unparse(call.args[0])
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "join"
        and not isinstance(call.args[0], ast.GeneratorExp | ast.Constant)
    ]


def _messages(tree: ast.AST) -> list[ast.expr]:
    return [
        keyword.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg in {"zh", "en"} and isinstance(keyword.value, ast.JoinedStr)
    ]


@pytest.mark.parametrize(
    "path",
    sorted(PACKAGE.rglob("*.py")),
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_message_joins_a_list_that_may_be_long(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {joined for message in _messages(tree) for joined in _joins(message)}
    assert found <= CLOSED, "language.some names the first and says how many there are"


@pytest.mark.parametrize("count", [0, 1, 5, 6, 20_000])
def test_a_list_names_the_first_and_how_many_there_are(count: int) -> None:
    things = [f"列{number}" for number in range(count)]
    with speaking(Language.CHINESE):
        zh = some(things, "列")
        assert zh.count("、") == max(0, min(count, 5) - 1)
        assert (f"等 {count} 列" in zh) is (count > 5)
    with speaking(Language.ENGLISH):
        assert some(things).endswith(f"and {count - 5} more") is (count > 5)
