"""Each way of changing log or store behind the program, and by what it is found."""

import dataclasses
import json
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from graph_catalog.errors import InputFileError, StoreError
from graph_catalog.graph import queries
from graph_catalog.graph.engine import Engine
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import NotPermitted
from graph_catalog.record import audit_log, record, written
from graph_catalog.record.audit import anchors, verification
from graph_catalog.record.audit.anchors import AnchorLostError
from graph_catalog.record.audit.findings import AuditFindingKind as Kind
from graph_catalog.record.audit.verification import Anchor, AuditReport
from graph_catalog.record.change import Change, Intent, Outcome, Work
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district, provide, revise

LAST: Final = 9


@dataclasses.dataclass
class Log:
    """A log of nine entries, eight of them revisions, whose fifth was kept outside; and what can be done to it."""

    engine: Engine
    kept: list[Anchor] = dataclasses.field(default_factory=list)

    async def run(self, statement: str, **params: object) -> list[dict[str, Any]]:
        return await self.engine.run_statement(statement, **params)

    async def entry(self, sequence: int) -> dict[str, Any]:
        row = await self.engine.read("audit/entries", CENTRE, after=sequence - 1, limit=1)
        entry: dict[str, Any] = row["entries"][0]
        assert entry["sequence"] == sequence
        return entry

    async def recompute(self, first: int) -> None:
        """Compute the hashes from an entry on, and the head's, as the program does."""
        previous = (await self.entry(first - 1))["hash"] if first > 1 else ""
        for sequence in range(first, LAST + 1):
            entry = {**await self.entry(sequence), "previous_hash": previous}
            previous = audit_log.entry_hash(entry)
            await self.run(
                "MATCH (e:AuditEntry {sequence: $sequence}) SET e.previous_hash = $before, e.hash = $hash",
                sequence=sequence, before=entry["previous_hash"], hash=previous,
            )  # fmt: skip
        await self.run(
            "MATCH (h:AuditHead) SET h.hash = $hash, h.revision_at = $at",
            hash=previous,
            at=entry["at"],
        )

    async def verify(self, *, by_anchor: bool = False) -> AuditReport:
        return await verification.verify(self.engine, CENTRE, self.kept if by_anchor else ())


@pytest.fixture
async def log(catalog: Catalog) -> Log:
    engine = catalog.engine
    await district().record(engine)
    await revise(engine, NodeKind.DATASET, "residents", name="户籍人口基本信息")
    await revise(
        engine, NodeKind.DATASET, "residents", name="常住人口信息", sharing_reason="含住址"
    )
    await provide(engine, "health", "residents")
    refusal = NotPermitted(message="no")
    await audit_log.commit(engine, OFFICER, Intent("test"), _refusing(refusal))
    await provide(engine, "police", "residents")
    for name in ("救助平台二", "救助平台三"):
        await revise(engine, NodeKind.SYSTEM, "aid", name=name)
    await audit_log.commit(engine, OFFICER, Intent("retract"), _retract)
    log = Log(engine)
    fifth, last = await log.entry(5), await log.entry(LAST)
    log.kept = [Anchor(entry["sequence"], entry["hash"]) for entry in (fifth, last)]
    return log


def _refusing(refusal: NotPermitted) -> Work:
    async def work(_: Change) -> NotPermitted:
        return refusal

    return work


async def _retract(change: Change) -> Outcome:
    await record.retract(change, [record.SlotInterval("ruling", "NAMES|ruling", change.at)])
    return Outcome("ruling")


def kinds(report: AuditReport) -> set[Kind]:
    return {finding.kind for finding in report.findings}


async def test_a_log_that_nobody_touched_is_whole(log: Log) -> None:
    report = await log.verify(by_anchor=True)
    assert (report.entries, report.revisions, report.uncovered) == (9, 8, 0)
    assert report.findings == ()
    assert report.last == log.kept[1]


async def test_an_empty_log_is_whole(catalog: Catalog) -> None:
    report = await verification.verify(catalog.engine, CENTRE)
    assert (report.entries, report.last, report.findings) == (0, None, ())


Tampering = Callable[[Log], Awaitable[object]]


def cypher(statement: str) -> Tampering:
    return lambda log: log.run(statement)


def recomputed(statement: str, first: int) -> Tampering:
    async def tamper(log: Log) -> None:
        await log.run(statement)
        await log.recompute(first)

    return tamper


