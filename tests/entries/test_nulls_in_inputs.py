"""Null in the input of a change, at every member found by a walk of the schema: it empties what there is, or is refused."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from graphql import (
    GraphQLInputObjectType,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_list_type,
    is_required_input_field,
)

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import Catalog
from tests.estate import district
from tests.rights.inputs import SCHEMA, Path, mutations

CIVIL: Final = keys.encode(NodeKind.UNIT, "civil")
AID: Final = keys.encode(NodeKind.SYSTEM, "aid")
NO_ATTRIBUTE: Final = {
    "expectedVersion": "no check",
    "idempotencyKey": "no key",
    "effectiveFrom": "now",
}
"""Members of a revision that say how it is done, and what null says there."""
WHOLE: Final = {"coverage", "sharingPeriod"}
"""Values of several parts, which are given anew as a whole."""
VALUES: Final[dict[str, Any]] = {
    "creditCode": "11330211002965504K",
    "unitId": keys.encode(NodeKind.UNIT, "police"),
    "systemId": AID,
    "coverage": {"region": "330211", "population": "老年人"},
    "sharingPeriod": {"start": "2026-01-01", "end": "2026-12-31"},
    "lastUpdatedOn": "2026-01-01",
    "maskedOffer": True,
    "listing": "UNLISTED",
    "status": "WITHDRAWN",
    "acquisition": "COLLECTED",
    "sensitivity": "L2",
}
SHOWN: Final[dict[str, str]] = {
    "coverage": "coverage { region population periodFrom periodTo }",
    "sharingPeriod": "sharingPeriod { start end }",
    "systemId": "system { id }",
}
EMPTY: Final = {
    "coverage": {"region": "*", "population": "*", "periodFrom": None, "periodTo": None}
}
NEVER_EMPTY: Final = {"name", "unitId", "listing", "status", "maskedOffer", "acquisition"}
THINGS: Final = {
    "reviseUnit": ("unit", "registerUnit", {"name": "新局"}),
    "reviseSystem": ("system", "registerSystem", {"name": "新系统", "unitId": CIVIL}),
    "reviseProject": ("project", "registerProject", {"name": "新项目", "unitId": CIVIL}),
    "reviseEntry": (
        "dataset",
        "registerEntry",
        {"name": "新条目", "unitId": CIVIL, "fields": [{"name": "号码"}]},
    ),
}
"""For each revision what it is of, and how one is put on record."""
OWNERS: Final = {"system": "operator", "project": "unit"}


def attributes(type_: Any, path: Path = ()) -> Iterator[Path]:
    """Yield where an input gives attributes of a thing that may be left out."""
    for name, field in get_named_type(type_).fields.items():
        inner, below = get_named_type(field.type), (*path, name)
        if isinstance(inner, GraphQLInputObjectType) and name not in WHOLE:
            yield from attributes(inner, (*below, 0) if is_list_type(field.type) else below)
        elif not (
            is_required_input_field(field)
            or is_list_type(get_nullable_type(field.type))
            or name in {*NO_ATTRIBUTE, "id"}
        ):
            yield below


REVISIONS: Final = {name: of for name, of in mutations().items() if name.startswith("revise")}
PLACES: Final = [(name, path) for name, of in REVISIONS.items() for path in attributes(of)]


def test_every_attribute_of_every_revision_is_found() -> None:
    assert REVISIONS.keys() == THINGS.keys()
    assert len(PLACES) > 35
    assert {path[-1] for _, path in PLACES} > NEVER_EMPTY


def value_of(mutation: str, path: Path) -> Any:
    """Return a value for an attribute, another than a new thing has."""
    type_: Any = REVISIONS[mutation]
    for step in path:
        type_ = type_ if isinstance(step, int) else get_named_type(type_).fields[step].type
    inner, name = get_named_type(type_), str(path[-1])
    if name in VALUES:
        return VALUES[name]
    return list(inner.values)[-1] if is_enum_type(inner) else "第一号"


def given(path: Path, value: Any) -> Any:
    """Return the input of a revision that says one thing."""
    beside = {"name": "号码"} if path[0] == "fields" else {}
    for step in reversed(path):
        value = [{**value, **beside}] if isinstance(step, int) else {step: value}
    return value


class Thing:
    """A thing on record, of which one attribute is asked for."""

    def __init__(self, catalog: Catalog, mutation: str, path: Path) -> None:
        self.catalog, self.mutation, self.path = catalog, mutation, path
        self.kind, self.registering, self.registered = THINGS[mutation]
        self.name = str(path[-1])
        self.id = ""

    async def do(self, mutation: str, said: Any) -> Any:
        type_ = mutation[0].upper() + mutation[1:]
        query = f"""mutation($input: {type_}Input!) {{ {mutation}(input: $input) {{
          ... on {type_}Payload {{ {self.kind} {{ id }} }} ... on Refusal {{ code message path }} }} }}"""
        return (await self.catalog.ask(query, {"input": said}))[mutation]

    async def register(self) -> None:
        self.id = (await self.do(self.registering, self.registered))[self.kind]["id"]

    async def revise(self, said: Any) -> Any:
        return await self.do(self.mutation, {"id": self.id, **said})

    async def stands(self) -> Any:
        owner = OWNERS.get(self.kind, "")
        shown = f"{owner} {{ id }}" if self.name == "unitId" else SHOWN.get(self.name, self.name)
        if self.path[0] == "fields":
            shown = f"fields {{ nodes {{ {shown} }} }}"
        query = f"query($id: ID!) {{ {self.kind}(by: {{id: $id}}) {{ {shown} }} }}"
        found = (await self.catalog.ask(query, {"id": self.id}))[self.kind]
        (only,) = found.values()
        if self.path[0] == "fields":
            (only,) = only["nodes"][0].values()
        return only["id"] if self.name in {"unitId", "systemId"} and only else only


@pytest.mark.parametrize(("mutation", "path"), PLACES, ids=str)
async def test_null_empties_and_what_is_left_out_stays(
    catalog: Catalog, mutation: str, path: Path
) -> None:
    await district().record(catalog.engine)
    thing, name = Thing(catalog, mutation, path), str(path[-1])
    await thing.register()
    value = value_of(mutation, path)
    written = await thing.revise(given(path, value))
    assert "code" not in written, written
    stood = await thing.stands()
    assert stood not in (None, EMPTY.get(name))
    others = {"fields": [{"name": "号码"}]} if path[0] == "fields" else {}
    assert "code" not in await thing.revise(others if mutation == "reviseEntry" else {})
    assert await thing.stands() == stood, "what is left out stays"
    emptied = await thing.revise(given(path, None))
    if name in NEVER_EMPTY:
        assert emptied["code"] == "INVALID_INPUT", emptied
        assert emptied["path"] == ["input", *map(str, path)]
        assert name in emptied["message"]
        assert await thing.stands() == stood
    else:
        assert "code" not in emptied, emptied
        assert await thing.stands() == EMPTY.get(name)


async def test_a_part_of_a_coverage_that_is_null_or_left_out_limits_nothing(
    catalog: Catalog,
) -> None:
    await district().record(catalog.engine)
    thing = Thing(catalog, "reviseEntry", ("coverage",))
    await thing.register()
    for said in (
        {"region": None, "population": "老年人", "periodFrom": None},
        {"population": "老年人"},
    ):
        first = await thing.revise({"coverage": {"region": "330211", "periodFrom": "2026-01-01"}})  # fmt: skip
        assert "code" not in first, first
        assert "code" not in await thing.revise({"coverage": said})
        assert await thing.stands() == {**EMPTY["coverage"], "population": "老年人"}


async def test_in_a_registration_null_says_as_little_as_what_is_left_out(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    type_: Any = SCHEMA.type_map["RegisterEntryInput"]
    of_field: Any = SCHEMA.type_map["EntryFieldInput"]
    thing = Thing(catalog, "reviseEntry", ("status",))
    thing.registered = {
        **dict.fromkeys(type_.fields),
        "name": "新条目",
        "unitId": CIVIL,
        "fields": [{**dict.fromkeys(of_field.fields), "name": "号码"}],
    }
    await thing.register()
    assert await thing.stands() == "DRAFT"
    thing.path, thing.name = ("fields", 0, "acquisition"), "acquisition"
    assert await thing.stands() == "UNKNOWN"


async def test_null_and_left_out_are_two_inputs_under_one_idempotency_key(
    catalog: Catalog,
) -> None:
    await district().record(catalog.engine)
    thing = Thing(catalog, "reviseEntry", ("description",))
    await thing.register()
    key = {"idempotencyKey": "k-1"}
    first = await thing.revise({"description": None, **key})
    assert "code" not in first
    other = await thing.revise(key)
    assert other["code"] == "CONFLICT"
