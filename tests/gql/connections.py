"""Every connection of the schema, found by a walk, and a small estate in which each of them has many things."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from graphql import GraphQLField, GraphQLObjectType, get_named_type

from graph_catalog.api.schema import build
from graph_catalog.graph.engine import Engine
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_END, OPEN_START
from graph_catalog.record import keys
from graph_catalog.record.record import Fact, NewEntity
from tests.estate import Estate, revise

SCHEMA: Final = build()._schema  # noqa: SLF001  # strawberry has no public way to it
HUBS: Final[Mapping[str, tuple[NodeKind, str]]] = {
    "Unit": (NodeKind.UNIT, "civil"),
    "System": (NodeKind.SYSTEM, "hubsystem"),
    "Dataset": (NodeKind.DATASET, "hubdataset"),
    "Element": (NodeKind.ELEMENT, "hubelement"),
    "Datum": (NodeKind.DATUM, "hubdatum"),
    "Consumer": (NodeKind.CONSUMER, "hubconsumer"),
    "Agreement": (NodeKind.AGREEMENT, "hubagreement"),
    "Project": (NodeKind.PROJECT, "hubproject"),
}
"""A thing of each type that has connections, at which all of them have many things."""
_LATER: Final = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
_RULED: Final = {
    "verdict": "SAME",
    "scope": "SUBJECT",
    "reason": "同义",
    "moved_from": [],
    "moved_to": [],
    "moved_fields": [],
}
_CHECKED: Final = {
    "verdict": "CLEAR",
    "field_count": 0,
    "checked_at": OPEN_START,
    "checked_by": "centre",
    "revision": 1,
    "rule_set": "1",
    "complete": True,
    "missing_nets": [],
    "plan_json": json.dumps(
        {"unit_id": keys.encode(NodeKind.UNIT, "civil"), "name": "表", "fields": []}
    ),
    "verdicts_json": "[]",
}


@dataclasses.dataclass(frozen=True)
class Listed:
    """A connection: a field of the root, or of a type that has a hub."""

    type: str
    field: str
    declared: GraphQLField = dataclasses.field(compare=False, repr=False)

    @property
    def is_root(self) -> bool:
        return self.type == "Query"

    @property
    def goes_back(self) -> bool:
        return "before" in self.declared.args

    @property
    def has_as_of(self) -> bool:
        return not self.is_root or "atRevision" in self.declared.args

    def query(self) -> str:
        """Return the question for a page, under the alias `page`; variables that a list does not take are not in it."""
        taken = {"first": "Int", "after": "String"}
        if self.goes_back:
            taken |= {"last": "Int", "before": "String"}
        if "atRevision" in self.declared.args:
            taken |= {"atRevision": "Int"}
        declared = ", ".join(f"${name}: {type_}" for name, type_ in taken.items())
        given = ", ".join(f"{name}: ${name}" for name in taken)
        text = ', text: "tiaomu"' if self.field == "search" else ""
        page = (
            f"page: {self.field}({given}{text}) {{ totalCount @include(if: $counts) nodes {{ {self._identity} }} edges {{ cursor }} "
            "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
        )
        if self.is_root:
            return f"query({declared}, $counts: Boolean!) {{ {page} }}"
        key, root = HUBS[self.type][1], self.type.lower()
        by = f'by: {{key: "{key}"}}, atRevision: $atRevision'
        return f"query({declared}, $atRevision: Int, $counts: Boolean!) {{ hub: {root}({by}) {{ {page} }} }}"

    @property
    def _identity(self) -> str:
        node = get_named_type(_fields(get_named_type(self.declared.type))["nodes"].type)
        return "key version" if "version" in _fields(node) else "key"


_OF_THE_LOG: Final = {"AuditEntryConnection", "EntityChangeConnection"}


def connections() -> Iterator[Listed]:
    """Yield every connection of the schema but the audit log's, which goes by its sequence and not by names."""
    for type_ in SCHEMA.type_map.values():
        if isinstance(type_, GraphQLObjectType):
            for name, field in type_.fields.items():
                listed = get_named_type(field.type).name
                if listed.endswith("Connection") and listed not in _OF_THE_LOG:
                    yield Listed(type_.name, name, field)