CUT = "MATCH (e:AuditEntry) WHERE e.sequence > 6 DETACH DELETE e "
SET_BACK = (
    "WITH count(*) AS gone MATCH (h:AuditHead), (e:AuditEntry {sequence: 6}) "
    "SET h.sequence = 6, h.hash = e.hash, h.revision = e.revision, h.revision_at = e.at"
)

OF_THE_LOG: Final[dict[str, tuple[Tampering, set[Kind]]]] = {
    **{
        f"entry {place}, {change}": (
            cypher(f"MATCH (e:AuditEntry {{sequence: {place}}}) SET e.{change}"),
            # The head has the instant of the newest revision as well.
            {Kind.ENTRY_CHANGED, *([Kind.HEAD_DIFFERS] if place == LAST and change.startswith("at =") else [])},
        )
        for place in (1, 4, LAST)
        for change in ("actor = 'x'", "actor_unit = 'x'", "at = e.at + duration('P1D')", "input = 'x'",
                       "operation = 'x'", "actor_id = null", "wrote_marks = ''", "strange = 1",
                       "strange = point({x: 1, y: 2})")
    },
    "refusal turned": (cypher("MATCH (e:AuditEntry {sequence: 5}) SET e.refusal = null"), {Kind.ENTRY_CHANGED}),
    "hash changed": (
        cypher("MATCH (e:AuditEntry {sequence: 4}) SET e.hash = 'x'"),
        {Kind.ENTRY_CHANGED, Kind.CHAIN_BROKEN},
    ),
    "one entry given its hash anew": (
        lambda log: _rehash(log, 4),
        {Kind.CHAIN_BROKEN},
    ),
    "first deleted": (cypher("MATCH (e:AuditEntry {sequence: 1}) DELETE e"), {Kind.ENTRIES_MISSING}),
    "one deleted": (cypher("MATCH (e:AuditEntry {sequence: 4}) DELETE e"), {Kind.ENTRIES_MISSING}),
    "a refusal deleted": (cypher("MATCH (e:AuditEntry {sequence: 5}) DELETE e"), {Kind.ENTRIES_MISSING}),
    "number taken away": (
        cypher("MATCH (e:AuditEntry {sequence: 4}) SET e.sequence = null"),
        {Kind.ENTRIES_MISSING, Kind.STATES_LOOSE},
    ),
    "two swapped": (
        cypher("MATCH (a:AuditEntry {sequence: 3}), (b:AuditEntry {sequence: 4}) "
               "SET a.sequence = 0, b.sequence = 3 SET a.sequence = 4"),
        {Kind.ENTRY_CHANGED, Kind.CHAIN_BROKEN, Kind.REVISION_BROKEN},
    ),
    "tail cut": (cypher(CUT), {Kind.TAIL_CUT, Kind.STATES_UNLOGGED}),
    "last one cut": (cypher(f"MATCH (e:AuditEntry {{sequence: {LAST}}}) DELETE e"), {Kind.TAIL_CUT, Kind.STATES_UNLOGGED}),
    "all cut": (cypher("MATCH (e:AuditEntry) DELETE e"), {Kind.TAIL_CUT, Kind.STATES_UNLOGGED}),
    "tail cut and head set back": (cypher(CUT + SET_BACK), {Kind.STATES_UNLOGGED}),
    "head's hash changed": (cypher("MATCH (h:AuditHead) SET h.hash = 'x'"), {Kind.HEAD_DIFFERS}),
    "head set back alone": (cypher("MATCH (h:AuditHead) SET h.sequence = 4"), {Kind.HEAD_DIFFERS}),
    **{
        f"head's {change}": (cypher(f"MATCH (h:AuditHead) SET h.{change}"), {Kind.HEAD_DIFFERS})
        for change in ("revision_at = h.revision_at + duration('PT1S')", "revision_at = null", "revision_at = 'x'",
                       "hash = null", "revision = null", "sequence = 'x'", "sequence = 9.0")
    },
    "head deleted": (cypher("MATCH (h:AuditHead) DELETE h"), {Kind.HEAD_MISSING}),
    "head renamed": (cypher("MATCH (h:AuditHead) SET h.id = 'tail'"), {Kind.HEAD_MISSING, Kind.STATES_LOOSE}),
    "head's number taken away": (cypher("MATCH (h:AuditHead) SET h.sequence = null"), {Kind.HEAD_MISSING}),
    "head's revision changed": (cypher("MATCH (h:AuditHead) SET h.revision = 99"), {Kind.HEAD_DIFFERS}),
}  # fmt: skip
"""What is done to the log, and what finds it without anything kept outside."""


