"""Every id that a question takes, found by a walk of the schema: malformed, of another kind, unknown, hidden, with an as-of point."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from graphql import (
    GraphQLInputObjectType,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from graph_catalog.api.schema import build
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district, revise

QUERY: Final = build()._schema.query_type  # noqa: SLF001  # strawberry has no public way to it
KNOWN: Final[Mapping[NodeKind, str]] = {
    NodeKind.UNIT: "civil",
    NodeKind.SYSTEM: "aid",
    NodeKind.DATASET: "lowincome",
    NodeKind.FIELD: "lowid",
    NodeKind.ELEMENT: "idno",
    NodeKind.DATUM: "idself",
    NodeKind.CONSUMER: "aidoffice",
    NodeKind.AGREEMENT: "sharing",
}
HIDDEN: Final[Mapping[NodeKind, str]] = {
    NodeKind.DATASET: "census",
    NodeKind.FIELD: "wantid",
    NodeKind.CONSUMER: "clinic",
    NodeKind.AGREEMENT: "clinicshare",
}
"""Keys of things that the officer may not see; things of other kinds are everybody's to see."""
KINDS: Final[Mapping[str, NodeKind]] = {
    "provider": NodeKind.UNIT,
    "operator": NodeKind.UNIT,
    "unit": NodeKind.UNIT,
    "unitId": NodeKind.UNIT,
    "system": NodeKind.SYSTEM,
    "dataset": NodeKind.DATASET,
    "elementId": NodeKind.ELEMENT,
}
REFUSING: Final = {"lineage", "paths", "impact", "origins", "lineageChanges", "checkCollection"}
"""Fields that answer a union with refusals."""
OTHERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "lineageChanges": {"from": "2026-01-01", "to": "2026-02-01"},
    "checkCollection": {
        "input": {
            "unitId": keys.encode(NodeKind.UNIT, "civil"),
            "name": "表",
            "fields": [{"name": "性别"}],
        }
    },
    "paths": {
        "from": keys.encode(NodeKind.DATASET, "lowincome"),
        "to": keys.encode(NodeKind.DATASET, "residents"),
    },
    "search": {"text": "信息"},
}
"""What a field must be given beside."""


@dataclasses.dataclass(frozen=True)
class Place:
    """Where an id stands: the field, and the way from its arguments down; a number is a place in a list."""

    field: str
    path: tuple[str | int, ...]

    @property
    def kind(self) -> NodeKind:
        """The kind of thing that is wanted there."""
        steps = [step for step in self.path if step in KINDS]
        if steps:
            return KINDS[str(steps[-1])]
        if self.path[0] == "by":
            return NodeKind(self.field.capitalize())
        return NodeKind.DATASET

    @property
    def has_as_of(self) -> bool:
        """Whether the question can be asked about another time."""
        return self.field not in {"node", "nodes", "search", "auditEntries"}

    @property
    def argument(self) -> str:
        """The place as an error names it."""
        return ".".join(map(str, self.path))

    def arguments(self, id_: str, **snapshot: int) -> dict[str, Any]:
        """Return arguments with an id at this place."""
        given: dict[str, Any] = _merged(dict(OTHERS.get(self.field, {})), _nested(self.path, id_))
        if self.field == "checkCollection":
            given["input"] |= snapshot
            return given
        return given | snapshot


