"""Withdrawing what the data centre decided, a ruling or an exemption: who may, what is meant, whether it still holds."""

import dataclasses
from typing import Final

from graph_catalog.auth import Right
from graph_catalog.catalog import references
from graph_catalog.catalog.audit_log import Change
from graph_catalog.catalog.permission import refuse_without
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import Conflict, Refusal

_NAMED: Final = {
    NodeKind.RULING: ("裁定“{}”", "The ruling {}"),
    NodeKind.EXEMPTION: ("豁免“{}”", "The exemption {!r}"),
}


@dataclasses.dataclass(frozen=True)
class Withdrawal:
    """What is withdrawn, as it stands, and why."""

    found: Row
    reason: str

    def described(self, change: Change) -> Row:
        """Return how its description changes: it ends now, for that reason."""
        return {"valid_to": change.at, "withdrawal": self.reason}


async def read(
    change: Change, id_: str, path: list[str], kind: NodeKind, *, reason: str, version: int | None
) -> Withdrawal | Refusal:
    """Read what somebody wants withdrawn; `version` is the one that they went by, if they said so."""
    if refusal := refuse_without(change.viewer, Right.DESIGNATE):
        return refusal
    found = await references.current(change, id_, path, kind)
    text = wording.name(reason, ["input", "reason"])
    if isinstance(found, Refusal):
        return found
    if isinstance(text, Refusal):
        return text
    if outdated := references.outdated(found, version):
        return outdated
    return ended(change, found, path) or Withdrawal(found, text)


def ended(change: Change, found: Row, path: list[str]) -> Conflict | None:
    """Refuse what has ended already."""
    if found["valid_to"].to_native() > change.at:
        return None
    zh, en = (text.format(found["name"]) for text in _NAMED[NodeKind(found["label"])])
    return Conflict(
        message=say(
            zh=f"{zh}已失效,无需撤销。",
            en=f"{en} has ended already; there is nothing to withdraw.",
        ),
        path=path,
    )