def _fields(type_: Any) -> Mapping[str, GraphQLField]:
    fields: Mapping[str, GraphQLField] = type_.fields
    return fields


async def record(engine: Engine, names: Sequence[str]) -> int:
    """Put an estate on record in which every connection of every hub has a thing of each name; return the revision.

    Afterwards every fifth thing is called otherwise, so that at that revision past names are in order.
    """
    estate = Estate()
    estate.unit("civil", "民政局")
    estate.system("hubsystem", "系统", operator="civil")
    estate.dataset("hubdataset", "数据集", provider="civil")
    estate.element("hubelement", "要素")
    estate.datum("hubdatum", "数", element="hubelement")
    estate.consumer("hubconsumer", "使用方", unit="civil")
    estate.agreement("hubagreement", "协议", consumer="hubconsumer", dataset="hubdataset")
    _thing(estate, NodeKind.PROJECT, "hubproject", "项目")
    _tie(estate, "UNDERTAKES", "civil", "hubproject")
    for number, name in enumerate(names):
        _around(estate, f"{number:03d}", name)
    await estate.record(engine)
    for version in range(6):
        await revise(engine, NodeKind.DATASET, "hubdataset", description=f"第{version}版")
        done = await revise(engine, NodeKind.PROJECT, "hubproject", description=f"第{version}版")
    for thing in estate.things[::5]:
        if thing.attributes.get("name") in names:
            another = names[(names.index(thing.attributes["name"]) + 7) % len(names)]
            await revise(engine, thing.kind, thing.key, name=another)
    return done.revision


def _around(estate: Estate, number: str, name: str) -> None:
    """Hang a thing of each kind and of that name on the hubs."""
    unit, dataset, datum = f"unit{number}", f"set{number}", f"datum{number}"
    estate.unit(unit, name)
    estate.system(f"system{number}", name, operator="civil")
    estate.dataset(dataset, name, provider="civil", system="hubsystem", code=f"TIAOMU-{number}")
    estate.field(
        f"field{number}", name, dataset="hubdataset", datum=datum, position=int(number) % 3
    )
    estate.field(f"hubfield{number}", name, dataset=dataset, datum="hubdatum")
    estate.element(f"element{number}", name, code=f"自然人.{number}")
    estate.datum(datum, name, element="hubelement")
    for of_unit, of_datum in (("civil", datum), (unit, "hubdatum"), (unit, datum)):
        estate.collects(of_unit, of_datum)
    estate.designation(f"source{number}", datum=datum, dataset="hubdataset", basis="纪要")
    estate.designation(f"hubsource{number}", datum="hubdatum", dataset=dataset, basis="纪要")
    estate.designation(
        f"later{number}", datum="hubdatum", dataset=dataset, period=(_LATER, OPEN_END), basis="纪要"
    )
    estate.consumer(f"consumer{number}", name, unit="civil")
    agreement = estate.agreement(
        f"agreement{number}", name, consumer="hubconsumer", dataset="hubdataset"
    )
    _tie(estate, "COVERS", "hubagreement", dataset)
    for consumer in ("hubconsumer", f"consumer{number}"):
        usage = f"usage{number}{consumer}"
        estate.usage(usage, name, consumer=consumer, dataset="hubdataset", agreement=agreement)
    _thing(estate, NodeKind.PROJECT, f"project{number}", name)
    _tie(estate, "UNDERTAKES", "civil", f"project{number}")
    _thing(estate, NodeKind.EXEMPTION, f"exemption{number}", name)
    _thing(estate, NodeKind.RULING, f"ruling{number}", name, **_RULED)
    _thing(estate, NodeKind.COLLECTION_CHECK, f"check{number}", name, **_CHECKED)
    _tie(estate, "HAS_CHECK", "hubproject", f"check{number}")


def _thing(estate: Estate, kind: NodeKind, key: str, name: str, **says: Any) -> None:
    estate.things.append(NewEntity(kind, key, {"name": name, **says}))


def _tie(estate: Estate, type_: str, start: str, end: str) -> None:
    slot = f"{type_}|{start}|{end}"
    estate.facts.append(Fact(type_, start, end, slot, start))
