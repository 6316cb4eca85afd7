"""Rows into things: a description from the store becomes the entity that is also the GraphQL type, once, here.

Attribute names equal property names; what differs (enums, dates, nested values, the id with its as-of point) is said in one
table by kind. Properties that no type has (live_code, rev_from, …) stay behind.
"""

import dataclasses
import datetime as dt
import enum
import functools
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, Final

import strawberry

from graph_catalog.graph.engine import Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.model import (
    audit,
    entities,
    kept_plans,
    kept_verdicts,
    projects,
    rulings,
)
from graph_catalog.model.agreements import Agreement, Consumer, Usage
from graph_catalog.model.answers import CandidateNet
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.data import Datum, Element, SourceDesignation
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_END, OPEN_START
from graph_catalog.model.lineage_answers import Lineage
from graph_catalog.record import keys

TYPES: Final[dict[NodeKind, type[entities.Entity]]] = {
    NodeKind.UNIT: entities.Unit,
    NodeKind.SYSTEM: entities.System,
    NodeKind.DATASET: entities.Dataset,
    NodeKind.FIELD: entities.Field,
    NodeKind.ELEMENT: Element,
    NodeKind.DATUM: Datum,
    NodeKind.CONSUMER: Consumer,
    NodeKind.AGREEMENT: Agreement,
    NodeKind.USAGE: Usage,
    NodeKind.DESIGNATION: SourceDesignation,
    NodeKind.RULING: rulings.Ruling,
    NodeKind.EXEMPTION: rulings.Exemption,
    NodeKind.PROJECT: projects.Project,
    NodeKind.COLLECTION_CHECK: projects.CollectionCheckRecord,
}


def entity(row: Mapping[str, Any], snapshot: Snapshot) -> entities.Entity:
    """Build the entity that a row of the store describes, as seen at `snapshot`."""
    kind = NodeKind(row["label"])
    as_of, revision = (snapshot.as_of, snapshot.revision) if snapshot.explicit else (None, None)
    values: dict[str, Any] = {
        "id": strawberry.ID(keys.encode(kind, row["key"], as_of=as_of, revision=revision)),
        "is_backfilled": row["created_rev"] > snapshot.state_revision,
    }
    plain, converted = _readers(kind)
    for name in plain:
        if name in row:
            values[name] = row[name]
    if values.get("code") == "":  # whose it was, fragment `coded`
        values["code"] = None
    for name, convert in converted:
        if name in row:
            values[name] = convert(row[name])
    if kind in _NESTED:
        values |= _NESTED[kind](row)
    return TYPES[kind](**values)


def coverage(row: Mapping[str, Any]) -> Coverage:
    """Read a coverage, stored flat."""
    return Coverage(
        region=row.get("coverage_region") or "*",
        population=row.get("coverage_population") or "*",
        period_from=date(row.get("coverage_from")),
        period_to=date(row.get("coverage_to")),
    )


def flat_coverage(given: Coverage) -> Row:
    """Write a coverage flat, as it is stored."""
    return {
        "coverage_region": given.region,
        "coverage_population": given.population,
        "coverage_from": given.period_from,
        "coverage_to": given.period_to,
    }


def _dataset(row: Mapping[str, Any]) -> Row:
    start, end = row.get("sharing_from"), row.get("sharing_to")
    stated = start is not None or end is not None or row.get("sharing_open_ended")
    period = entities.SharingPeriod(start=date(start), end=date(end)) if stated else None
    return {"coverage": coverage(row), "sharing_period": period}


def _designation(row: Mapping[str, Any]) -> Row:
    return {"coverage": coverage(row)}


def _collection_check(row: Mapping[str, Any]) -> Row:
    return {
        "plan": kept_plans.shown(row["plan_json"], keys.key_in),
        "verdicts": kept_verdicts.read(row["verdicts_json"]),
        "missing_nets": [CandidateNet(net) for net in row["missing_nets"]],
    }


def _ruling(row: Mapping[str, Any]) -> Row:
    moves = zip(row["moved_from"], row["moved_to"], row["moved_fields"], strict=True)
    return {
        "moves": [
            rulings.RulingMove(fields=fields, was_key=was or None, now_key=now)
            for was, now, fields in moves
        ]
    }


_NESTED: Final[dict[NodeKind, Callable[[Mapping[str, Any]], Row]]] = {
    NodeKind.DATASET: _dataset,
    NodeKind.DESIGNATION: _designation,
    NodeKind.RULING: _ruling,
    NodeKind.COLLECTION_CHECK: _collection_check,
}


_MADE: Final = frozenset(
    {"coverage", "sharing_period", "plan", "verdicts", "missing_nets", "moves"}
)
"""Attributes that `_NESTED` makes of several properties."""


@functools.cache
def _readers(
    kind: NodeKind,
) -> tuple[tuple[str, ...], tuple[tuple[str, Callable[[Any], Any]], ...]]:
    """Return the names of attributes that are as stored, and those that are converted, with how."""
    type_ = TYPES[kind]
    lazy = {each.__name__: each for each in (*TYPES.values(), audit.EntityChange, Lineage)}
    hints = typing.get_type_hints(type_, localns=lazy)
    skipped = {"id", "is_backfilled", "preloaded", "seen_at", *_MADE}
    fields = (field.name for field in dataclasses.fields(type_) if field.init)
    readers = {name: _reader(hints[name]) for name in fields if name not in skipped}
    plain = tuple(name for name, reader in readers.items() if reader is _same)
    return plain, tuple((name, reader) for name, reader in readers.items() if reader is not _same)


def _reader(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401  # a type hint has no narrower type
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (hint,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
        inner = _reader(hint)
        return _same if inner is _same else lambda value: None if value is None else inner(value)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint
    if hint is dt.date:
        return date
    if hint is entities.Instant:
        return _instant
    return _same


def _same(value: Any) -> Any:  # noqa: ANN401
    return value


def date(value: Any) -> dt.date | None:  # noqa: ANN401
    """Read a day as the store or an input has it."""
    day: dt.date | None = value.to_native() if hasattr(value, "to_native") else value
    return day


def _instant(value: Any) -> dt.datetime | None:  # noqa: ANN401
    """Read an instant; the far ends mean null."""
    when = value.to_native().astimezone(dt.UTC) if hasattr(value, "to_native") else value
    return None if when in (OPEN_START, OPEN_END) else when
