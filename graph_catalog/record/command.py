"""A change that somebody asks for, and the one order in which it is judged.

Signed in; role; well-formed input; ids (`NotFound`); the right of now; whether it was done already (replay); the lease
of a bulk import; then what the change itself asks for: version, state, code. Nothing on record is looked at before the
ids are found through the door of questions (`references`), so that no refusal tells of what may not be seen.
"""

import abc
import dataclasses
from collections.abc import Sequence
from typing import Generic, TypeVar

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.model.inputs import nulls, texts
from graph_catalog.model.refusals import InvalidInput, NotFound, Refusal
from graph_catalog.record import audit_log, permission, references
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Things

G = TypeVar("G")


class Command(abc.ABC, Generic[G]):
    """A change by its input; one subclass for each."""

    def __init__(self, given: G) -> None:
        self.given = given

    @property
    @abc.abstractmethod
    def operation(self) -> Operation:
        """What it needs the right to, by which a role is refused before anything is looked at."""

    def well_formed(self) -> InvalidInput | None:
        """Refuse nulls that would empty what always has a value, clean the input's texts by their types, and read it."""
        if misplaced := nulls.misplaced(self.given):
            return misplaced
        cleaned = texts.cleaned(self.given)
        if isinstance(cleaned, InvalidInput):
            return cleaned
        self.given = cleaned
        return self.read()

    def read(self) -> InvalidInput | None:
        """Read the input, whose texts are clean, without the store; refuse what makes no sense as it stands."""
        return None

    async def needs(self, change: Change, things: Things) -> Sequence[Need] | Refusal:
        """Return every right that the change needs; `NotFound` where things do not belong together."""
        del change, things
        return [Need(self.operation)]

    @property
    def is_wide(self) -> bool:
        """Whether it has so many names to read that they are read before others have to wait for it."""
        return False

    async def foresee(self, change: Change, things: Things) -> object:
        """Read the names of a wide change."""
        del change, things
        return None

    @abc.abstractmethod
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        """Do it, as far as version, state and codes allow."""


async def perform(
    engine: Engine, viewer: Viewer, intent: Intent, command: Command[G]
) -> Committed | Refusal:
    """Judge a change in its order, and do it."""
    named = list(references.named_in(command.given))
    refusal = (
        permission.refuse_role(viewer, command.operation)
        or next(filter(None, (reference.misused() for reference in named)), None)
        or command.well_formed()
    )
    if refusal is not None:
        return await audit_log.refuse(engine, viewer, intent, refusal)
    found: list[Things] = []

    async def admit(change: Change) -> Refusal | None:
        things = await references.find(change, named)
        if isinstance(things, NotFound):
            return things
        found.append(things)
        return await refuse(command, change, things)

    async def foresight(change: Change) -> object:
        if await admit(change) is not None:
            return None
        return await command.foresee(change, found[-1])

    async def work(change: Change) -> Outcome | Refusal:
        outcome = await command.apply(change, found[-1])
        if not isinstance(outcome, Outcome):
            return outcome
        doubts = texts.doubts(command.given)
        return dataclasses.replace(outcome, warnings=(*outcome.warnings, *doubts))

    return await audit_log.commit(
        engine,
        viewer,
        intent,
        work,
        admit=admit,
        foresight=foresight if command.is_wide else None,
    )


async def refuse(command: Command[G], change: Change, things: Things) -> Refusal | None:
    """Refuse whoever lacks a right that a change of these things needs."""
    needs = await command.needs(change, things)
    if isinstance(needs, Refusal):
        # Things that do not belong together any more, because the change has parted them, are no reason against its repetition.
        return None if change.is_repeated else needs
    return permission.refuse(change.viewer, needs)
