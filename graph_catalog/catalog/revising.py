"""How a thing is described anew: what a revision's input changes, and what of it is news."""

from collections.abc import Mapping
from typing import Any, Final

from strawberry.utils.str_converters import to_camel_case

from graph_catalog.catalog import record
from graph_catalog.catalog.audit_log import Change, Outcome
from graph_catalog.catalog.references import Thing
from graph_catalog.graph.engine import Row
from graph_catalog.model import wording
from graph_catalog.model.refusals import InvalidInput

_NAMES: Final = frozenset({"name"})


def patch(given: object, names: tuple[str, ...]) -> dict[str, Any]:
    """Return what a revision changes: `Maybe` tells an absent attribute from one that is taken away.

    A name is changed where one is given: nothing is without a name.
    """
    found = {name: getattr(given, name) for name in names}
    changed = {name: maybe.value for name, maybe in found.items() if maybe is not None}
    name = getattr(given, "name", None)
    return changed if name is None else {"name": name, **changed}


def worded(attributes: Row) -> Row | InvalidInput:
    """Clean every text of a description."""
    cleaned = dict(attributes)
    for attribute, value in attributes.items():
        if isinstance(value, str):
            clean = wording.name if attribute in _NAMES else wording.text
            text = clean(value, ["input", to_camel_case(attribute)])
            if isinstance(text, InvalidInput):
                return text
            cleaned[attribute] = text
    return cleaned


def difference(stands: Mapping[str, Any], attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a description what is another than stands on record."""
    return {name: value for name, value in attributes.items() if stands.get(name) != _value(value)}


async def revised(
    change: Change, thing: Thing, attributes: Mapping[str, Any], *, touched: bool = False
) -> Outcome:
    """Describe a thing anew where something differs; `touched` says that more than that was changed."""
    differs = difference(thing.described, attributes)
    if differs:
        await record.revise(change, thing.label, {thing.key: differs})
    return Outcome(thing.key, changed=touched or bool(differs))


def _value(value: object) -> object:
    return value.value if hasattr(value, "value") else value
