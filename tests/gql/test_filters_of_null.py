"""`null` in a filter means one thing: every filter of the schema, every operator, held against plain Python."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_non_null_type,
)

from graph_catalog.api.schema import build
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.entries import EntryStatus, Listing, SharingClass
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_END, OPEN_START
from graph_catalog.record.record import Fact, NewEntity
from tests.conftest import Catalog
from tests.estate import Estate

SCHEMA: Final = build()._schema  # noqa: SLF001  # strawberry has no public way to it
KINDS: Final = {
    "units": NodeKind.UNIT,
    "systems": NodeKind.SYSTEM,
    "projects": NodeKind.PROJECT,
    "rulings": NodeKind.RULING,
    "exemptions": NodeKind.EXEMPTION,
    "datasets": NodeKind.DATASET,
    "fields": NodeKind.FIELD,
    "elements": NodeKind.ELEMENT,
    "data": NodeKind.DATUM,
    "consumers": NodeKind.CONSUMER,
    "agreements": NodeKind.AGREEMENT,
    "search": NodeKind.DATASET,
}
JOINING: Final = {"and", "or", "not"}
RELATED: Final = "RelatedFilter"
RIGHTS: Final = (NodeKind.AGREEMENT, NodeKind.EXEMPTION, NodeKind.RULING)
DATES: Final = {"valid_from", "valid_to"}
"""What is read off the facts of rights, and is no part of their descriptions."""
STATED: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ENDING: Final = dt.datetime(2076, 1, 1, tzinfo=dt.UTC)
Row = Mapping[str, Any]
Case = tuple[dict[str, Any], Callable[[Row], bool]]


def _filter_of(field: str) -> Mapping[str, str]:
    """Return the conditions that a list's filter has: the type of each, by attribute."""
    assert SCHEMA.query_type is not None
    type_ = get_named_type(SCHEMA.query_type.fields[field].args["filter"].type)
    assert isinstance(type_, GraphQLInputObjectType)
    return {
        name: get_named_type(one.type).name
        for name, one in type_.fields.items()
        if name not in JOINING
    }


def _operators(condition: str) -> list[str]:
    type_ = SCHEMA.type_map[condition]
    assert isinstance(type_, GraphQLInputObjectType)
    return [*type_.fields]


def _cases(field: str) -> Iterator[Case]:
    """Yield filters with what Python says of a row; `docs/api.md` has the table."""
    joins = field != "search"
    for attribute, condition in _filter_of(field).items():

        def is_unstated(row: Row, attribute: str = attribute) -> bool:
            return not is_stated(row, attribute)

        def is_stated(row: Row, attribute: str = attribute) -> bool:
            # An agreement that a search finds has a status as well, of its own kind.
            own = "agreed" if attribute == "status" and "agreed" in row else attribute
            return row.get(own) is not None

        yield {attribute: None}, _always
        yield {attribute: {}}, _always
        yield {attribute: {"eq": None}}, is_unstated
        for operator in _operators(condition):
            if operator != "eq":
                yield {attribute: {operator: None}}, _always
                yield {attribute: {"eq": None, operator: None}}, is_unstated
            if operator == "in":
                yield {attribute: {"in": []}}, _never
                yield {attribute: {"in": [], "eq": None}}, _never
        if joins:
            yield {"not": {attribute: {"eq": None}}}, is_stated
            yield {"not": {attribute: None}}, _never
            yield (
                {"or": [{attribute: {"eq": None}}, {"name": {"eq": "甲全"}}]},
                _either(is_unstated),
            )
            yield {"and": [{attribute: {"eq": None}}, {}], attribute: None}, is_unstated
    if joins:
        for word in JOINING:
            yield {word: None}, _always
        yield {"and": []}, _always
        yield {"or": []}, _never
        yield {"not": {}}, _never
    yield {}, _always


def _always(_: Row) -> bool:
    return True


def _never(_: Row) -> bool:
    return False


def _either(holds: Callable[[Row], bool]) -> Callable[[Row], bool]:
    return lambda row: holds(row) or row["name"] == "甲全"


def _sample(condition: str) -> object:
    """Return a value that a condition could be about, as it is stored."""
    type_ = SCHEMA.type_map[condition]
    assert isinstance(type_, GraphQLInputObjectType)
    value = get_named_type(type_.fields["eq"].type)
    if isinstance(value, GraphQLEnumType):
        return next(iter(value.values))
    stored = {
        "String": "值",
        "Boolean": True,
        "Date": dt.date(2026, 1, 1),
        "Instant": STATED,
    }
    return stored[value.name]


