"""A code that was another entry's before: a list of any instant has it once."""

from typing import Any

from graph_catalog.model.enums.nodes import NodeKind
from tests.conftest import Catalog
from tests.estate import Estate, revise

LISTED = """query($at: Int, $day: Instant) {
  datasets(atRevision: $at, asOf: $day) { nodes { key code isBackfilled } }
  coded: datasets(filter: {code: {eq: "MZ-1"}}, atRevision: $at, asOf: $day) { totalCount nodes { key } }
  dataset(by: {code: "MZ-1"}, atRevision: $at, asOf: $day) { key }
  unit(by: {key: "civil"}, asOf: $day, atRevision: $at) { datasets { nodes { key code } } } }"""


async def _told(catalog: Catalog, **snapshot: Any) -> Any:
    return await catalog.ask(LISTED, {"at": None, "day": None, **snapshot})


async def test_no_list_of_any_instant_has_two_entries_with_one_code(catalog: Catalog) -> None:
    estate = Estate()
    estate.unit("civil", "民政局")
    estate.dataset("first", "甲", provider="civil", code="MZ-1")
    await estate.record(catalog.engine)
    then = (await catalog.ask("{ auditHead { at } }"))["auditHead"]["at"]
    await revise(catalog.engine, NodeKind.DATASET, "first", code="MZ-2")
    later = Estate()
    later.dataset("second", "乙", provider="civil", code="MZ-1")
    await later.record(catalog.engine)
    # Before anything was on record, who bore it first stands in with it.
    earlier = [({"day": then}, "first"), ({"at": 1}, "first"), ({"day": "2020-01-01"}, "first")]
    for snapshot, bearer in (({}, "second"), *earlier):
        told = await _told(catalog, **snapshot)
        for nodes in (told["datasets"]["nodes"], told["unit"]["datasets"]["nodes"]):
            assert [each["key"] for each in nodes if each["code"] == "MZ-1"] == [bearer], snapshot
        assert told["coded"] == {"totalCount": 1, "nodes": [{"key": bearer}]}, snapshot
        assert told["dataset"] == {"key": bearer}, snapshot
