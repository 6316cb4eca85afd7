"""Aligning the estate anew: in stretches, from where it was broken off, with a trace only of what changes."""

import pytest

from graph_catalog.alignment import realignment
from graph_catalog.alignment.realignment import Report
from graph_catalog.matching.rule_set import rule_set
from tests.collection.test_nets import put
from tests.conftest import Catalog

FIELDS = ("姓名", "公民身份号码", "家庭住址", "联系电话", "备注")
DENOTES = """MATCH (field:Field)-[fact:DENOTES]->(datum) WHERE fact.live_key IS NOT NULL
    RETURN field.name AS name, datum.name AS datum, fact.rule_set AS by ORDER BY name"""
BY_OTHERS = "MATCH (store:CatalogStore) SET store.rule_set = 'older'"
OTHERWISE = """MATCH (field:Field)-[fact:DENOTES]->() WHERE fact.live_key IS NOT NULL
    SET fact.rule_set = 'older', fact.confidence = 0.1"""


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    await put(catalog, *FIELDS)
    return catalog


async def by_other_rules(catalog: Catalog) -> None:
    """Have the store as a release with other rules would have left it."""
    await catalog.engine.run_statement(BY_OTHERS)
    await catalog.engine.run_statement(OTHERWISE)


async def revision(catalog: Catalog) -> int:
    [row] = await catalog.engine.run_statement("MATCH (head:AuditHead) RETURN head.revision AS r")
    number: int = row["r"]
    return number


async def test_what_was_aligned_by_todays_rules_is_passed_over(estate: Catalog) -> None:
    before = await revision(estate)
    assert await realignment.run(estate.engine) == Report(fields=0, changed=0)
    assert await realignment.run(estate.engine, anew=True) == Report(fields=5, changed=0)
    assert await revision(estate) == before


async def test_what_other_rules_aligned_is_read_anew_and_says_by_which(estate: Catalog) -> None:
    known = await estate.engine.run_statement(DENOTES)
    await by_other_rules(estate)
    assert await realignment.run(estate.engine, batch=2) == Report(fields=5, changed=5)
    assert await estate.engine.run_statement(DENOTES) == known
    assert {each["by"] for each in known} == {rule_set()}
    assert await realignment.run(estate.engine) == Report()


async def test_broken_off_it_goes_on_from_the_last_stretch(estate: Catalog) -> None:
    await by_other_rules(estate)

    class BrokenOffError(Exception):
        pass

    def stop(done: Report) -> None:
        raise BrokenOffError(done.fields)

    with pytest.raises(BrokenOffError, match="2"):
        await realignment.run(estate.engine, batch=2, progress=stop)
    assert await realignment.run(estate.engine, batch=2) == Report(fields=3, changed=3)


async def test_the_alignment_of_the_past_can_still_be_asked_for(estate: Catalog) -> None:
    before = await revision(estate)
    await by_other_rules(estate)
    await realignment.run(estate.engine)
    asked = 'query($at: Int) { fields(filter: {name: {eq: "公民身份号码"}}, atRevision: $at) { nodes { alignment { confidence } } } }'
    then, now = [
        (await estate.ask(asked, {"at": at}))["fields"]["nodes"][0]["alignment"]["confidence"]
        for at in (before, None)
    ]
    assert then == 0.1
    assert now > 0.8


async def test_a_field_that_is_surely_another_now_ends_what_its_unit_collected(
    estate: Catalog,
) -> None:
    collects = """MATCH (:Unit)-[fact:COLLECTS]->(datum) WHERE fact.live_key IS NOT NULL
        RETURN datum.name AS name ORDER BY name"""
    before = await estate.engine.run_statement(collects)
    await estate.engine.run_statement(
        """MATCH (:Field {name: '姓名'})-[fact:DENOTES]->() MATCH (other:Datum)<-[:DENOTES]-(:Field {name: '备注'})
        WITH fact, other, startNode(fact) AS field, properties(fact) AS said DELETE fact
        CREATE (field)-[wrong:DENOTES]->(other)
        SET wrong = said, wrong.rule_set = 'older', wrong.confidence = 1.0, wrong.live_key = null"""
    )
    await estate.engine.run_statement(
        "MATCH ()-[wrong:DENOTES {rule_set: 'older'}]->() SET wrong.live_key = wrong.slot"
    )
    await estate.engine.run_statement(BY_OTHERS)
    assert (await realignment.run(estate.engine)).changed == 1
    assert await estate.engine.run_statement(collects) == before
