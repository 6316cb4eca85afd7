"""Putting on record where sources count under the rulings in force, and saying what is otherwise than before."""

import dataclasses
from collections.abc import Iterable, Sequence

from graph_catalog.agreements import designated
from graph_catalog.agreements.designated import Designated
from graph_catalog.language import say
from graph_catalog.model import coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import entity_rows, intervals, record, references, withdrawal
from graph_catalog.record.change import Change
from graph_catalog.record.validity import Period
from graph_catalog.rulings.ruled_sources import RuledSources, SourceOnRecord, within

Brought = tuple[str, str, str, str, str | None]
"""What a ruling makes a source: ruling, datum, dataset, slot of the coverage, basis."""
Taken = tuple[str, str]
"""A ruling, and the designation from which it takes a time away."""


@dataclasses.dataclass
class Wanted:
    """When which designations count, by key, which rulings take from them, and what they make sources instead."""

    home: dict[str, list[Period]]
    taken: dict[Taken, list[Period]]
    brought: dict[Brought, list[Period]]
    like: dict[Brought, Designated]
    said: dict[str, int]

    @classmethod
    def of(cls, ruled: RuledSources) -> "Wanted":
        """Return what is to stand."""
        made = cls({}, {}, {}, {}, {each.key: said for each, said in _claims(ruled)})
        for placed in ruled.counting:
            left = placed.claim.designated
            if placed.ruling is None:
                made.home.setdefault(left.key, []).append(placed.period)
                continue
            of = (
                placed.ruling,
                placed.datum,
                left.dataset,
                coverage.slot(left.coverage),
                left.basis,
            )
            made.brought.setdefault(of, []).append(placed.period)
            made.like[of] = left
        for lost in ruled.suspended:
            if lost.by is not None:
                made.taken.setdefault((lost.by, lost.claim.designated.key), []).append(lost.period)
        return made


def _claims(ruled: RuledSources) -> Iterable[tuple[Designated, int]]:
    return ((claim.designated, claim.said) for claim in ruled.facts.claims)


async def put_on_record(change: Change, ruled: RuledSources, *, is_end: bool) -> None:
    """Write what is otherwise than it stands: first what goes, then what comes. `is_end`: a ruling has ended."""
    wanted = Wanted.of(ruled)
    live = [each for each in ruled.on_record if each.by is None]
    for each in live:
        keeps = (
            wanted.home.get(each.designated.key, []) if each.is_claim else _brought(each, wanted)
        )
        gone = _beyond([each.designated.period], keeps, change)
        for period in gone:
            await withdrawal.give_way(change, [each.designated.key], period)
        if gone:
            await designated.close(change, each.designated.key, _why(is_end=is_end))
    await _take(change, ruled, wanted)
    for key, periods in sorted(wanted.home.items()):
        stood = [each.designated for each in ruled.on_record if each.designated.key == key]
        counted = [each.designated.period for each in live if each.designated.key == key]
        for period in _beyond(periods, counted, change):
            await _give_back(change, stood[0], period, wanted.said[key])
    for of, periods in sorted(wanted.brought.items(), key=str):
        await _bring(change, ruled, of, wanted.like[of], within(periods, change))


def _why(*, is_end: bool) -> str:
    if is_end:
        return say(zh="裁定已撤销", en="the ruling was withdrawn")
    return say(zh="并入同一个数", en="its datum was ruled to be another")


def _brought(each: SourceOnRecord, wanted: Wanted) -> list[Period]:
    return wanted.brought.get(_of(each.designated), [])


def _of(each: Designated) -> Brought:
    slot = coverage.slot(each.coverage)
    return each.ruling or "", each.datum, each.dataset, slot, each.basis


def _beyond(periods: Iterable[Period], taken: Sequence[Period], change: Change) -> list[Period]:
    """Return what of some periods is to come and in none of others."""
    return [left for period in within(periods, change) for left in intervals.free(period, taken)]


async def _take(change: Change, ruled: RuledSources, wanted: Wanted) -> None:
    """Put on record which ruling takes which time away from which designation."""
    stood: dict[Taken, list[Period]] = {}
    for each in ruled.on_record:
        if each.by is not None:
            stood.setdefault((each.by, each.designated.key), []).append(each.designated.period)
    await record.retract(
        change,
        [
            record.SlotInterval(key, _takes(by, key), *period)
            for (by, key), periods in sorted(stood.items())
            for period in _beyond(periods, wanted.taken.get((by, key), []), change)
        ],
    )
    await record.assert_facts(
        change,
        [
            record.Fact("TAKES", by, key, _takes(by, key), key, *period, {"said": wanted.said[key]})
            for (by, key), periods in sorted(wanted.taken.items())
            for period in within(periods, change)
            if _beyond([period], stood.get((by, key), []), change)
        ],
    )


def _takes(ruling: str, designation: str) -> str:
    return f"TAKES|{ruling}|{designation}"


async def _give_back(change: Change, home: Designated, period: Period, said: int) -> None:
    """Give a time back to a designation, as one stretch with what it has beside it."""
    facts = await withdrawal.facts(change, home.key)
    own = [each.period for each in facts if each.slot == home.slot]
    news = [whole for whole in intervals.union([*own, period]) if whole not in own]
    dates = {"valid_from": news[0][0], "valid_to": news[-1][1], "withdrawal": None}
    await record.revise(change, NodeKind.DESIGNATION, {home.key: dates})
    await record.assert_facts(
        change,
        [
            fact
            for whole in news
            for fact in designated.facts_of(home.key, home, whole, home.basis, said)
        ],
    )


async def _bring(
    change: Change, ruled: RuledSources, of: Brought, left: Designated, periods: Sequence[Period]
) -> None:
    """Make a dataset the source of the datum that it has by a ruling, as part of that."""
    ruling, datum, dataset, slot, basis = of
    live = [each.designated for each in ruled.on_record if _of(each.designated) == of]
    counted = [each.period for each in live]
    whole = [each for each in intervals.union([*counted, *periods]) if each not in counted]
    if not whole:
        return
    attributes = {"valid_from": whole[0][0], "valid_to": whole[-1][1]}
    if live:
        key = live[0].key
        await record.revise(change, NodeKind.DESIGNATION, {key: {**attributes, "withdrawal": None}})
    else:
        key = await references.free_key(change, NodeKind.DESIGNATION, datum, dataset, slot)
        new = {
            "name": f"{ruled.names[datum]} ← {left.dataset_name}",
            "basis": basis,
            "ruling": ruling,
            **attributes,
            **entity_rows.flat_coverage(left.coverage),
        }
        await record.register(change, [record.NewEntity(NodeKind.DESIGNATION, key, new)])
    there = dataclasses.replace(left, datum=datum)
    await record.assert_facts(
        change, [fact for each in whole for fact in designated.facts_of(key, there, each, basis)]
    )