async def _rehash(log: Log, sequence: int) -> None:
    await log.run("MATCH (e:AuditEntry {sequence: $n}) SET e.actor = 'x'", n=sequence)
    hash_ = audit_log.entry_hash(await log.entry(sequence))
    await log.run("MATCH (e:AuditEntry {sequence: $n}) SET e.hash = $hash", n=sequence, hash=hash_)


@pytest.mark.parametrize("done", OF_THE_LOG)
async def test_what_is_done_to_the_log_is_found_by_chain_or_head(log: Log, done: str) -> None:
    tamper, found = OF_THE_LOG[done]
    await tamper(log)
    assert kinds(await log.verify()) == found


REVERTED = (
    "MATCH (s:System {key: 'aid'})-[t:STATE]->(p:State) WITH s, t, p ORDER BY p.version LIMIT 1 "
    "SET s += p {.name, .rev_from, .version} WITH s MATCH (s)-[t:STATE]->(p:State) DETACH DELETE p"
)

BY_ANCHOR_ALONE: Final[dict[str, tuple[Tampering, set[Kind]]]] = {
    "actor changed, recomputed from there": (
        recomputed("MATCH (e:AuditEntry {sequence: 4}) SET e.actor = 'x'", 4),
        {Kind.ANCHOR_DIFFERS},
    ),
    "actor changed in the entry kept, recomputed": (
        recomputed("MATCH (e:AuditEntry {sequence: 5}) SET e.actor = 'x'", 5),
        {Kind.ANCHOR_DIFFERS},
    ),
    "actor changed after the first kept, recomputed": (
        recomputed("MATCH (e:AuditEntry {sequence: 7}) SET e.actor = 'x'", 7),
        {Kind.ANCHOR_DIFFERS},
    ),
    "all recomputed": (
        recomputed("MATCH (e:AuditEntry) SET e.at = e.at + duration('P1D')", 1),
        {Kind.ANCHOR_DIFFERS},
    ),
    "tail cut, head set back, states brought back": (
        cypher(
            "MATCH (e:AuditEntry) WHERE e.sequence > 8 DETACH DELETE e WITH count(*) AS gone "
            "MATCH (h:AuditHead), (e:AuditEntry {sequence: 8}) "
            "SET h.sequence = 8, h.hash = e.hash, h.revision = e.revision, h.revision_at = e.at WITH h "
            "MATCH ()-[f:NAMES {slot: 'NAMES|ruling'}]->() WHERE f.rev_from = 8 DELETE f WITH count(*) AS gone "
            "MATCH ()-[f:NAMES {slot: 'NAMES|ruling'}]->() "
            "SET f.rev_to = 9223372036854775807, f.live_key = f.slot"
        ),
        {Kind.ANCHOR_MISSING},
    ),
}  # fmt: skip
"""What somebody does who knows how the program computes its hashes."""


@pytest.mark.parametrize("done", BY_ANCHOR_ALONE)
async def test_a_chain_that_was_computed_again_is_found_by_what_was_kept_outside(
    log: Log, done: str
) -> None:
    tamper, found = BY_ANCHOR_ALONE[done]
    await tamper(log)
    assert kinds(await log.verify()) == set()
    assert kinds(await log.verify(by_anchor=True)) == found


NODE = "MATCH (n:Dataset {key: 'lowincome'}) "
STATE = "MATCH (:Dataset {key: 'residents'})-[t:STATE]->(p:State {version: 1}) "
GHOST = "MATCH (d:Dataset {key: 'lowincome'}) CREATE (:Unit {key: 'civil'})"
FACT = "MATCH (a)-[f:PROVIDES {slot: 'PROVIDES|lowincome'}]->(b) "
CLOSED = "MATCH (a)-[f:PROVIDES {slot: 'PROVIDES|residents'}]->(b) WHERE f.rev_to < 100 WITH a, f, b LIMIT 1 "
MADE = "CREATE (x)-[:%s {key: 'k', slot: 'k', rev_from: %s, rev_to: %s, valid_from: f.valid_from, valid_to: f.valid_to, live_key: 'k'}]->(y)"  # fmt: skip