def _nested(path: tuple[str | int, ...], value: object) -> Any:
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def _merged(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        return one | {name: _merged(one.get(name), value) for name, value in other.items()}
    if isinstance(one, list) and isinstance(other, list) and one:
        return [_merged(one[0], other[0])]
    return other


def _places() -> Iterator[Place]:
    assert QUERY is not None
    for name, field in QUERY.fields.items():
        for argument, given in field.args.items():
            for path in _paths(given.type, ()):
                yield Place(name, (argument, *path))


def _paths(type_: Any, through: tuple[str, ...]) -> Iterator[tuple[str | int, ...]]:
    """Yield the ways to ids below a type; each input type once on a way, so that `and` in `and` is not walked."""
    below: tuple[str | int, ...] = (0,) if is_list_type(get_nullable_type(type_)) else ()
    named = get_named_type(type_)
    if named.name == "ID":
        yield below
    if isinstance(named, GraphQLInputObjectType) and through.count(named.name) < 2:
        for name, field in named.fields.items():
            for path in _paths(field.type, (*through, named.name)):
                yield (*below, name, *path)


PLACES: Final = [*_places()]
DIRECT: Final = [place for place in PLACES if not {"and", "or", "not"}.intersection(place.path)]
"""Places that stand under no other condition."""


def _query(place: Place, variables: Mapping[str, Any]) -> str:
    assert QUERY is not None
    field = QUERY.fields[place.field]
    declared = ", ".join(f"${name}: {field.args[name].type}" for name in variables)
    given = ", ".join(f"{name}: ${name}" for name in variables)
    if place.field in REFUSING:
        told = "{ __typename ... on Refusal { code path message } }"
    elif place.path[0] == "filter":
        told = "{ totalCount nodes { __typename } }"
    else:
        told = "{ id }"
    return f"query({declared}) {{ found: {place.field}({given}) {told} }}"


async def _ask(catalog: Catalog, place: Place, id_: str, **snapshot: int) -> Any:
    """Return the answer, or the first error."""
    variables = place.arguments(id_, **snapshot)
    answer = (await catalog.post(_query(place, variables), variables, viewer=OFFICER)).json()
    return answer["errors"][0] if "errors" in answer else answer["data"]["found"]


def _finds_nothing(place: Place, answer: Any) -> bool:
    if place.field in REFUSING:
        return bool(answer["__typename"] == "NotFound")
    nothing = [{"totalCount": 0, "nodes": []}] if place.path[0] == "filter" else [None, [None]]
    return answer in nothing


def _is_wrong(place: Place, answer: Any) -> bool:
    """Whether an answer says that the very argument is wrong."""
    wanted = {"code": "INVALID_INPUT", "argument": place.argument}
    return bool(answer.get("extensions") == wanted and answer["path"] == ["found"])


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    await district().record(catalog.engine)
    for kind, key in KNOWN.items():
        await revise(catalog.engine, kind, key, description="又一版")
    return catalog


def test_ids_are_found_in_every_shape() -> None:
    assert len(PLACES) > 60
    shapes = {(place.path[0], place.field in REFUSING) for place in PLACES}
    assert {
        ("id", False),
        ("id", True),
        ("by", False),
        ("filter", False),
        ("input", True),
    } <= shapes


async def test_what_is_no_id_of_that_kind_is_refused_in_a_filter_and_finds_nothing_elsewhere(
    estate: Catalog,
) -> None:
    wrong = []
    for place in PLACES:
        other = NodeKind.DATUM if place.kind is not NodeKind.DATUM else NodeKind.UNIT
        spelled = keys.encode(place.kind, KNOWN.get(place.kind, "x")) + "="
        for id_ in ("no id", "", "RGF0", spelled, keys.encode(other, KNOWN[other])):
            takes_others = place.field in {"node", "nodes", "origins"} or "entityId" in place.path
            if takes_others and id_ == keys.encode(other, KNOWN[other]):
                continue  # these take any kind, or data too
            answer = await _ask(estate, place, id_)
            judged = _is_wrong if place.path[0] == "filter" else _finds_nothing
            wrong += [] if judged(place, answer) else [(place, id_, answer)]
    assert wrong == []


async def test_an_unknown_id_and_a_hidden_one_find_nothing_in_the_same_words(
    estate: Catalog,
) -> None:
    wrong = []
    for place in DIRECT:
        unknown = keys.encode(place.kind, "zzzz")
        answer = await _ask(estate, place, unknown)
        wrong += [] if _finds_nothing(place, answer) else [(place, "unknown", answer)]
        if place.kind in HIDDEN:
            hidden = keys.encode(place.kind, HIDDEN[place.kind])
            told = await _ask(estate, place, hidden)
            same = str(told).replace(hidden, unknown) == str(answer)
            wrong += [] if same else [(place, "hidden", told)]
    assert wrong == []


async def test_a_pinned_id_supplies_the_pin_and_agrees_with_no_other(estate: Catalog) -> None:
    snapshot = (await estate.ask('{ unit(by: {key: "civil"}, atRevision: 1) { id } }'))["unit"][
        "id"
    ]
    seen = keys.decode(snapshot)
    assert seen is not None
    wrong = []
    for place in DIRECT:
        if place.kind not in KNOWN:
            continue
        plain = keys.encode(place.kind, KNOWN[place.kind])
        explicit = keys.encode(place.kind, KNOWN[place.kind], as_of=seen.as_of, revision=1)
        answer = await _ask(estate, place, explicit)
        if place.field in {"search", "auditEntries"}:
            wrong += [] if _is_wrong(place, answer) else [(place, "present only", answer)]
            continue
        if not place.has_as_of:
            wrong += (
                []
                if answer in ({"id": explicit}, [{"id": explicit}])
                else [(place, "as-of point", answer)]
            )
            continue
        then = await _ask(estate, place, plain, atRevision=1)
        wrong += (
            []
            if answer == then and "errors" not in str(then)
            else [(place, "as-of point", [answer, then])]
        )
        for revision in (1, 2):
            told = await _ask(estate, place, explicit, atRevision=revision)
            agrees = (
                told == then
                if revision == 1
                else told.get("extensions", {}).get("code") == "INVALID_INPUT"
            )
            wrong += [] if agrees else [(place, f"beside revision {revision}", told)]
        made_up = keys.encode(place.kind, KNOWN[place.kind], as_of=seen.as_of, revision=10**18)
        told = await _ask(estate, place, made_up)
        refused = told is None or told.get("code") == "INVALID_INPUT" or _is_wrong(place, told)
        wrong += [] if refused else [(place, "made up", told)]
    assert wrong == []


@pytest.mark.parametrize("rules", [["NOPE"], ["R-10b", "r-10b"], [""]])
async def test_a_rule_that_there_is_not_is_refused(catalog: Catalog, rules: list[str]) -> None:
    query = "query($rules: [String!]) { findings(filter: {rules: $rules}) { totalCount } }"
    refused = await catalog.refusal(query, {"rules": rules}, viewer=CENTRE)
    assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": "filter.rules"}
    none = await catalog.ask(query, {"rules": []})
    assert none["findings"]["totalCount"] == 0
