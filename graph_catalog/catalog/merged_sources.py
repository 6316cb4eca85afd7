"""What becomes of sources where two data turn out to be one: the one that is left behind goes along, and two do not stand.

Whoever rules so says which source stays where both have one for overlapping coverages. What the lexicon or an import
joins, nobody can be asked about: there the one that is left behind is a finding (R-15c).
"""

from collections.abc import Iterable

from graph_catalog.catalog import intervals, keys, record, sources, withdrawal
from graph_catalog.catalog.change import Change
from graph_catalog.catalog.references import Thing
from graph_catalog.catalog.sources import Designated
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import Conflict


async def follow(
    change: Change, moves: Iterable[tuple[str | None, str]], stays: Thing | None
) -> Conflict | None:
    """Let designations go along with the fields that moved from one datum to another (keys)."""
    pairs = [{"was": was, "now": now} for was, now in sorted({m for m in moves if m[0]})]
    if not pairs:
        return None
    row = await change.run("source/merging", pairs=pairs, at=change.at)
    for each in row["designations"]:
        if refusal := await _go_along(change, each, stays):
            return refusal
    return None


async def _go_along(change: Change, row: Row, stays: Thing | None) -> Conflict | None:
    left = Designated.read(row)
    period = max(change.at, left.period[0]), left.period[1]
    found = await change.run("source/live", datum=row["now"], dataset=left.holder, at=change.at)
    there = [Designated.read(each) for each in found["designations"]]
    against = [
        each
        for each in there
        if each.holder != left.holder
        and each.meets(period)
        and coverage.overlaps(each.coverage, left.coverage)
    ]
    if against and (stays is None or stays.key not in {left.holder, against[0].holder}):
        return _two_sources(row, left, against[0])
    await withdrawal.end(change, left.key, await withdrawal.facts(change, left.key), period[0])
    reason = say(zh="并入同一个数", en="its datum was ruled to be another")
    ended = {left.key: withdrawal.described(period[0], reason)}
    await record.revise(change, NodeKind.DESIGNATION, ended)
    if against and stays is not None and stays.key != left.holder:
        return None
    await withdrawal.give_way(change, {each.key for each in against}, period)
    beside = [each for each in there if each.coverage == left.coverage and each not in against]
    made = sources.Designating(row["now"], row["now_name"], left.holder, left.dataset_name)
    taking = intervals.asserted(beside, left.holder, period)
    await sources.record_designation(change, made, taking, (left.coverage, left.basis))
    return None


def _two_sources(row: Row, left: Designated, other: Designated) -> Conflict:
    ids = [keys.encode(NodeKind.DATASET, each.holder) for each in (left, other)]
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
