"""The names of a wide change are read before it takes the lock of all writers, and what holds by then decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest

from graph_catalog.alignment import alignment
from graph_catalog.entries.entry_reading import WIDE
from graph_catalog.graph.engine import Row, Transaction
from graph_catalog.matching.reading.align import align
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.conftest import Catalog
from tests.estate import Estate

_DO: Final = (
    "mutation($input: %sInput!) { %s(input: $input) { __typename ... on Refusal { message } } }"
)
_FIELDS: Final = (
    "query($after: String) { datasets { nodes { id fields(first: 100, after: $after)"
    " { nodes { id datum { name } } pageInfo { hasNextPage endCursor } } } } }"
)


class Office:
    """A unit with one wide entry."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    async def open(self) -> None:
        estate = Estate()
        estate.unit("civil", "民政局")
        await estate.record(self.catalog.engine)

    async def do(self, mutation: str, given: dict[str, Any]) -> None:
        type_ = mutation[0].upper() + mutation[1:]
        done = await self.catalog.ask(_DO % (type_, mutation), {"input": given})
        assert done[mutation]["__typename"].endswith("Payload"), done

    async def register(self) -> None:
        unit = keys.encode(NodeKind.UNIT, "civil")
        fields = [{"name": name("甲", n)} for n in range(WIDE)]
        await self.do("registerEntry", {"unitId": unit, "name": "宽表", "fields": fields})

    async def rename(self) -> None:
        entry, fields = await self.fields()
        renamed = [{"id": field["id"], "name": name("乙", n)} for n, field in enumerate(fields)]
        await self.do("reviseEntry", {"id": entry, "fields": renamed})

    async def import_more(self) -> None:
        rows = "".join(f"民政局,另表,{name('丙', n)}\n" for n in range(WIDE))
        content = f"提供单位,业务名称,数据项名称\n{rows}"
        await self.do("importCatalog", {"fileName": "a.csv", "content": content})

    async def fields(self) -> tuple[str, list[dict[str, Any]]]:
        found: list[dict[str, Any]] = []
        after = None
        while True:
            [entry] = (await self.catalog.ask(_FIELDS, {"after": after}))["datasets"]["nodes"]
            found += entry["fields"]["nodes"]
            if not entry["fields"]["pageInfo"]["hasNextPage"]:
                return str(entry["id"]), found
            after = entry["fields"]["pageInfo"]["endCursor"]


def name(kind: str, number: int) -> str:
    return f"{kind}榫卯编号{number:04}"


@contextmanager
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Tell in which order names are read and the lock is taken."""
    events: list[str] = []
    running = Transaction.run

    def read(*given: Any, **named: Any) -> Any:
        events.append("read")
        return align(*given, **named)

    async def run(transaction: Transaction, question: str, **params: object) -> Row:
        if question == "audit/lock_head":
            events.append("lock")
        return await running(transaction, question, **params)

    with monkeypatch.context() as patched:
        patched.setattr(alignment, "align", read)
        patched.setattr(Transaction, "run", run)
        yield events


@pytest.mark.parametrize("change", ["register", "rename", "import_more"])
async def test_names_are_read_before_others_have_to_wait(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    office = Office(catalog)
    await office.open()
    if change == "rename":
        await office.register()
    with told(monkeypatch) as events:
        await getattr(office, change)()
    assert events == ["read"] * WIDE + ["lock"]
    await invariants.check(catalog.engine)


async def test_what_others_rule_meanwhile_counts(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(catalog)
    await office.open()
    running, is_ruled = Transaction.run, False

    async def run(transaction: Transaction, question: str, **params: object) -> Row:
        nonlocal is_ruled
        if question == "audit/lock_head" and not is_ruled:
            is_ruled = True  # the names are read by now, and the lock is free
            ruling = {
                "a": {"description": {"name": name("甲", 0)}},
                "b": {"description": {"name": name("甲", 1)}},
                "verdict": "SAME",
                "scope": "EVERYWHERE",
                "reason": "口径一致",
            }
            await office.do("ruleOnMatch", ruling)
        return await running(transaction, question, **params)

    monkeypatch.setattr(Transaction, "run", run)
    await office.register()
    _, fields = await office.fields()
    data = [field["datum"]["name"] for field in fields]
    assert data[0] == data[1]
    assert len(set(data)) == WIDE - 1
