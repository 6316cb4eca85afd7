"""The audit log over GraphQL, and who changed a thing: for who sees all, for an officer, for others."""

from typing import Any, Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.model.refusals import NotPermitted, Refusal
from graph_catalog.record import audit_log, keys, record
from graph_catalog.record.audit import reading
from graph_catalog.record.audit.reading import FIRST_PAGE, AuditQuestion
from graph_catalog.record.change import Change, Intent, Outcome, Work
from graph_catalog.record.entity_rows import TYPES
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district

POLICE: Final = Viewer("police officer", "police", frozenset({Role.UNIT_OFFICER}), "p1")
LOG: Final = """query($filter: AuditFilter, $first: Int, $after: String) {
  auditEntries(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { sequence at actor actorId actorUnit { name } operation outcome refusal { code message } revision input hash
      subject { __typename id ... on Dataset { name } } changed { id } } } }"""
CHANGES: Final = """query($id: ID!) { node(id: $id) { id ... on Entity {
  changes(first: 10) { totalCount nodes { revision sequence at operation actor actorUnit { name } } } } } }"""


@pytest.fixture
async def logged(catalog: Catalog) -> Catalog:
    """A district (1), an entry revised by each unit's officer (2, 3), and a refusal of each (4, 5)."""
    await district().record(catalog.engine)

    def revising(key: str) -> Work:
        async def work(change: Change) -> Outcome:
            await record.revise(change, NodeKind.DATASET, {key: {"sharing_reason": "x"}})
            return Outcome(key)

        return work

    async def refusing(_: Change) -> Refusal:
        return NotPermitted(message="not yours")

    given = Intent("reviseEntry", {"reason": "secret"})
    await audit_log.commit(catalog.engine, OFFICER, given, revising("lowincome"))
    await audit_log.commit(catalog.engine, POLICE, given, revising("wanted"))
    for viewer in (OFFICER, POLICE):
        await audit_log.commit(catalog.engine, viewer, Intent("publishEntry"), refusing)
    return catalog


def id_of(kind: NodeKind, key: str) -> str:
    return keys.encode(kind, key)


async def log(
    catalog: Catalog, filter_: dict[str, Any] | None = None, *, viewer: Viewer = CENTRE, **page: Any
) -> Any:
    answer = await catalog.ask(LOG, {"filter": filter_, **page}, viewer=viewer)
    return answer["auditEntries"]


async def test_who_sees_all_reads_all_newest_first(logged: Catalog) -> None:
    read = await log(logged)
    assert [entry["sequence"] for entry in read["nodes"]] == [5, 4, 3, 2, 1]
    assert read["totalCount"] == 5
    refused, _, done, *_ = read["nodes"]
    assert (refused["outcome"], refused["refusal"]["code"]) == ("REFUSED", "NOT_PERMITTED")
    assert (refused["revision"], refused["subject"]) == (None, None)
    assert (done["outcome"], done["refusal"], done["revision"]) == ("DONE", None, 3)
    assert (done["actor"], done["actorId"]) == ("police officer", "p1")
    assert done["actorUnit"] == {"name": "公安局"}
    assert done["subject"]["name"] == "在逃人员信息"
    assert done["changed"] == [{"id": id_of(NodeKind.DATASET, "wanted")}]
    assert "secret" in done["input"]


async def test_an_officer_reads_what_the_own_units_people_did_without_inputs(
    logged: Catalog,
) -> None:
    read = await log(logged, viewer=OFFICER)
    assert [entry["sequence"] for entry in read["nodes"]] == [4, 2]
    assert read["totalCount"] == 2
    assert {entry["input"] for entry in read["nodes"]} == {None}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("unit", [None, "civil", "police", ""])
async def test_every_role_sees_all_the_own_units_or_nothing(
    logged: Catalog, role: Role, unit: str | None
) -> None:
    viewer = Viewer("x", unit, frozenset({role}))
    engine, all_ = logged.engine, AuditQuestion()
    found = await reading.page(engine, viewer, all_, before=FIRST_PAGE, limit=50)
    of_unit = {"civil": [4, 2], "police": [5, 3]}.get(unit or "", [])
    expected = [5, 4, 3, 2, 1] if viewer.sees_all else of_unit * (role is Role.UNIT_OFFICER)
    assert [entry.sequence for entry in found] == expected
    assert await reading.count(engine, viewer, all_) == len(expected)
    head = await reading.head(engine, viewer)
    assert (head is not None) == viewer.sees_all


FILTERS: Final[list[tuple[dict[str, Any], list[int]]]] = [
    ({}, [5, 4, 3, 2, 1]),
    ({"actor": None, "operations": None, "entityId": None, "since": None}, [5, 4, 3, 2, 1]),
    ({"actor": "officer"}, [4, 2]),
    ({"actor": "p1"}, [5, 3]),
    ({"actor": "nobody"}, []),
    ({"unitId": id_of(NodeKind.UNIT, "police")}, [5, 3]),
    ({"unitId": id_of(NodeKind.UNIT, "unknown")}, []),
    ({"operations": ["publishEntry", "test"]}, [5, 4, 1]),
    ({"operations": []}, []),
    ({"outcome": "REFUSED"}, [5, 4]),
    ({"outcome": "DONE"}, [3, 2, 1]),
    ({"since": "2000-01-01"}, [5, 4, 3, 2, 1]),
    ({"until": "2000-01-01"}, []),
    ({"entityId": id_of(NodeKind.DATASET, "wanted")}, [3, 1]),
    ({"entityId": id_of(NodeKind.DATASET, "unknown")}, []),
    ({"revision": 2}, [2]),
    ({"revision": 99}, []),
    ({"actor": "officer", "outcome": "DONE"}, [2]),
]


