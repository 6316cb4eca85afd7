"""Withdrawing what the data centre decided, a ruling or an exemption: how it is described then, and whether it still holds."""

import abc
import datetime as dt
from typing import Final, TypeVar

from typing_extensions import override

from graph_catalog.catalog import references
from graph_catalog.catalog.change import Change, Outcome
from graph_catalog.catalog.command import Command
from graph_catalog.catalog.references import Thing, Things
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.rulings import WithdrawExemptionInput, WithdrawRulingInput
from graph_catalog.model.inputs.sources import EndDesignationInput
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal

_NAMED: Final = {
    NodeKind.RULING: ("裁定“{}”", "The ruling {}"),
    NodeKind.EXEMPTION: ("豁免“{}”", "The exemption {!r}"),
}

W = TypeVar("W", WithdrawExemptionInput, WithdrawRulingInput, EndDesignationInput)


class Withdrawing(Command[W]):
    """A change that ends, for a reason, the one thing that its input names."""

    reason: str

    @override
    def read(self) -> InvalidInput | None:
        self.reason = self.given.reason
        return None

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        (named,) = references.named_in(self.given)
        thing = things[named.given]
        return (
            references.outdated(thing, self.given.expected_version)
            or self.over(change, thing, list(named.path))
            or await self.withdraw(change, thing)
        )

    def over(self, change: Change, thing: Thing, path: list[str]) -> Conflict | None:
        """Refuse what has ended already, as its description says."""
        return ended(change, thing, path)

    @abc.abstractmethod
    async def withdraw(self, change: Change, thing: Thing) -> Outcome | Refusal:
        """End what still holds."""


def described(ends_at: dt.datetime, reason: str) -> Row:
    """Return how the description of what is withdrawn changes: it ends then, for that reason."""
    return {"valid_to": ends_at, "withdrawal": reason}


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
