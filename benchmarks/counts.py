"""How long each list of an estate takes to be counted, and which do not say: through the front door, deadline and all.

python -m benchmarks.estate --fields 300000 --data DIR
python -m benchmarks.counts --data DIR
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

import httpx
from graphql import GraphQLNonNull, GraphQLObjectType, Undefined, get_named_type

from graph_catalog.api.schema import build
from graph_catalog.app import create_app
from graph_catalog.gql.limits import Limits
from graph_catalog.graph.engine import Engine
from graph_catalog.opening import open_engine
from graph_catalog.rules.findings import RULES
from graph_catalog.settings import Settings

_ROOTS: Final = {
    "units": "Unit",
    "datasets": "Dataset",
    "data": "Datum",
    "systems": "System",
    "elements": "Element",
}
"""Lists whose first things' own lists are counted, too."""
_GIVEN: Final = {"search": '(text: "信息")'}


def questions() -> Iterator[str]:
    """Yield a question for each list: those at the root, and those of the first things of some."""
    schema = cast("Any", build(Limits(depth=15, aliases=50, tokens=2000)))._schema  # noqa: SLF001  # the types are asked
    root = schema.query_type
    for name in _lists(root, tuple(_GIVEN)):
        yield f"{{ {name}{_GIVEN.get(name, '')} {{ totalCount }} }}"
    for rule in RULES:
        yield f'{{ findings(filter: {{rules: ["{rule.id}"]}}) {{ totalCount }} }}'
    for name, kind in _ROOTS.items():
        for inner in _lists(schema.type_map[kind]):
            yield f"{{ {name}(first: 20) {{ nodes {{ {inner} {{ totalCount }} }} }} }}"


def _lists(type_: GraphQLObjectType, given: tuple[str, ...] = ()) -> Iterator[str]:
    for name, field in type_.fields.items():
        named = get_named_type(field.type)
        is_list = isinstance(named, GraphQLObjectType) and "totalCount" in named.fields
        wants = any(
            isinstance(argument.type, GraphQLNonNull) and argument.default_value is Undefined
            for argument in field.args.values()
        )
        if is_list and (not wants or name in given):
            yield name


async def _ask(client: httpx.AsyncClient, question: str) -> tuple[float, str]:
    began = time.perf_counter()
    answer = (await client.post("/graphql", json={"query": question})).json()
    seconds = time.perf_counter() - began
    if "errors" in answer:
        return seconds, str(answer["errors"][0]["message"])[:70]
    told = str(answer["data"])
    return seconds, "not known" if "None" in told else told[:60]


async def measure(engine: Engine, settings: Settings) -> list[tuple[str, float, str]]:
    """Ask every list how many it has, twice: the first time it is planned."""
    transport = httpx.ASGITransport(cast("Any", create_app(settings, engine)))
    found = []
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost", timeout=600.0
    ) as client:
        for question in questions():
            first, _ = await _ask(client, question)
            seconds, said = await _ask(client, question)
            found.append((question, seconds, said))
            load = os.getloadavg()[0]
            _tell(
                f"{seconds:7.2f} s  (planned in {first - seconds:6.2f})  {question}  {said}  (load {load:.1f})"
            )
    return found


async def _main(data: Path) -> None:
    settings = Settings(data=data)
    async with open_engine(settings) as engine:
        await measure(engine, settings)


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.counts", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the directory of an estate")
    asyncio.run(_main(parser.parse_args().data))
