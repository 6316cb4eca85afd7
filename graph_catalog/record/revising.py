"""How a thing is described, at first or anew: what the input says of it, and what of that is news."""

import abc
from collections.abc import Mapping
from typing import Any, TypeVar

from typing_extensions import override

from graph_catalog.graph.engine import Row
from graph_catalog.model import wording
from graph_catalog.model.refusals import InvalidInput
from graph_catalog.record import record
from graph_catalog.record.change import Change, Outcome
from graph_catalog.record.command import Command
from graph_catalog.record.references import Thing

G = TypeVar("G")


class Describing(Command[G]):
    """A change whose input describes a thing by attributes of the same names."""

    attributes: Row

    @property
    @abc.abstractmethod
    def attribute_names(self) -> tuple[str, ...]:
        """Name of each attribute that the input may give."""

    @override
    def read(self) -> InvalidInput | None:
        self.attributes = wording.stated(self.given, self.attribute_names)
        return None


def difference(stands: Mapping[str, Any], attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a description what is another than stands on record."""
    return {
        name: value for name, value in attributes.items() if stands.get(name) != record.plain(value)
    }


async def revised(
    change: Change,
    thing: Thing,
    attributes: Mapping[str, Any],
    *,
    touched: bool = False,
    warnings: tuple[str, ...] = (),
) -> Outcome:
    """Describe a thing anew where something differs; `touched` says that more than that was changed."""
    differs = difference(thing.described, attributes)
    if differs:
        await record.revise(change, thing.label, {thing.key: differs})
    return Outcome(thing.key, warnings=warnings, changed=touched or bool(differs))
