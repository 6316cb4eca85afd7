"""How a thing is described anew: what a revision's input changes, and what of it is news."""

from typing import Any

from graph_catalog.catalog import record
from graph_catalog.catalog.audit_log import Change, Outcome
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import Conflict


def patch(given: object, names: tuple[str, ...]) -> dict[str, Any]:
    """Return what a revision changes: `Maybe` tells an absent attribute from one that is taken away."""
    found = {name: getattr(given, name) for name in names}
    return {name: maybe.value for name, maybe in found.items() if maybe is not None}


async def revised(
    change: Change,
    kind: NodeKind,
    found: dict[str, Any],
    attributes: dict[str, Any],
    *,
    touched: bool = False,
) -> Outcome:
    """Describe a thing anew where something differs; `touched` says that more than that was changed."""
    differs = {
        name: value for name, value in attributes.items() if found.get(name) != _value(value)
    }
    if differs:
        await record.revise(change, kind, {found["key"]: differs})
    return Outcome(found["key"], changed=touched or bool(differs))


def taken(name: str, code: str, argument: str) -> Conflict:
    """Refuse a code that another thing bears."""
    return Conflict(
        message=say(
            zh=f"编码“{code}”已由“{name}”使用。请核对编码,或修改已有的那一个。",
            en=f"The code {code} belongs to {name}. Check it, or revise that one.",
        ),
        path=["input", argument],
    )


def _value(value: object) -> object:
    return value.value if hasattr(value, "value") else value
