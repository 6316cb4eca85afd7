"""Withdrawing what the data centre decided, a ruling or an exemption: how it is described then, and whether it still holds."""

from typing import Final

from graph_catalog.catalog.audit_log import Change
from graph_catalog.catalog.references import Thing
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import Conflict

_NAMED: Final = {
    NodeKind.RULING: ("裁定“{}”", "The ruling {}"),
    NodeKind.EXEMPTION: ("豁免“{}”", "The exemption {!r}"),
}


def described(change: Change, reason: str) -> Row:
    """Return how the description of what is withdrawn changes: it ends now, for that reason."""
    return {"valid_to": change.at, "withdrawal": reason}


def ended(change: Change, found: Thing, path: list[str]) -> Conflict | None:
    """Refuse what has ended already."""
    if found.described["valid_to"].to_native() > change.at:
        return None
    zh, en = (text.format(found.name) for text in _NAMED[found.label])
    return Conflict(
        message=say(
            zh=f"{zh}已失效，无需撤销。",
            en=f"{en} has ended already; there is nothing to withdraw.",
        ),
        path=path,
    )
