"""`ID`: what a command is about, by its id, its code or its exact name."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final

from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.cli.terminal import Terminal
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import LOCAL
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import NotFound
from graph_catalog.record import keys, lookups
from graph_catalog.record.keys import GlobalId
from graph_catalog.record.lookups import Match

_LISTS: Final[Mapping[tuple[NodeKind, ...], str]] = {
    (NodeKind.UNIT,): "units",
    (NodeKind.SYSTEM,): "systems",
    (NodeKind.PROJECT,): "projects",
}
"""Where to look for things of a kind, if not among datasets."""


@dataclasses.dataclass(frozen=True)
class Several:
    """Things that are called the same, among which only the caller can choose."""

    text: str
    matches: Sequence[Match]

    def show(self, terminal: Terminal) -> ExitCode:
        """List them with their ids."""
        shown = self.matches[: lookups.MOST]
        rest = len(self.matches) > len(shown)
        terminal.table(
            say(zh="类型 名称 代码 所属 id", en="kind name code of id").split(),
            [(_word(m.kind), m.name, m.code, m.belongs_to, _id(m)) for m in shown],
        )
        message = say(
            zh=f"“{self.text}”有{'不止' if rest else ''} {len(shown)} 个。请改用其 id。",
            en=f"{'More than ' if rest else ''}{len(shown)} things are called {self.text!r}. "
            "Give the id of the one that you mean.",
        )
        terminal.warn(message)
        terminal.data(
            {
                "code": "AMBIGUOUS",
                "message": message,
                "candidates": [
                    {
                        "id": _id(m),
                        "kind": m.kind,
                        "name": m.name,
                        "code": m.code or None,
                        "belongsTo": m.belongs_to or None,
                    }
                    for m in shown
                ],
            }
        )
        return ExitCode.ANSWERED


def by_id(text: str, kinds: Sequence[NodeKind]) -> GlobalId | None:
    """Read an id of one of `kinds`; None for what is none, so that it may be a code or a name."""
    read = keys.decode(text)
    return read if read is not None and read.kind in kinds else None


async def find(
    engine: Engine, snapshot: Snapshot, text: str, kinds: Sequence[NodeKind]
) -> GlobalId | Several | NotFound:
    """Find the one thing that is called so."""
    read = by_id(text, kinds)
    if read is not None:
        return read
    matches = await lookups.called(engine, LOCAL, snapshot, text.strip(), kinds)
    match matches:
        case []:
            return _nothing(text, kinds)
        case [one]:
            return GlobalId(one.kind, one.key)
        case _:
            return Several(text, matches)


def _nothing(text: str, kinds: Sequence[NodeKind]) -> NotFound:
    what = say(zh="或", en=" or ").join(map(_word, kinds))
    listed = _LISTS.get(tuple(kinds), "datasets")
    question = f'{{ {listed}(filter: {{name: {{contains: "…"}}}}) {{ nodes {{ id name }} }} }}'
    return NotFound(
        message=say(
            zh=f"没有 id、代码或名称为“{text}”的{what}。名称须完整；可先在查询页中查找：{question}。",
            en=f"No {what} has the id, the code or the name {text!r}. The name must be whole; "
            f"look for it in the playground: {question}.",
        )
    )


def _id(match: Match) -> str:
    return keys.encode(match.kind, match.key)


def _word(kind: NodeKind) -> str:
    return {
        NodeKind.UNIT: say(zh="单位", en="unit"),
        NodeKind.SYSTEM: say(zh="信息系统", en="system"),
        NodeKind.PROJECT: say(zh="信息化项目", en="project"),
        NodeKind.DATASET: say(zh="数据集", en="dataset"),
        NodeKind.FIELD: say(zh="数据项", en="field"),
    }[kind]
