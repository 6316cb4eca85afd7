"""What undoing a ruling comes to for sources, against a model that goes through the days one by one."""

import dataclasses
import datetime as dt
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_catalog.agreements.sources import Designated
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.instant import OPEN_END
from graph_catalog.record.validity import Period
from graph_catalog.rulings import source_fates
from graph_catalog.rulings.source_fates import Fate, Sources

DAYS: Final = range(6)
FIRST: Final = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
OF_A: Final = ("a1", "a2")
OF_B: Final = ("b1", "b2")
"""Datasets that have datum A, and B; by the ruling, all of them have B."""


def period(day: int) -> Period:
    start = FIRST + dt.timedelta(days=day)
    return start, start + dt.timedelta(days=1) if day + 1 < len(DAYS) else OPEN_END


def designated(datum: str, dataset: str, day: int, by: str | None = None) -> Designated:
    """A day's stretch of a designation; `by` is the ruling that brought it along, or a person."""
    return Designated(
        key=f"{datum}|{dataset}|{by}",
        holder=dataset,
        period=period(day),
        slot=datum,
        datum=datum,
        dataset=dataset,
        dataset_name=dataset,
        coverage=Coverage(),
        basis=None,
        ruling="R" if by == "R" else None,
    )


@dataclasses.dataclass(frozen=True)
class Day:
    """A day's sources: before the ruling, which datum's stays where both have one, and what people did while it held."""

    of_a: str | None
    of_b: str | None
    a_stays: bool
    since_a: str | None
    since_b: str | None
    """What people designated since; `END`: that what was there was ended."""


days = st.builds(
    Day,
    st.sampled_from([None, *OF_A]),
    st.sampled_from([None, *OF_B]),
    st.booleans(),
    st.sampled_from([None, None, *OF_A]),
    st.sampled_from([None, None, "END", *OF_A, *OF_B]),
)


def during(day: Day) -> tuple[str | None, str | None]:
    """Return what the ruling made of a day: B's source, and whether it brought that along."""
    if day.of_a and (day.of_b is None or day.a_stays):
        return day.of_a, "R"
    return day.of_b, None


def after(day: Day) -> tuple[str | None, str | None]:
    """Return whose A and B are to be on a day once the ruling is undone."""
    source, by = during(day)
    was_ended = day.since_b == "END" and by == "R"
    a = day.since_a or (None if was_ended else day.of_a)
    if day.since_b == "END":
        # What the ruling had taken from B nobody ended; what stood there by itself somebody did.
        return a, day.of_b if by == "R" else None
    return a, day.since_b or (day.of_b if by == "R" else source)


@settings(max_examples=1000, deadline=None)
@given(st.lists(days, min_size=len(DAYS), max_size=len(DAYS)))
def test_each_day_is_whose_it_was_but_for_what_people_did_since(history: list[Day]) -> None:
    taken: list[tuple[str, Designated]] = []
    made, live = [], []
    for number, day in enumerate(history):
        source, by = during(day)
        if by == "R" and source:
            made.append(designated("B", source, number, "R"))
        if day.of_a:
            taken.append(("R", designated("A", day.of_a, number)))
        if by == "R" and day.of_b:
            taken.append(("R", designated("B", day.of_b, number)))
        if day.since_b is None and source:
            live.append(designated("B", source, number, by))
        elif day.since_b and day.since_b != "END":
            live.append(designated("B", day.since_b, number, "somebody"))
        if day.since_a:
            live.append(designated("A", day.since_a, number, "somebody"))
    always = (FIRST, OPEN_END)
    has = {("A", name): "A" for name in OF_A} | {("B", name): "B" for name in OF_B}
    on_record = Sources(
        taken=taken,
        made=made,
        live=live,
        has={(name, datum): [always] for datum, name in has},
    )
    fates = source_fates.undone(on_record, "R", FIRST)
    gone = [(each.designated.key, each.period) for each in fates if each.fate is Fate.GOES]
    back = [(each.designated, each.period) for each in fates if each.fate is Fate.COMES_BACK]
    for number, day in enumerate(history):
        at = period(number)[0]
        for datum, whose in zip("AB", after(day), strict=True):
            stays = [
                each.dataset
                for each in live
                if each.datum == datum
                and each.period[0] == at
                and not any(key == each.key and s <= at < e for key, (s, e) in gone)
            ]
            comes = [each.dataset for each, (s, e) in back if each.datum == datum and s <= at < e]
            assert stays + comes == ([whose] if whose else []), (number, datum, day, fates)
