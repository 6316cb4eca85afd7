"""`COLLECTS`: that a unit collects a datum by some field whose alignment is sure enough; the verdict asks it first."""

import datetime as dt

from graph_catalog.catalog import record
from graph_catalog.catalog.change import Change
from graph_catalog.matching.threshold import SURE


async def refresh(
    change: Change,
    *,
    gained: set[tuple[str, str]],
    lost: set[tuple[str, str]],
    since: dt.datetime | None = None,
) -> None:
    """Bring `COLLECTS` in line: pairs (unit, datum) that some field now makes so, and pairs that lost a field.

    What changes does so from `since` on, which is now where it is not said.
    """
    begins = since or change.at
    slots = {f"COLLECTS|{unit}|{datum}": (unit, datum) for unit, datum in sorted(gained)}
    known = {
        row["slot"]: row["live"]
        for row in (await change.run("collection/collecting", slots=list(slots)))["known"]
    }
    await record.add_facts(
        change,
        [
            record.Fact("COLLECTS", unit, datum, slot, unit)
            if slot not in known
            else record.Fact("COLLECTS", unit, datum, slot, unit, valid_from=begins)
            for slot, (unit, datum) in slots.items()
            if not known.get(slot)
        ],
    )
    pairs = [{"unit": unit, "datum": datum} for unit, datum in sorted(lost - gained)]
    if pairs:
        gone = (await change.run("collection/no_longer_collected", pairs=pairs, threshold=SURE))[
            "gone"
        ]
        await record.retract(
            change,
            [
                record.Stretch(row["unit"], f"COLLECTS|{row['unit']}|{row['datum']}", begins)
                for row in gone
            ],
        )
