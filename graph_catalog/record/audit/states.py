"""What stands in the store, as hashes by revision, to be compared with the audit log."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, Self

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import ReadScope
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_END, OPEN_REVISION
from graph_catalog.record import record
from graph_catalog.record.written import of_closed, of_description, of_opened

_BATCH: Final = 500
_ANY_KIND: Final = "Entity"
_KINDS: Final = frozenset(kind.value for kind in NodeKind)
_Item = tuple[object, str, str]


@dataclasses.dataclass(frozen=True)
class States:
    """What the store says that revisions wrote.

    `things` names those of the revisions that were asked for, with their hashes. `unfit` are things whose own parts
    contradict each other; `loose` counts what hangs on nothing that the log speaks of.
    """

    hashes: Mapping[int, Sequence[str]]
    things: Mapping[int, Sequence[tuple[str, str]]]
    unfit: Sequence[str]
    loose: int

    @classmethod
    async def read(cls, engine: Engine, viewer: ReadScope, naming: Collection[int] = ()) -> Self:
        """Read the whole store, in stretches."""
        hashes: dict[int, list[str]] = {}
        things: dict[int, list[tuple[str, str]]] = {}
        unfit: list[str] = []
        after = ""
        while batch := (await engine.read("audit/things", viewer, after=after, limit=_BATCH))[
            "things"
        ]:
            for thing in batch:
                if not _is_fit(thing):
                    unfit.append(_name(thing["properties"]))
                for revision, hash_, name in _items(thing):
                    # What somebody has written there may be no number at all.
                    place = revision if isinstance(revision, int) else -1
                    hashes.setdefault(place, []).append(hash_)
                    if place in naming:
                        things.setdefault(place, []).append((hash_, name))
            after = batch[-1]["properties"]["key"]
        loose = (await engine.read("audit/loose", viewer, kinds=sorted(_KINDS)))["loose"]
        return cls(hashes, things, unfit, loose)


def _items(thing: Row) -> Iterator[_Item]:
    """Yield revision, hash and name of each thing that was written."""
    name = _name(thing["properties"])
    for described in (thing["properties"], *thing["states"]):
        yield described.get("rev_from"), of_description(described), name
    for row in thing["facts"]:
        fact = {**row, "start": thing["properties"]["key"]}
        named = f"{fact['type']} {fact['start']} → {fact['end']}"
        yield fact["properties"].get("rev_from"), of_opened(fact), named
        if fact["properties"].get("rev_to") != OPEN_REVISION:
            yield fact["properties"].get("rev_to"), of_closed(fact), named


def _name(properties: Mapping[str, Any]) -> str:
    return " ".join(str(properties.get(name, "")) for name in ("label", "key", "name")).strip()


def _is_fit(thing: Row) -> bool:
    """Whether a thing's states follow each other, and what is unique among the living fits what it says."""
    node = thing["properties"]
    versions = [*thing["states"], node]
    label = str(node.get("label"))
    return (
        {*thing["labels"]} == {_ANY_KIND, label}
        and label in _KINDS
        and not thing["states_marked"]
        and node.get("live_code") in record.live_codes_of(label, node)
        and set(node.get("former_names") or []) == _former_names(label, node, thing["states"])
        and all(
            past.get("past_code") in record.live_codes_of(label, past) for past in thing["states"]
        )
        and [each.get("version") for each in versions] == list(range(1, len(versions) + 1))
        and all(
            (past.get("key"), past.get("rev_to")) == (node.get("key"), next_.get("rev_from"))
            for past, next_ in pairwise(versions)
        )
        and all(map(_is_fact_fit, thing["facts"]))
    )


def _former_names(
    label: str, node: Mapping[str, Any], states: Sequence[Mapping[str, Any]]
) -> set[object]:
    """Return the names that a unit bore and bears no more."""
    is_unit = label == NodeKind.UNIT.value
    return {past.get("name") for past in states} - {node.get("name")} if is_unit else set()


def _is_fact_fit(fact: Row) -> bool:
    said = fact["properties"]
    until = said.get("valid_to")
    is_open = hasattr(until, "to_native") and until.to_native() == OPEN_END
    is_live = is_open and said.get("rev_to") == OPEN_REVISION
    return bool(said.get("live_key") == (said.get("slot") if is_live else None))
