"""`COLLECTS`: that a unit collects a datum by some field whose alignment is sure enough; the verdict asks it first.

It follows from other facts and is never stated: every change ends here, and what it has touched is asked anew, for all
times from now on. So nobody is accused of collecting by a field, an entry, an owner or a ruling that is no more.
"""

from typing import Any

from graph_catalog.graph.engine import Row
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.instant import OPEN_END, OPEN_START
from graph_catalog.record import intervals, record
from graph_catalog.record.change import Change
from graph_catalog.record.validity import Period


async def follow(change: Change) -> None:
    """Bring `COLLECTS` in line with what a change has touched, as its last step."""
    datasets, fields = sorted(change.written.datasets), sorted(change.written.fields)
    if not (datasets or fields):
        return
    asked = {"datasets": datasets, "fields": fields, "threshold": SURE}
    pairs = (await change.run("record/collecting", **asked))["pairs"]
    found = {(row["unit"], row["datum"]): _derived(change, row) for row in pairs}
    differing = {pair: periods for pair, periods in found.items() if periods is not None}
    await record.retract(
        change,
        [
            record.SlotInterval(unit, _slot(unit, datum), since, other=datum)
            for (unit, datum), (since, _) in differing.items()
        ],
    )
    await record.add_facts(
        change,
        [
            record.Fact("COLLECTS", unit, datum, _slot(unit, datum), unit, *period)
            for (unit, datum), (_, periods) in differing.items()
            for period in periods
        ],
    )


def _derived(change: Change, row: Row) -> tuple[Any, list[Period]] | None:
    """Return from when on a pair is derived anew, and the periods in which it holds since; None where nothing differs."""
    makes = intervals.union(_periods(change, row["makes"]))
    stands = _periods(change, row["stands"])
    wanted = [(period, True) for period in makes]
    stood = [(period, True) for period in stands]
    since = intervals.differs_from(
        wanted, intervals.joined(intervals.clipped(stood, (change.at, OPEN_END)))
    )
    if since is None:
        return None
    if not row["stood"] and since == change.at:
        return since, [(OPEN_START, makes[0][1]), *makes[1:]]
    later = [period for period, _ in intervals.clipped(wanted, (since, OPEN_END))]
    before = next((period for period in stands if period[1] == since), None)
    if before and later and later[0][0] == since:
        # One stretch with what holds until then: it does not begin anew.
        return before[0], intervals.union([before, *later])
    return since, later


def _periods(change: Change, rows: list[list[Any]]) -> list[Period]:
    return [
        (start.to_native() if start else change.at, end.to_native() if end else OPEN_END)
        for start, end in rows
    ]


def _slot(unit: str, datum: str) -> str:
    return f"COLLECTS|{unit}|{datum}"
