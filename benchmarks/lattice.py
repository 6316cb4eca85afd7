"""The lattice of design §5: ten fields wide, thirty layers deep, all to all, with a cycle and a tenth hidden."""

import datetime as dt
from typing import Final

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import LOCAL
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import audit_log, keys, record
from graph_catalog.record.change import Change, Intent, Outcome

WIDTH: Final = 10
DEPTH: Final = 30
_HIDDEN_LAYERS: Final = frozenset({4, 14, 24})
"""Drafts, which nobody but the unit itself and the centre may see: a tenth of the layers, of fields and datasets."""
_SINCE: Final = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)


def dataset(layer: int) -> str:
    """Return the key of a layer's dataset."""
    return keys.mint(NodeKind.DATASET, "lattice", str(layer))


def field(layer: int, place: int) -> str:
    """Return the key of a field."""
    return keys.mint(NodeKind.FIELD, dataset(layer), str(place))


async def load(engine: Engine) -> None:
    """Put the lattice on record, with a unit and a system of its own."""

    async def work(change: Change) -> Outcome:
        await record.register(change, _entities())
        await record.add_facts(change, _facts())
        return Outcome("lattice")

    await audit_log.commit(engine, LOCAL, Intent("lattice"), work)


def _entities() -> list[record.NewEntity]:
    entities = [
        record.NewEntity(NodeKind.UNIT, _unit(), {"name": "血缘单位"}),
        record.NewEntity(NodeKind.SYSTEM, _system(), {"name": "血缘系统"}),
    ]
    for layer in range(DEPTH):
        attributes = {
            "name": f"血缘层{layer:02}",
            "code": f"LATTICE{layer:02}",
            "listing": "LISTED",
            "status": "DRAFT" if layer in _HIDDEN_LAYERS else "PUBLISHED",
            "format": "DATABASE",
            "sharing_class": "UNCONDITIONAL",
        }
        entities.append(record.NewEntity(NodeKind.DATASET, dataset(layer), attributes))
        entities += [
            record.NewEntity(
                NodeKind.FIELD,
                field(layer, place),
                {"name": f"字段{place}", "position": place + 1, "acquisition": "DERIVED"},
            )
            for place in range(WIDTH)
        ]
    return entities


def _facts() -> list[record.Fact]:
    facts = [_held("OPERATES", _unit(), _system())]
    for layer in range(DEPTH):
        facts.append(_held("PROVIDES", _unit(), dataset(layer)))
        facts.append(_held("HOLDS", _system(), dataset(layer)))
        facts += [_held("HAS_FIELD", dataset(layer), field(layer, place)) for place in range(WIDTH)]
        if layer + 1 < DEPTH:
            facts += [
                _derived(field(layer, made), field(layer + 1, before))
                for made in range(WIDTH)
                for before in range(WIDTH)
            ]
    return [*facts, _derived(field(DEPTH - 1, 0), field(0, 0))]


def _held(type_: str, start: str, end: str) -> record.Fact:
    return record.Fact(type_, start, end, f"{type_}|{end}", end)


def _derived(made: str, before: str) -> record.Fact:
    says = {"kind": "TRANSFORMATION", "source": "SQL", "asserted_by": "lattice"}
    slot = f"DERIVED_FROM|{made}|{before}|SQL"
    return record.Fact("DERIVED_FROM", made, before, slot, made, _SINCE, attributes=says)


def _unit() -> str:
    return keys.mint(NodeKind.UNIT, "lattice")


def _system() -> str:
    return keys.mint(NodeKind.SYSTEM, "lattice")
