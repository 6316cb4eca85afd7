"""Verifying the audit log: its chain, its head, what was kept of it elsewhere, and the states that it describes.

Nothing here is believed because it stands in the store: an entry has the hash that its content gives, the head is the
last entry, and what a revision wrote is computed anew from the things and facts that say they are of that revision.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import ReadScope
from graph_catalog.record.audit.findings import AuditFinding, AuditFindingKind
from graph_catalog.record.audit.states import States
from graph_catalog.record.audit_log import entry_hash
from graph_catalog.record.written import digest, is_marked

_BATCH: Final = 2000
_MOST_WALKS: Final = 3
"""Times that the store is read while others write to it."""
_MOST_FINDINGS: Final = 100


@dataclasses.dataclass(frozen=True)
class Anchor:
    """An entry as it was noted outside of the store."""

    sequence: int
    hash: str


@dataclasses.dataclass(frozen=True)
class AuditReport:
    """What verifying found.

    `last` is the newest entry, None of an empty log; `uncovered` counts the revisions of earlier releases, which
    have no digest of what they wrote.
    """

    entries: int
    revisions: int
    last: Anchor | None
    uncovered: int
    findings: tuple[AuditFinding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


@dataclasses.dataclass
class _Chain:
    """The log as far as it was read."""

    expected: Mapping[int, Sequence[str]]
    entries: int = 0
    sequence: int = 0
    revision: int = 0
    revision_at: object = None
    hash: str = ""
    uncovered: int = 0
    is_torn: bool = False
    """Whether entries are missing since the last revision."""
    wrote: dict[int, Row] = dataclasses.field(default_factory=dict)
    """What the entries say of what their revisions wrote, by revision."""
    findings: list[AuditFinding] = dataclasses.field(default_factory=list)

    def find(self, kind: AuditFindingKind, **where: Any) -> None:  # noqa: ANN401  # fields of a finding
        self.findings.append(AuditFinding(kind, **where))

    def follow(self, entry: Row) -> None:
        """Compare the next entry with those before."""
        sequence, revision = entry["sequence"], entry.get("revision")
        if sequence != self.sequence + 1:
            self.is_torn = True
            self.find(
                AuditFindingKind.ENTRIES_MISSING, sequence=self.sequence + 1, until=sequence - 1
            )
        elif entry.get("previous_hash") != self.hash:
            self.find(AuditFindingKind.CHAIN_BROKEN, sequence=sequence)
        hash_ = entry_hash(entry)
        if hash_ != entry.get("hash"):
            self.find(AuditFindingKind.ENTRY_CHANGED, sequence=sequence)
        if isinstance(revision, int):
            if revision != self.revision + 1 and not self.is_torn:
                self.find(AuditFindingKind.REVISION_BROKEN, sequence=sequence, revision=revision)
            self._note(sequence, revision, entry)
            self.revision, self.is_torn = revision, False
            self.revision_at = entry.get("at")
        if any(kept != hash_ for kept in self.expected.get(sequence, ())):
            self.find(AuditFindingKind.ANCHOR_DIFFERS, sequence=sequence)
        self.sequence, self.hash = sequence, str(entry.get("hash"))
        self.entries += 1

    def _note(self, sequence: int, revision: int, entry: Row) -> None:
        if "wrote_hash" in entry:
            self.wrote[revision] = entry
        elif self.wrote:
            self.find(AuditFindingKind.DIGEST_MISSING, sequence=sequence, revision=revision)
        else:
            self.uncovered += 1

    def end(self, head: Row) -> None:
        """Compare the last entry with the head, and see that everything that was kept is there."""
        if head["sequence"] is None:
            self.find(AuditFindingKind.HEAD_MISSING)
        elif not isinstance(head["sequence"], int):  # somebody has written there what is no number
            self.find(AuditFindingKind.HEAD_DIFFERS, sequence=self.sequence)
        elif head["sequence"] > self.sequence:
            self.find(AuditFindingKind.TAIL_CUT, sequence=self.sequence + 1, until=head["sequence"])
        elif (head["sequence"], head["hash"], head["revision"]) != (
            self.sequence,
            self.hash,
            self.revision,
        ) or (self.revision and head["revision_at"] != self.revision_at):
            self.find(AuditFindingKind.HEAD_DIFFERS, sequence=self.sequence, until=head["sequence"])
        for sequence in sorted(sequence for sequence in self.expected if sequence > self.sequence):
            self.find(AuditFindingKind.ANCHOR_MISSING, sequence=sequence)


async def verify(engine: Engine, viewer: ReadScope, kept: Sequence[Anchor] = ()) -> AuditReport:
    """Verify the whole log, and that the entries in `kept` are in it as they were."""
    expected: dict[int, list[str]] = {}
    for anchor in kept:
        expected.setdefault(anchor.sequence, []).append(anchor.hash)
    chain = _Chain(expected)
    head = await _read_chain(engine, viewer, chain)
    chain.end(head)
    states = await _compare(engine, viewer, chain, head)
    last = Anchor(chain.sequence, chain.hash) if chain.entries else None
    found = (*chain.findings, *states)
    return AuditReport(chain.entries, chain.revision, last, chain.uncovered, found[:_MOST_FINDINGS])


async def _read_chain(engine: Engine, viewer: ReadScope, chain: _Chain) -> Row:
    """Read to the end, which others may move meanwhile; return the head as it was at that end."""
    while True:
        row = await engine.read("audit/entries", viewer, after=chain.sequence, limit=_BATCH)
        for entry in row["entries"]:
            chain.follow(entry)
        if row["entries"]:
            continue
        head = await engine.read("audit/chain_head", viewer)
        after = await engine.read("audit/entries", viewer, after=chain.sequence, limit=1)
        if not after["entries"]:
            return head


async def _compare(
    engine: Engine, viewer: ReadScope, chain: _Chain, head: Row
) -> tuple[AuditFinding, ...]:
    """Compare what stands in the store with the entries, again where somebody wrote while it was read."""
    naming: frozenset[int] = frozenset()
    found: tuple[AuditFinding, ...] = ()
    for _ in range(_MOST_WALKS):
        states = await States.read(engine, viewer, naming)
        found = tuple(_differences(states, chain))
        now = await engine.read("audit/chain_head", viewer)
        wanted = frozenset(
            each.revision
            for each in found
            if each.kind is AuditFindingKind.STATES_DIFFER and each.revision is not None
        )
        if not found or (now == head and wanted <= naming):
            break
        # Once more: to name the things that differ, or because what is newer than the log as it was read may be
        # somebody's change of just now, of which the log goes on to tell.
        naming, head = wanted, await _read_chain(engine, viewer, chain)
    return found


def _differences(states: States, chain: _Chain) -> Iterator[AuditFinding]:
    for thing in states.unfit:
        yield AuditFinding(AuditFindingKind.STATES_UNFIT, things=(thing,))
    if states.loose:
        yield AuditFinding(AuditFindingKind.STATES_LOOSE, count=states.loose)
    for revision in sorted({*states.hashes, *chain.wrote}):
        hashes = states.hashes.get(revision, [])
        said = chain.wrote.get(revision)
        if said is not None and digest(hashes) != said["wrote_hash"]:
            marked = str(said.get("wrote_marks", ""))
            named = states.things.get(revision, ()) if marked else ()
            yield AuditFinding(
                AuditFindingKind.STATES_DIFFER,
                sequence=said["sequence"],
                revision=revision,
                count=len(hashes),
                until=said.get("wrote"),
                things=tuple(
                    sorted({thing for hash_, thing in named if not is_marked(hash_, marked)})
                ),
            )
        if said is None and not 1 <= revision <= chain.revision:
            yield AuditFinding(
                AuditFindingKind.STATES_UNLOGGED, revision=revision, count=len(hashes)
            )