OF_STATES: Final[dict[str, tuple[str, set[Kind]]]] = {
    **{
        f"attribute of a thing, {change}": (NODE + f"SET n.{change}", {Kind.STATES_DIFFER})
        for change in (
            "sharing_class = 'NOT_SHARED'", "name = 'x'", "description = 'x'", "status = null", "strange = true",
            "created_rev = 0", "masked_offer = point({x: 1, y: 2})",
        )
    },
    "attribute of a state": (STATE + "SET p.name = 'x'", {Kind.STATES_DIFFER}),
    "attribute taken from a state": (STATE + "SET p.code = null", {Kind.STATES_DIFFER, Kind.STATES_UNFIT}),
    "end of a state": (STATE + "SET p.rev_to = 7", {Kind.STATES_UNFIT}),
    "label of a thing": (NODE + "SET n:System REMOVE n:Dataset", {Kind.STATES_UNFIT}),
    **{
        f"label {label} added to a thing": (NODE + f"SET n:{label}", {Kind.STATES_UNFIT, *others})
        for label, *others in (("System",), ("Unit",), ("Strange",), ("State", Kind.STATES_LOOSE), ("AuditEntry", Kind.STATES_LOOSE))
    },
    "label of all things taken": (NODE + "REMOVE n:Entity", {Kind.STATES_DIFFER, Kind.STATES_LOOSE}),
    "label added to a state": (STATE + "SET p:Dataset", {Kind.STATES_UNFIT, Kind.STATES_LOOSE}),
    "code that is searched by": (NODE + "SET n.live_code = 'Dataset|x'", {Kind.STATES_UNFIT}),
    "revision of a thing": (NODE + "SET n.rev_from = 2", {Kind.STATES_DIFFER}),
    "version of a thing": (NODE + "SET n.version = 2", {Kind.STATES_DIFFER, Kind.STATES_UNFIT}),
    "key of a thing": (NODE + "SET n.key = 'other'", {Kind.STATES_DIFFER}),
    "thing deleted": (NODE + "DETACH DELETE n", {Kind.STATES_DIFFER}),
    "thing added": (
        "CREATE (:Entity:Unit {key: 'new', label: 'Unit', name: 'x', version: 1, rev_from: 1, created_rev: 1})",
        {Kind.STATES_DIFFER},
    ),
    "thing added, of a revision to come": (
        "CREATE (:Entity:Unit {key: 'new', label: 'Unit', name: 'x', version: 1, rev_from: 99, created_rev: 99})",
        {Kind.STATES_UNLOGGED},
    ),
    **{
        f"thing added, its key {key or 'none'}": (
            "CREATE (:Entity:Unit {label: 'Unit', name: 'x', version: 1, rev_from: 1" + (f", key: {key}" if key else "") + "})",
            {Kind.STATES_LOOSE},
        )
        for key in ("5", "''", "1.5", "true", "")
    },
    **{
        f"log entry added, its number {number or 'none'}": (
            "CREATE (:AuditEntry {actor: 'forger', hash: 'x'" + (f", sequence: {number}" if number else "") + "})",
            {Kind.STATES_LOOSE},
        )
        for number in ("0", "-5", "'7'", "")
    },
    "thing added, of no revision": (
        "CREATE (:Entity:Unit {key: 'new', label: 'Unit', name: 'x', version: 1})",
        {Kind.STATES_UNLOGGED},
    ),
    "thing added, of revision none": (
        "CREATE (:Entity:Unit {key: 'new', label: 'Unit', name: 'x', version: 1, rev_from: 0})",
        {Kind.STATES_UNLOGGED},
    ),
    "state deleted": (STATE + "DETACH DELETE p", {Kind.STATES_DIFFER, Kind.STATES_UNFIT}),
    "state cut off": (STATE + "DELETE t", {Kind.STATES_DIFFER, Kind.STATES_UNFIT, Kind.STATES_LOOSE}),
    "state put behind another": (
        STATE + "MATCH (o:Unit {key: 'civil'}) DELETE t CREATE (o)-[:STATE]->(p)",
        {Kind.STATES_UNFIT},
    ),
    "fact's property": (FACT + "SET f.strange = 'x'", {Kind.STATES_DIFFER}),
    "fact's beginning": (FACT + "SET f.valid_from = datetime('2020-01-01T00:00:00Z')", {Kind.STATES_DIFFER}),
    "fact's end": (
        FACT + "SET f.valid_to = datetime('2020-01-01T00:00:00Z'), f.live_key = null",
        {Kind.STATES_DIFFER},
    ),
    "fact's live mark": (FACT + "SET f.live_key = null", {Kind.STATES_UNFIT}),
    "fact's revision": (FACT + "SET f.rev_from = 2", {Kind.STATES_DIFFER}),
    "fact closed": (FACT + "SET f.rev_to = 4, f.live_key = null", {Kind.STATES_DIFFER}),
    "fact closed, at no revision": (FACT + "SET f.rev_to = 99, f.live_key = null", {Kind.STATES_UNLOGGED}),
    "fact opened again": (
        CLOSED + "SET f.rev_to = 9223372036854775807",
        {Kind.STATES_DIFFER, Kind.STATES_UNFIT},
    ),
    "closed fact's property": (CLOSED + "SET f.valid_to = datetime('2020-01-01T00:00:00Z')", {Kind.STATES_DIFFER}),
    "fact deleted": (FACT + "DELETE f", {Kind.STATES_DIFFER}),
    "closed fact deleted": (CLOSED + "DELETE f", {Kind.STATES_DIFFER}),
    "fact added": (
        FACT + "MATCH (x:Unit {key: 'civil'}), (y:Dataset {key: 'wanted'}) " + MADE % ("PROVIDES", 1, 2**63 - 1),
        {Kind.STATES_DIFFER},
    ),
    "fact added, of another type": (
        FACT + "MATCH (x:Unit {key: 'civil'}), (y:Dataset {key: 'wanted'}) " + MADE % ("STRANGE", 1, 2**63 - 1),
        {Kind.STATES_DIFFER},
    ),
    "fact added, of a revision to come": (
        FACT + "MATCH (x:Unit {key: 'civil'}), (y:Dataset {key: 'wanted'}) " + MADE % ("PROVIDES", 99, 2**63 - 1),
        {Kind.STATES_UNLOGGED},
    ),
    "fact hung elsewhere": (
        FACT + "MATCH (x:Unit {key: 'health'}) CREATE (x)-[g:PROVIDES]->(b) "
        "WITH f, g, properties(f) AS said DELETE f SET g = said",
        {Kind.STATES_DIFFER},
    ),
    "fact of a unit that is no thing": (GHOST + "-[:PROVIDES {live_key: 'x', slot: 'x', rev_from: 1}]->(d)", {Kind.STATES_LOOSE}),
    "fact to what has no label": (
        "MATCH (d:Dataset {key: 'lowincome'}) CREATE (d)-[:COVERED_BY]->()",
        {Kind.STATES_LOOSE},
    ),
    "second head": ("CREATE (:AuditHead {id: 'neck', sequence: 9})", {Kind.STATES_LOOSE}),
    **{
        f"{kind.value} that is no thing": (f"CREATE (:{kind.value} {{key: 'ghost'}})", {Kind.STATES_LOOSE})
        for kind in NodeKind
    },
    "fact turned round": (
        FACT + "CREATE (b)-[g:PROVIDES]->(a) WITH f, g, properties(f) AS said DELETE f SET g = said",
        {Kind.STATES_DIFFER},
    ),
}  # fmt: skip
"""What is done to the content behind the log."""


