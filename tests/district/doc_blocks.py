"""The GraphQL in the docs: blocks with their variables, and with the answers that they promise."""

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from graphql import OperationDefinitionNode, OperationType, parse

ROOT: Final = Path(__file__).parents[2]
_PAGES: Final = ("README.md", "README.zh-CN.md", "docs/*.md")
_EXAMPLES: Final = "graph_catalog/api/examples/*.graphql"
_FENCE: Final = re.compile(r"^```(?P<mark>[^\n]*)\n(?P<text>.*?)^```$\n?", re.DOTALL | re.MULTILINE)
_BELONGING: Final = ("json variables", "json answer", "json errors")


@dataclass(frozen=True)
class Block:
    """A request in a page, by its line; `answer` and `errors` are None where none are promised."""

    page: str
    line: int
    query: str
    variables: dict[str, Any]
    answer: Any = None
    errors: Any = None

    @property
    def changes(self) -> bool:
        """Whether it is a mutation."""
        return any(
            isinstance(node, OperationDefinitionNode) and node.operation is OperationType.MUTATION
            for node in parse(self.query).definitions
        )

    @property
    def language(self) -> str:
        """The language that its page is in."""
        return "en" if self.page.endswith(".md") and ".zh-CN." not in self.page else "zh-CN"

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks() -> list[Block]:
    """Return every request of the docs and of the playground, in the order of pages and lines."""
    pages = [path for pattern in _PAGES for path in sorted(ROOT.glob(pattern))]
    examples = [
        Block(_name(path), 1, path.read_text("utf-8"), {}) for path in sorted(ROOT.glob(_EXAMPLES))
    ]
    return [block for path in pages for block in _of_page(path)] + examples


def stray_fences() -> list[str]:
    """Return where JSON is marked as belonging to a request, and none stands before it."""
    pages = [path for pattern in _PAGES for path in sorted(ROOT.glob(pattern))]
    return [place for path in pages for place in _strays(path)]


def _of_page(path: Path) -> list[Block]:
    text = path.read_text("utf-8")
    fences = list(_FENCE.finditer(text))
    found = []
    for index, fence in enumerate(fences):
        if fence["mark"] != "graphql":
            continue
        told = {mark: json.loads(content) for mark, content in _after(text, fences[index:])}
        line = text.count("\n", 0, fence.start()) + 1
        found.append(
            Block(
                _name(path),
                line,
                fence["text"],
                told.get("json variables", {}),
                told.get("json answer"),
                told.get("json errors"),
            )
        )
    return found


def _after(text: str, fences: list[re.Match[str]]) -> list[tuple[str, str]]:
    """Return the marked JSON that directly follows the first fence: nothing stands between."""
    found = []
    for before, fence in pairwise(fences):
        if fence["mark"] not in _BELONGING or text[before.end() : fence.start()].strip():
            break
        found.append((fence["mark"], fence["text"]))
    return found


def _strays(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    fences = list(_FENCE.finditer(text))
    marked = [fence for fence in fences if fence["mark"] in _BELONGING]
    owned = sum(
        len(_after(text, fences[index:]))
        for index, fence in enumerate(fences)
        if fence["mark"] == "graphql"
    )
    return [] if owned == len(marked) else [f"{_name(path)}: {len(marked) - owned}"]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
