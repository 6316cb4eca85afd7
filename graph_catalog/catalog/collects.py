"""`COLLECTS`: that a unit collects a datum by some field whose alignment is sure enough; the verdict asks it first.

It follows from other facts and is never stated: every change ends here, and what it has touched is asked anew. So nobody
is accused of collecting by a field, an entry or an owner that is no more.
"""

from graph_catalog.catalog import record
from graph_catalog.catalog.change import Change
from graph_catalog.matching.threshold import SURE


async def follow(change: Change) -> None:
    """Bring `COLLECTS` in line with what a change has touched, as its last step."""
    datasets, fields = sorted(change.written.datasets), sorted(change.written.fields)
    if not (datasets or fields):
        return
    asked = {"datasets": datasets, "fields": fields, "threshold": SURE}
    pairs = (await change.run("collection/collecting", **asked))["pairs"]
    gained = [row for row in pairs if row["holds"]]
    await record.add_facts(
        change,
        [
            record.Fact("COLLECTS", unit, datum, slot, unit, valid_from=row["since"].to_native())
            if row["stood"]
            else record.Fact("COLLECTS", unit, datum, slot, unit)
            for row in gained
            for unit, datum in [(row["unit"], row["datum"])]
            for slot in [_slot(unit, datum)]
        ],
    )
    await record.retract(
        change,
        [
            record.Stretch(
                row["unit"],
                _slot(row["unit"], row["datum"]),
                row["since"].to_native(),
                other=row["datum"],
            )
            for row in pairs
            if not row["holds"]
        ],
    )


def _slot(unit: str, datum: str) -> str:
    return f"COLLECTS|{unit}|{datum}"
