"""The fast executor answers what the stock one answers: same data in the same order, same errors."""

import json
import random
from typing import Any

import pytest
from graphql import (
    GraphQLNamedType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_object_type,
    is_required_argument,
)

from graph_catalog.api.schema import Schema, build
from graph_catalog.gql.completion import FastExecution
from graph_catalog.gql.context import Context
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from tests.conftest import Catalog
from tests.estate import Estate, district

STOCK = build(is_fast=False)
CORE = STOCK._schema  # noqa: SLF001  # strawberry has no public way to it
FAST = build()


async def _both(engine: Engine, viewer: Viewer, query: str) -> tuple[Any, Any]:
    async def run(schema: Schema) -> Any:
        result = await schema.execute(query, context_value=Context(engine, viewer))
        errors = [
            (error.message, error.path, (error.extensions or {}).get("code"))
            for error in result.errors or []
        ]
        return json.dumps(result.data, ensure_ascii=False), [
            error for error in errors if error[2] != "INTERNAL"
        ]

    return await run(STOCK), await run(FAST)


class _Writer:
    """Writes random queries that are valid."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # no secret
        self._types = CORE.type_map

    def query(self) -> str:
        fields = CORE.query_type.fields  # type: ignore[union-attr]
        roots = [
            name
            for name in ("units", "datasets", "fields", "data", "consumers", "systems")
            if name in fields
        ]
        root = self._random.choice(roots)
        return f"{{ {root}(first: 5) {self._selection(get_named_type(fields[root].type), 5)} }}"

    def _selection(self, type_: GraphQLNamedType, depth: int) -> str:
        if is_abstract_type(type_):
            parts = [
                f"... on {concrete.name} {self._selection(concrete, depth)}"
                for concrete in CORE.get_possible_types(type_)
            ]
            parts.insert(0, "__typename")
            return "{ " + " ".join(parts) + " }"
        assert is_object_type(type_)
        usable = {
            name: field
            for name, field in type_.fields.items()
            if name != "lineage"
            and not any(is_required_argument(argument) for argument in field.args.values())
        }
        chosen = self._random.sample(sorted(usable), min(len(usable), 5))
        parts = ["__typename"]
        for number, name in enumerate(chosen):
            inner = get_named_type(usable[name].type)
            arguments = "(first: 3)" if "first" in usable[name].args else ""
            alias = f"a{number}: " if self._random.random() < 0.2 else ""
            if is_leaf_type(inner):
                parts.append(f"{alias}{name}{arguments}")
            elif depth > 0:
                parts.append(f"{alias}{name}{arguments} {self._selection(inner, depth - 1)}")
        return "{ " + " ".join(parts) + " }"


@pytest.mark.parametrize("seed", range(12))
async def test_random_queries_have_the_same_answers(
    catalog: Catalog, viewer: Viewer, seed: int
) -> None:
    await district().record(catalog.engine)
    query = _Writer(seed).query()
    stock, fast = await _both(catalog.engine, viewer, query)
    assert fast == stock, query


async def test_null_where_there_must_be_none_is_reported_by_the_stock_executor(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = Estate()
    estate.unit("civil", "民政局")
    estate.element("odd", "缺码", code=None)
    estate.element("good", "有码")
    await estate.record(catalog.engine)
    stock, fast = await _both(
        catalog.engine, viewer, "{ elements { nodes { name code } } units { nodes { name } } }"
    )
    assert fast == stock


async def test_most_objects_are_completed_by_plans(
    catalog: Catalog, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await district().record(catalog.engine)
    by_stock: list[str] = []
    stock = FastExecution.execute_fields

    def counted(self: Any, parent_type: Any, *args: Any) -> Any:
        by_stock.append(parent_type.name)
        return stock(self, parent_type, *args)

    monkeypatch.setattr(FastExecution, "execute_fields", counted)
    await catalog.ask(
        """{ datasets { nodes { id name sharingClass lastUpdatedOn coverage { region } provider { name }
             fields { totalCount edges { node { name alignment { form } datum { name } } } } } }
             search(text: "信息") { facets { kind } nodes { key ... on Dataset { name } } } }""",
        viewer=viewer,
    )
    assert by_stock == ["Query"]
