"""Global ids in the input of a change: which thing is meant, or why none is.

A change speaks of the present, so an id that carries a pin is refused; an id of another kind, an unknown or a
malformed one are all alike.
"""

from collections.abc import Mapping
from typing import Final

from graph_catalog.catalog import keys, record
from graph_catalog.catalog.audit_log import Change
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import Conflict, InvalidInput, NotFound, Refusal

_LONGEST_ID: Final = 120
"""Ids are shorter, those that carry a pin too; of what is longer, a message shows the beginning."""


def key_of(given: str, path: list[str], *kinds: NodeKind) -> str | Refusal:
    """Return the key in a global id of one of `kinds`."""
    read = keys.decode(given)
    if read is None or read.kind not in kinds:
        return not_found(given, path)
    if read.revision is not None:
        return InvalidInput(
            message=say(
                zh="变更只针对现在;该 id 带有历史时点(asOf、atRevision)。请改用不带时点查询得到的 id。",
                en="A change speaks of the present, but this id carries a pin (asOf, atRevision). "
                "Use the id that a question without a pin gives.",
            ),
            path=path,
        )
    return read.key


def not_found(given: str, path: list[str]) -> NotFound:
    """Say that there is no such thing, or that it may not be seen."""
    shown = given[:_LONGEST_ID]
    return NotFound(
        message=say(
            zh=f"没有 id 为“{shown}”的对象,或您无权查看。请核对 id。",
            en=f"Nothing has the id {shown!r}, or you may not see it. Check the id.",
        ),
        path=path,
    )


async def current(change: Change, given: str, path: list[str], *kinds: NodeKind) -> Row | Refusal:
    """Return the present description of what a global id names."""
    key = key_of(given, path, *kinds)
    if isinstance(key, Refusal):
        return key
    found = (await record.current(change, [key])).get(key)
    if found is None or NodeKind(found["label"]) not in kinds:
        return not_found(given, path)
    return found


async def free_key(change: Change, kind: NodeKind, *natural: str) -> str:
    """Mint a key that nothing has yet, on record or off."""
    for ordinal in range(1000):
        key = keys.mint(kind, *natural, ordinal=ordinal)
        if key not in await record.current(change, [key]):
            return key
    message = f"a thousand things are called {natural}"
    raise RuntimeError(message)


def outdated(found: Mapping[str, object], expected_version: int | None) -> Conflict | None:
    """Refuse a change that was made from another version than the one on record."""
    if expected_version is None or found["version"] == expected_version:
        return None
    return Conflict(
        message=say(
            zh=f"“{found['name']}”已是第 {found['version']} 版,您依据的是第 {expected_version} 版。请刷新后重试。",
            en=f"{found['name']} is at version {found['version']}; you went by version {expected_version}. "
            "Read it again, then retry.",
        ),
        path=["input", "expectedVersion"],
    )
