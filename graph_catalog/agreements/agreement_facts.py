"""The facts that agreements and their uses consist of, and agreements on record about the same matter."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

from graph_catalog.graph.engine import Row
from graph_catalog.model import wording
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.agreements import RecordAgreementInput, UsageInput
from graph_catalog.model.instant import OPEN_END
from graph_catalog.record import keys, record, references
from graph_catalog.record.change import Change
from graph_catalog.record.intervals import Interval
from graph_catalog.record.validity import Period


@dataclasses.dataclass(frozen=True)
class RightOnRecord(Interval):
    """An interval of an agreement on record; its holder is what was decided."""

    described: Row
    usages: Mapping[tuple[str, str], str]
    """The name of each, by its dataset (key) and its name as it is told from others."""
    voice: str | None
    """The unit by whose word alone it stands."""

    @classmethod
    def read(cls, row: Row) -> Self:
        """Read what `agreements/agreements` says."""
        start, end = (row[name].to_native() for name in ("valid_from", "valid_to"))
        uses = {(dataset, wording.folded(name)): name for dataset, name in row["usages"]}
        described, voice = row["described"], row["voice"]
        ended_at = row["ended_at"] and row["ended_at"].to_native()
        return cls(
            described["key"],
            row["decision"],
            (start, end),
            described,
            uses,
            voice,
            ended_at=ended_at,
        )

    @property
    def decision(self) -> str:
        """What was decided."""
        return self.holder

    @property
    def code(self) -> str:
        """Its code as it is told from others, empty where it has none."""
        return wording.folded(self.described.get("code") or "")

    @property
    def is_waiting(self) -> bool:
        """Whether it is a request on which nothing was decided."""
        return self.decision == AgreementStatus.PENDING.value and self.period[1] == OPEN_END

    def has(self, attributes: Row) -> bool:
        """Tell whether it says what an input says beside what makes it the same right."""
        return all(
            self.described.get(name) == attributes[name] for name in ("opinion", "legal_basis")
        )

    def asks(self, given: RecordAgreementInput) -> bool:
        """Tell whether it asks for the dates that an input asks for, as far as that names any."""
        start, end = (self.described[name].to_native() for name in ("valid_from", "valid_to"))
        return (given.valid_from is None or given.valid_from.since == start) and (
            given.valid_to is None or given.valid_to.until == end
        )


def stated(
    key: str, consumer: str, datasets: Sequence[str], period: Period, attributes: Row
) -> list[record.Fact]:
    """Return the facts that an agreement consists of for a time."""
    facts = [
        record.Fact("GRANTED_TO", key, consumer, f"GRANTED_TO|{key}", key, *period, attributes)
    ]
    return facts + [
        record.Fact("COVERS", key, dataset, f"COVERS|{key}|{dataset}", key, *period, attributes)
        for dataset in datasets
    ]


class Use(NamedTuple):
    """Under which agreement who uses what, when, and by whose word alone."""

    agreement: str
    consumer: str
    dataset: str
    period: Period
    voice: str | None
    extended: RightOnRecord | None
    """How the agreement stood, where it was on record before."""


async def record_use(change: Change, given: UsageInput, use: Use) -> None:
    """Put a use on record, or extend the one that is; a new agreement may have two of one name."""
    on_record = {} if use.extended is None else use.extended.usages
    name = on_record.get((use.dataset, wording.folded(given.name)), given.name)
    natural = (use.agreement, use.dataset, name)
    key = keys.mint(NodeKind.USAGE, *natural)
    if use.extended is None:
        key = await references.free_key(change, NodeKind.USAGE, *natural)
    if key not in await record.current(change, [key]):
        attributes = {"name": given.name, "purpose": given.purpose, "domain": given.domain}
        await record.register(change, [record.NewEntity(NodeKind.USAGE, key, attributes)])
    used = (use.period[0], OPEN_END) if given.open_ended else use.period
    attributes = {"voice": use.voice}
    await record.assert_facts(
        change,
        [
            record.Fact("MAKES", use.consumer, key, f"MAKES|{key}", key, *used, attributes),
            record.Fact("OF", key, use.dataset, f"OF|{key}", key, *used, attributes),
            record.Fact("UNDER", key, use.agreement, f"UNDER|{key}", key, *used, attributes),
        ],
    )


async def of_one_matter(
    change: Change, consumer: str, datasets: Sequence[str], said: Row
) -> list[RightOnRecord]:
    """Return agreements on record that give one consumer (key) the same datasets (keys, in order), for what another is `said` to be.

    They are of one name, kind, purpose and method, however these are written.
    """
    called = wording.folded(said["name"])
    rows = (await change.run("agreements/agreements", consumer=consumer, called=called))[
        "agreements"
    ]
    return [
        RightOnRecord.read(row)
        for row in rows
        if row["datasets"] == datasets and _is_one_matter(row["described"], said)
    ]


def _is_one_matter(one: Row, other: Row) -> bool:
    purposes = {wording.folded(each.get("purpose") or "") for each in (one, other)}
    return len(purposes) == 1 and all(
        record.plain(one.get(name)) == record.plain(other.get(name)) for name in ("kind", "method")
    )