@pytest.mark.parametrize(("filter_", "sequences"), FILTERS, ids=map(str, range(len(FILTERS))))
async def test_a_filter_says_who_what_when_and_which_thing(
    logged: Catalog, filter_: dict[str, Any], sequences: list[int]
) -> None:
    read = await log(logged, filter_)
    assert [entry["sequence"] for entry in read["nodes"]] == sequences
    assert read["totalCount"] == len(sequences)


@pytest.mark.parametrize(
    ("name", "given"),
    [("unitId", "x"), ("unitId", id_of(NodeKind.DATASET, "wanted")), ("entityId", ""), ("entityId", "x")],
)  # fmt: skip
async def test_an_id_that_is_none_is_a_wrong_argument(
    logged: Catalog, name: str, given: str
) -> None:
    error = await logged.refusal(LOG, {"filter": {name: given}})
    assert error["extensions"] == {"code": "INVALID_INPUT", "argument": f"filter.{name}"}


async def test_pages_go_through_the_log_and_lose_nothing(logged: Catalog) -> None:
    seen, after = [], None
    while True:
        page = await log(logged, first=2, after=after)
        seen += [entry["sequence"] for entry in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen == [5, 4, 3, 2, 1]
    error = await logged.refusal(LOG, {"after": after, "filter": {"actor": "officer"}})
    assert error["extensions"]["argument"] == "after"


async def test_the_head_is_that_of_the_newest_entry_and_for_who_sees_all(logged: Catalog) -> None:
    question = "{ auditHead { sequence hash revision at } auditEntries(first: 1) { nodes { sequence hash } } }"  # fmt: skip
    read = await logged.ask(question)
    (newest,) = read["auditEntries"]["nodes"]
    assert {name: read["auditHead"][name] for name in newest} == newest
    assert read["auditHead"]["revision"] == 3
    assert (await logged.ask(question, viewer=OFFICER))["auditHead"] is None


async def changes(catalog: Catalog, kind: NodeKind, key: str, viewer: Viewer) -> Any:
    node = (await catalog.ask(CHANGES, {"id": id_of(kind, key)}, viewer=viewer))["node"]
    return None if node is None else node["changes"]


async def test_a_thing_says_who_changed_it(logged: Catalog) -> None:
    read = await changes(logged, NodeKind.DATASET, "wanted", CENTRE)
    assert [(each["revision"], each["operation"]) for each in read["nodes"]] == [
        (3, "reviseEntry"), (1, "test"),
    ]  # fmt: skip
    assert read["totalCount"] == 2
    newest = read["nodes"][0]
    assert (newest["actor"], newest["actorUnit"]) == ("police officer", {"name": "公安局"})


async def test_of_others_people_an_officer_learns_the_unit_alone_and_of_an_outline_nothing(
    logged: Catalog,
) -> None:
    own = await changes(logged, NodeKind.DATASET, "lowincome", OFFICER)
    assert [each["actor"] for each in own["nodes"]] == ["officer", None]
    outline = await changes(logged, NodeKind.DATASET, "wanted", OFFICER)
    assert outline == {"totalCount": 0, "nodes": []}
    await audit_log.commit(logged.engine, POLICE, Intent("reviseEntry"), _revise_residents)
    other = await changes(logged, NodeKind.DATASET, "residents", OFFICER)
    assert (other["nodes"][0]["actor"], other["nodes"][0]["actorUnit"]) == (
        None,
        {"name": "公安局"},
    )


async def _revise_residents(change: Change) -> Outcome:
    await record.revise(change, NodeKind.DATASET, {"residents": {"description": "x"}})
    return Outcome("residents")


async def test_facts_of_a_thing_are_its_changes_and_those_of_others_are_not(
    logged: Catalog,
) -> None:
    async def move(change: Change) -> Outcome:
        fact = record.Fact("PROVIDES", "health", "residents", "PROVIDES|residents", "residents", valid_from=change.at)  # fmt: skip
        await record.assert_facts(change, [fact])
        return Outcome("residents")

    await audit_log.commit(logged.engine, CENTRE, Intent("moveEntry"), move)
    moved = await changes(logged, NodeKind.DATASET, "residents", CENTRE)
    assert [each["operation"] for each in moved["nodes"]] == ["moveEntry", "test"]
    unit = await changes(logged, NodeKind.UNIT, "health", CENTRE)
    assert [each["operation"] for each in unit["nodes"]] == ["test"]


@pytest.mark.parametrize("kind", list(TYPES), ids=lambda kind: kind.value)
async def test_every_kind_of_thing_says_who_changed_it(logged: Catalog, kind: NodeKind) -> None:
    row = await logged.engine.run_statement(
        "MATCH (n:Entity) WHERE n.label = $label RETURN n.key AS key LIMIT 1", label=kind.value
    )
    key = row[0]["key"] if row else "none"
    read = await changes(logged, kind, key, CENTRE)
    assert read is None if not row else read["nodes"][-1]["revision"] == 1


async def test_what_was_not_yet_done_at_a_revision_is_no_change_then(logged: Catalog) -> None:
    read = await logged.ask(
        "query($id: ID!) { dataset(by: {id: $id}, atRevision: 2) { changes { totalCount nodes { revision } } } }",
        {"id": id_of(NodeKind.DATASET, "wanted")},
    )  # fmt: skip
    assert read["dataset"]["changes"] == {"totalCount": 1, "nodes": [{"revision": 1}]}


async def test_a_page_of_things_reads_their_changes_at_once(logged: Catalog) -> None:
    reads = await logged.reads("{ datasets { nodes { changes(first: 2) { nodes { actor actorUnit { name } } } } } }")  # fmt: skip
    assert reads == ["audit/head", "entity/by_keys", "entity/page", "relation/entity_changes"]