@pytest.mark.parametrize("done", OF_STATES)
async def test_what_is_done_to_the_content_behind_the_log_is_found(log: Log, done: str) -> None:
    statement, found = OF_STATES[done]
    await log.run(statement)
    report = await log.verify(by_anchor=True)
    assert kinds(report) == found
    assert all(finding.message for finding in report.findings)


async def test_what_was_changed_is_named_and_what_is_missing_counted(log: Log) -> None:
    await log.run(NODE + "SET n.sharing_class = 'NOT_SHARED'")
    (changed,) = (await log.verify()).findings
    assert changed.things == ("Dataset lowincome 低保对象信息",)
    assert (changed.revision, changed.sequence, changed.count == changed.until) == (1, 1, True)
    await log.run(NODE + "DETACH DELETE n")
    (missing,) = (await log.verify()).findings
    assert (missing.things, missing.count) == ((), (missing.until or 0) - 5)


async def test_what_is_changed_in_place_by_the_program_is_no_part_of_it(log: Log) -> None:
    await log.run(FACT + "SET f.last_confirmed = datetime(), f.confirmed_by = 'x'")
    assert (await log.verify()).is_whole


async def test_entries_of_earlier_releases_are_counted_as_not_covered(log: Log) -> None:
    await log.run("MATCH (e:AuditEntry) WHERE e.sequence < 4 SET e.wrote = null, e.wrote_hash = null, e.wrote_marks = null")  # fmt: skip
    await log.recompute(1)
    await log.run(NODE + "SET n.name = 'x'")
    report = await log.verify()
    assert (report.uncovered, report.findings) == (3, ())
    await log.run("MATCH (e:AuditEntry {sequence: 6}) SET e.wrote = null, e.wrote_hash = null, e.wrote_marks = null")  # fmt: skip
    await log.recompute(6)
    assert kinds(await log.verify()) == {Kind.DIGEST_MISSING}


