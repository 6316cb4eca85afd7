"""What becomes of sources where two data turn out to be one: the one that is left behind goes along, and two do not stand.

Whoever rules so says which source stays where both have one for overlapping coverages. What the lexicon or an import
joins, nobody can be asked about: there the one that is left behind is a finding (R-15c). All of it lasts as long as the
fields denote the other datum: a ruling that ends by itself leaves the sources as they are from then on.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from graph_catalog.agreements import sources
from graph_catalog.agreements.sources import Designated
from graph_catalog.alignment.alignment import Shift
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import utc
from graph_catalog.model.refusals import Conflict
from graph_catalog.record import entity_rows, intervals, keys, record, references, withdrawal
from graph_catalog.record.change import Change
from graph_catalog.record.references import Thing
from graph_catalog.record.validity import Period


async def follow(
    change: Change,
    shifts: Iterable[Shift],
    stays: Thing | None,
    ruling: str,
    given_back: Mapping[str, Sequence[Period]],
) -> tuple[str, ...] | Conflict:
    """Let designations go along with the fields that a ruling (key) moved from one datum to another; say who loses one.

    `given_back`: times that the end of the ruling which this one replaces gave back to designations (keys); to take just
    these away again is no loss.
    """
    rows = [
        {"was": was, "now": now, "since": utc(start), "until": utc(end)}
        for was, now, (start, end) in sorted(map(dataclasses.astuple, shifts))
    ]
    if not rows:
        return ()
    going = _GoingAlong(change, stays, ruling, given_back)
    for each in (await change.run("rulings/merging", shifts=rows))["designations"]:
        if refusal := await going.take(each):
            return refusal
    return tuple(going.lost)


@dataclasses.dataclass(frozen=True)
class _GoingAlong:
    """A ruling's sources: what it has brought along so far, by datum, dataset, coverage and basis, and who loses one by it."""

    change: Change
    stays: Thing | None
    ruling: str
    given_back: Mapping[str, Sequence[Period]]
    brought: dict[tuple[str, str, str, str | None], tuple[str, list[Period]]] = dataclasses.field(
        default_factory=dict
    )
    lost: dict[str, None] = dataclasses.field(default_factory=dict)
    """What is said of each, in order."""

    async def take(self, row: Row) -> Conflict | None:
        """Take one stretch of a designation to the datum that its dataset has now."""
        left = Designated.read(row)
        since, until = row["since"].to_native(), row["until"].to_native()
        period = max(since, left.period[0]), min(until, left.period[1])
        there, _ = await sources.live(self.change, row["now"])
        against = [
            each
            for each in there
            if each.dataset != left.dataset
            and each.meets(period)
            and coverage.overlaps(each.coverage, left.coverage)
        ]
        named = None if self.stays is None else self.stays.key
        for other in against:
            if named not in {left.dataset, other.dataset}:
                return _two_sources(row, left, other)
        losing = against if named == left.dataset else [left] if against else []
        self.lost.update(
            (sources.loses(row["now_name"], each, self.change), None)
            for each in losing
            if self._is_loss(each, period)
        )
        await self._take([left], period)
        reason = say(zh="并入同一个数", en="its datum was ruled to be another")
        await sources.close(self.change, left.key, reason)
        if named == left.dataset:
            await self._take(against, period)
            against = []
        own = [each for each in there if each.is_alike(left)]
        taken = [each.period for each in (*against, *own)]
        await self._bring(row, left, intervals.free(period, taken))
        return None

    def _is_loss(self, losing: Designated, period: Period) -> bool:
        """Tell whether it loses a time that it had before the change."""
        taken = max(period[0], losing.period[0]), min(period[1], losing.period[1])
        return bool(intervals.free(taken, self.given_back.get(losing.key, ())))

    async def _take(self, losing: Sequence[Designated], period: Period) -> None:
        """Take a time away from designations, and put on record that this ruling did."""
        await withdrawal.give_way(self.change, {each.key for each in losing}, period)
        taken = [
            (each.key, cut)
            for each in losing
            for cut, _ in intervals.clipped([(each.period, each)], period)
        ]
        await record.assert_facts(
            self.change,
            [
                record.Fact("TAKES", self.ruling, key, _takes(self.ruling, key), key, *cut)
                for key, cut in taken
            ],
        )

    async def _bring(self, row: Row, left: Designated, periods: Sequence[Period]) -> None:
        """Make a dataset the source of the datum that it has now, as part of the ruling."""
        if not periods:
            return
        slot = coverage.slot(left.coverage)
        place = row["now"], left.dataset, slot, left.basis
        key, had = self.brought.get(place, (None, []))
        whole = intervals.union([*had, *periods])
        attributes = {"valid_from": whole[0][0], "valid_to": whole[-1][1]}
        if key is None:
            key = await references.free_key(
                self.change, NodeKind.DESIGNATION, row["now"], left.dataset, slot
            )
            new = {
                "name": f"{row['now_name']} ← {left.dataset_name}",
                "basis": left.basis,
                "ruling": self.ruling,
                **attributes,
                **entity_rows.flat_coverage(left.coverage),
            }
            await record.register(self.change, [record.NewEntity(NodeKind.DESIGNATION, key, new)])
        self.brought[place] = key, whole
        await record.assert_facts(
            self.change,
            [
                fact
                for period in whole
                for fact in sources.facts_of(
                    key, dataclasses.replace(left, datum=row["now"]), period, left.basis
                )
            ],
        )


async def give_back(change: Change, ruling: str, designation: str, period: Period) -> None:
    """Put on record that a ruling does not take a time away from a designation any more (keys)."""
    interval = record.SlotInterval(designation, _takes(ruling, designation), *period)
    await record.retract(change, [interval])


def _takes(ruling: str, designation: str) -> str:
    return f"TAKES|{ruling}|{designation}"


def _two_sources(row: Row, left: Designated, other: Designated) -> Conflict:
    ids = [keys.encode(NodeKind.DATASET, each.dataset) for each in (left, other)]
    return Conflict(
        message=say(
            zh=f"两个数各有源头：“{left.dataset_name}”（id：{ids[0]}）与“{other.dataset_name}”（id：{ids[1]}）；"
            f"裁定后同为“{row['now_name']}”。一数一源：请在 sourceId 中写明以哪一个为源。",
            en=f"Each of the two data has a source: {left.dataset_name} (id: {ids[0]}) and {other.dataset_name} (id: {ids[1]}); "
            f"by the ruling both are {row['now_name']}. One datum, one source: say in sourceId which one stays.",
        ),
        path=["input", "sourceId"],
        rule="第十五条第一款",
    )