async def _record(catalog: Catalog) -> None:
    """Put on record one thing of each kind of which nothing is stated, one of which all is, and a closed entry."""
    estate = Estate()
    estate.unit("civil", "民政局")
    for field, kind in KINDS.items():
        if field == "search":
            continue
        stated = {
            _snake(name): _sample(condition)
            for name, condition in _filter_of(field).items()
            if condition != RELATED and _snake(name) not in DATES
        }
        shown = _node(field).fields
        needed = {
            _snake(name): stated[_snake(name)]
            for name in _filter_of(field)
            if _snake(name) in stated and is_non_null_type(shown[name].type)
        }
        needed |= _NEEDED.get(kind, {})
        if kind in RIGHTS:
            needed |= {"valid_from": OPEN_START, "valid_to": OPEN_END}
            stated |= {"valid_from": STATED, "valid_to": ENDING}
        bare, full = f"bare{kind.value}".lower(), f"full{kind.value}".lower()
        estate.things.append(NewEntity(kind, bare, {**needed, **_another(needed), "name": "甲空"}))
        estate.things.append(NewEntity(kind, full, {**needed, **stated, "name": "甲全"}))
    closed = {
        "listing": Listing.LISTED,
        "status": EntryStatus.PUBLISHED,
        "sharing_class": SharingClass.NOT_SHARED,
    }
    estate.things.append(NewEntity(NodeKind.DATASET, "closed", {**closed, "name": "甲闭"}))
    for type_, start, end in (
        ("PROVIDES", "civil", "fulldataset"),
        ("HOLDS", "fullsystem", "fulldataset"),
        ("PROVIDES", "fullunit", "closed"),
        ("HOLDS", "fullsystem", "closed"),
        ("OPERATES", "civil", "fullsystem"),
        ("UNDERTAKES", "civil", "fullproject"),
        ("HAS_FIELD", "fulldataset", "fullfield"),
        ("HAS_FIELD", "fulldataset", "barefield"),
        ("ACTS_FOR", "bareconsumer", "civil"),
        ("ACTS_FOR", "fullconsumer", "civil"),
        ("GRANTED_TO", "bareagreement", "bareconsumer"),
        ("GRANTED_TO", "fullagreement", "fullconsumer"),
        ("OF", "bareexemption", "baredatum"),
        ("OF", "fullexemption", "fulldatum"),
    ):
        is_dated = start in {f"full{kind.value}".lower() for kind in RIGHTS}
        dates = (STATED, ENDING) if is_dated else ()
        estate.facts.append(Fact(type_, start, end, f"{type_}|{start}|{end}", end, *dates))
    await estate.record(catalog.engine)


_RULED: Final = {
    "moved_from": [],
    "moved_to": [],
    "moved_fields": [],
    "scope": "SUBJECT",
}
_NEEDED: Final[Mapping[NodeKind, Mapping[str, Any]]] = {
    NodeKind.RULING: _RULED,
    NodeKind.ELEMENT: {"attribute": "值"},
}
"""What a thing of a kind cannot be without."""


def _another(needed: Row) -> Row:
    """Return another code than the other thing's: no two have the same."""
    return {"code": "另值"} if "code" in needed else {}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _node(field: str) -> GraphQLObjectType:
    node = SCHEMA.type_map[KINDS[field].value]
    assert isinstance(node, GraphQLObjectType)
    return node


def _selected(field: str) -> str:
    parts = ["name"]
    for name, condition in _filter_of(field).items():
        parts.append(f"{name} {{ id }}" if condition == RELATED else name)
    told = " ".join(dict.fromkeys(parts))
    return (
        f"... on Dataset {{ {told} }} ... on Agreement {{ agreed: status }} key"
        if field == "search"
        else f"key {told}"
    )


@pytest.mark.parametrize("field", KINDS)
async def test_null_means_the_same_in_every_filter(
    catalog: Catalog, viewer: Viewer, field: str
) -> None:
    await _record(catalog)
    text = ' text: "甲",' if field == "search" else ""
    listed = f"{field}({text} first: 100, filter: $f) {{ nodes {{ %s }} }}"
    type_ = f"{'Search' if field == 'search' else KINDS[field].value}Filter"
    cases = [*_cases(field)]
    rows = (
        await catalog.ask(
            f"query($f: {type_}) {{ {listed % _selected(field)} }}", {"f": None}, viewer=viewer
        )
    )[field]["nodes"]
    assert rows or not viewer.sees_all  # of some kinds an officer may see none
    for start in range(0, len(cases), 10):
        batch = cases[start : start + 10]
        declared = ", ".join(f"$f{number}: {type_}" for number in range(len(batch)))
        asked = " ".join(
            f"a{number}: {listed.replace('$f', f'$f{number}') % 'key'}"
            for number in range(len(batch))
        )
        given = {f"f{number}": filter_ for number, (filter_, _) in enumerate(batch)}
        answer = await catalog.ask(f"query({declared}) {{ {asked} }}", given, viewer=viewer)
        for number, (filter_, holds) in enumerate(batch):
            found = sorted(node["key"] for node in answer[f"a{number}"]["nodes"])
            wanted = sorted(row["key"] for row in rows if holds(row))
            assert found == wanted, json.dumps(filter_, ensure_ascii=False)


async def test_a_null_in_a_list_is_refused_by_the_language(
    catalog: Catalog, viewer: Viewer
) -> None:
    for condition in ("name: {in: [null]}", "provider: {in: [null]}", "status: {in: [null]}"):
        refused = await catalog.refusal(
            f"{{ datasets(filter: {{{condition}}}) {{ totalCount }} }}", viewer=viewer
        )
        assert refused["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_a_null_member_of_the_other_filters_is_left_out(
    catalog: Catalog, viewer: Viewer
) -> None:
    for field in ("findings", "duplicateCollections"):
        for name in _filter_of_plain(field):
            query = f"{{ a: {field}(filter: {{{name}: null}}) {{ totalCount }} b: {field} {{ totalCount }} }}"
            answer = await catalog.ask(query, viewer=viewer)
            assert answer["a"] == answer["b"], name


def _filter_of_plain(field: str) -> list[str]:
    assert SCHEMA.query_type is not None
    type_ = get_named_type(SCHEMA.query_type.fields[field].args["filter"].type)
    assert isinstance(type_, GraphQLInputObjectType)
    return [*type_.fields]
