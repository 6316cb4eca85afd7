"""Both ends of a derivation that somebody speaks of by hand: what they are, and who may speak of it."""

import dataclasses
from collections.abc import Sequence
from typing import Final, Protocol, Self, TypeVar

from typing_extensions import override

from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.record.change import Change
from graph_catalog.record.command import Command
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Thing, Things

_BY_HAND: Final = frozenset({LineageSource.DECLARED, LineageSource.IMPORT})
"""What people declare one by one, or in a workbook."""


@dataclasses.dataclass(frozen=True)
class EdgeEnds:
    """Both ends of a derivation, and the datasets that they stand in."""

    target: Thing
    source: Thing
    written: str
    read: str

    @classmethod
    def of(cls, target: Thing, source: Thing) -> Self | InvalidInput:
        """Return the ends, where both stand in a dataset now."""
        for end in (target, source):
            if end.dataset is None:
                return _retired(end.name)
        return cls(target, source, str(target.dataset), str(source.dataset))


class DerivationInput(Protocol):
    """What every input about a derivation names."""

    @property
    def target_id(self) -> str:
        """What was written."""
        ...

    @property
    def source_id(self) -> str:
        """What it came from."""
        ...


G = TypeVar("G", bound=DerivationInput)


class EndsCommand(Command[G]):
    """A change that speaks of a derivation: its ends are of one kind, and not the same.

    It says how what was written came to be, so that whose that is may speak. Who only gave the data would speak of
    another's, and accuse it.
    """

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need] | Refusal:
        target, source = things[self.given.target_id], things[self.given.source_id]
        if target.label is not source.label or target.key == source.key:
            return _unlike()
        return [Need.of(self.operation, target)]

    def ends(self, things: Things) -> EdgeEnds | InvalidInput:
        """Return the ends."""
        return EdgeEnds.of(things[self.given.target_id], things[self.given.source_id])


class Sourced(DerivationInput, Protocol):
    """What an input about an assertion on record names."""

    @property
    def source(self) -> LineageSource:
        """By which method it was asserted."""
        ...


S = TypeVar("S", bound=Sourced)


class AssertionCommand(EndsCommand[S]):
    """A change of what was asserted before: what a tool found or a grant said is the centre's to speak of by hand."""

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need] | Refusal:
        needs = await super().needs(change, things)
        if isinstance(needs, Refusal) or self.given.source in _BY_HAND:
            return needs
        return [*needs, Need.of(Operation.CORRECT_TOOL, things[self.given.target_id])]


def _unlike() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="血缘的两端须同为数据项或同为数据集，且不能是同一个。请核对 targetId 与 sourceId。",
            en="Both ends of lineage are fields, or both datasets, and not the same one. "
            "Check targetId and sourceId.",
        ),
        path=["input", "sourceId"],
    )


def _retired(name: str) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"数据项“{name}”已不在任何目录条目中，不能再申报它的血缘。请核对，或先恢复该数据项。",
            en=f"The field {name} is in no entry any more, so that no lineage of it can be declared. "
            "Check it, or bring the field back first.",
        ),
        path=["input"],
    )
