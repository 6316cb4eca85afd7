"""Chinese texts have Chinese punctuation: every `zh=` of the program is read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

PACKAGE: Final = Path(__file__).parents[2] / "graph_catalog"
FILES: Final = sorted(PACKAGE.rglob("*.py"))
_CHINESE: Final = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff。、，；：（）“”《》？！…"
_HALF_WIDTH: Final = re.compile(f"(?<=[{_CHINESE}])[,;:()!?]|[,;:()!?](?= ?[{_CHINESE}])")
_IS_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_BESIDE_WHAT_IS_PUT_IN: Final = re.compile("(?<=□)[,;]|[,;](?=□)")
_CODE: Final = re.compile(r"\w+=\w+(,\w+=\w+)+")
"""What a command takes as it stands, as 业务名称=dataset_cn,状态=已发布."""


def chinese(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield what is given, or assigned, as `zh`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "zh":
            yield node.value
        elif isinstance(node, ast.Assign):
            names = {getattr(target, "id", "") for target in node.targets}
            if "zh" in names:
                yield node.value


def texts(value: ast.expr) -> Iterator[str]:
    """Yield the literals of an expression, of a format string as one, with □ where something is put in."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "□" for part in value.values
        )
    for below in ast.iter_child_nodes(value):
        if isinstance(below, ast.FormattedValue):
            yield from texts(below.value)
        elif isinstance(below, ast.expr) and not isinstance(value, ast.JoinedStr):
            yield from texts(below)


def half_width(text: str) -> list[str]:
    """Return half-width punctuation beside Chinese, each with what is around it."""
    text = _CODE.sub("", text)
    found = [*_HALF_WIDTH.finditer(text)]
    if _IS_CHINESE.search(text):
        found += _BESIDE_WHAT_IS_PUT_IN.finditer(text)
    return [text[max(0, at.start() - 5) : at.end() + 5] for at in found]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_chinese_texts_have_full_width_punctuation(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    found = [each for value in chinese(tree) for text in texts(value) for each in half_width(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请求:□", 1),
        ("□,请重试。", 1),
        ("表(CSV)", 1),
        ("如 a, 甲", 1),
        ("识别 □,□ 行", 1),
        ("请求：□，请重试（CSV）。", 0),
        ("□:□", 0),
        ("如 业务名称=a,状态=已发布", 0),
        ("http://localhost:8000", 0),
    ],
)
def test_what_counts_as_half_width(text: str, found: int) -> None:
    assert bool(half_width(text)) == bool(found)