async def test_a_bulk_change_is_covered_without_naming(catalog: Catalog) -> None:
    estate = district()
    for number in range(300):
        estate.unit(f"u{number}", f"第{number}单位")
    await estate.record(catalog.engine)
    log = Log(catalog.engine)
    assert (await log.verify()).is_whole
    await log.run("MATCH (n:Unit {key: 'u7'}) SET n.name = 'x'")
    (finding,) = (await log.verify()).findings
    assert (finding.kind, finding.things) == (Kind.STATES_DIFFER, ())


async def test_what_is_written_without_a_change_being_told_is_logged_all_the_same(
    catalog: Catalog,
) -> None:
    await district().record(catalog.engine)

    async def work(change: Change) -> Outcome:
        await record.revise(change, NodeKind.UNIT, {"civil": {"name": "x"}})
        return Outcome("civil", changed=False)

    await audit_log.commit(catalog.engine, CENTRE, Intent("test"), work)
    report = await verification.verify(catalog.engine, CENTRE)
    assert (report.revisions, report.findings) == (2, ())


def test_every_file_that_writes_is_in_the_log_or_said_to_be_outside() -> None:
    writing = {name for name, query in queries.load(queries.root()).items() if query.writes}
    assert writing == written.IN_THE_LOG | set(written.OUTSIDE_THE_LOG)


async def appended(log: Log, path: Path) -> Sequence[dict[str, Any]]:
    await anchors.append(log.engine, CENTRE, path)
    return _lines(path)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


async def test_the_head_is_appended_when_it_has_moved(log: Log, tmp_path: Path) -> None:
    path = tmp_path / "kept" / "anchors"
    assert [line["sequence"] for line in await appended(log, path)] == [LAST]
    assert [line["sequence"] for line in await appended(log, path)] == [LAST]
    await revise(log.engine, NodeKind.SYSTEM, "aid", name="救助平台四")
    lines = await appended(log, path)
    assert [(line["sequence"], line["revision"]) for line in lines] == [(9, 8), (10, 9)]
    assert lines[1]["at"].endswith("Z")
    report = await verification.verify(log.engine, CENTRE, anchors.read(path))
    assert report.is_whole


@pytest.mark.parametrize("done", ["cut", "recomputed"])
async def test_to_a_log_that_lost_its_anchor_nothing_is_appended(
    log: Log, tmp_path: Path, done: str
) -> None:
    path = tmp_path / "anchors"
    await appended(log, path)
    before = path.read_bytes()
    if done == "cut":
        await log.run(CUT + SET_BACK)
    else:
        await recomputed("MATCH (e:AuditEntry {sequence: 4}) SET e.actor = 'x'", 4)(log)
    with pytest.raises(AnchorLostError):
        await anchors.append(log.engine, CENTRE, path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("line", ["{", "[]", '{"sequence": 1}', '{"sequence": "1", "hash": "x"}', '{"sequence": 1, "hash": 3}'])  # fmt: skip
async def test_a_line_that_is_no_anchor_is_named(log: Log, tmp_path: Path, line: str) -> None:
    path = tmp_path / "anchors"
    await appended(log, path)
    with path.open("a", encoding="utf-8") as file:
        file.write(line)
    with pytest.raises(InputFileError, match="2"):
        await anchors.append(log.engine, CENTRE, path)


async def test_nothing_is_appended_of_an_empty_log(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "anchors"
    assert await anchors.append(catalog.engine, CENTRE, path) is None
    assert not path.exists()


async def test_of_a_log_without_its_head_nothing_is_appended(log: Log, tmp_path: Path) -> None:
    await log.run("MATCH (h:AuditHead) DELETE h")
    with pytest.raises(StoreError):
        await anchors.append(log.engine, CENTRE, tmp_path / "anchors")
    assert not (tmp_path / "anchors").exists()
