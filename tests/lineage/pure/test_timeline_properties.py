"""What held when, from what runs saw: against the plainest reading of it, and told in any order."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.lineage.pure.timeline import RunObservation, Span, patched, timeline
from graph_catalog.model.instant import OPEN_END, OPEN_START

_START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_SLOTS = "abc"


def _day(number: int) -> dt.datetime:
    return _START + dt.timedelta(days=number)


observed = st.builds(
    RunObservation,
    at=st.integers(0, 9).map(_day),
    run=st.text("rstuv", min_size=1, max_size=4),
    is_final=st.booleans(),
    says=st.dictionaries(st.sampled_from(_SLOTS), st.sampled_from(["1", "2"])),
)
stories = st.lists(observed, max_size=8, unique_by=lambda seen: seen.run)


def _plainly(story: list[RunObservation], slot: str, at: dt.datetime) -> str | None:
    """What a slot says at an instant: the newest that spoke of it, unless a later run saw everything but it."""
    says = None
    for seen in sorted(story, key=lambda seen: (seen.at, seen.run)):
        if seen.at <= at and (seen.is_final or slot in seen.says):
            says = seen.says.get(slot)
    return says


def _at(spans: list[Span], at: dt.datetime) -> str | None:
    return next((span.says for span in spans if span.valid_from <= at < span.valid_to), None)


@given(stories)
def test_a_slot_says_what_the_newest_run_that_knew_of_it_saw(story: list[RunObservation]) -> None:
    spans = timeline(story, OPEN_START)
    for slot in _SLOTS:
        for day in range(-1, 11):
            assert _at(spans.get(slot, []), _day(day)) == _plainly(story, slot, _day(day))


@given(stories, observed)
def test_told_later_it_leads_to_the_same(story: list[RunObservation], late: RunObservation) -> None:
    late = RunObservation(late.at, "zz", late.is_final, late.says)
    before, whole = timeline(story, OPEN_START), timeline([*story, late], OPEN_START)
    last = max((seen.at for seen in story if seen.is_final and seen.at < late.at), default=None)
    until = min(
        (seen.at for seen in story if seen.is_final and seen.at > late.at), default=OPEN_END
    )
    near = [seen for seen in [*story, late] if seen.at <= until and (not last or seen.at >= last)]
    within = timeline(near, late.at, until)
    for slot in _SLOTS:
        found = patched(before.get(slot, []), within.get(slot, []), late.at, until)
        assert [(span.valid_from, span.valid_to, span.says) for span in found] == [
            (span.valid_from, span.valid_to, span.says) for span in whole.get(slot, [])
        ]
