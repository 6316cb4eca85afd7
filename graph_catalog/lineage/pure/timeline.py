"""When what a job was seen to do held: from all that its runs saw, in whatever order they were told (design §4). Pure.

A run that completed saw all that the job does: what it did not see has ended by then (`closed_because: NOT_SEEN`). One
that is still going, or never said how it ended, only adds. So the answer depends on what was seen and when, not on
when it was told: events that come late, twice or out of order lead to the same lineage.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from graph_catalog.model.instant import OPEN_END


@dataclasses.dataclass(frozen=True)
class RunObservation:
    """What one run saw of one thing that its job makes: slots, and what each says."""

    at: dt.datetime
    run: str
    is_final: bool
    says: Mapping[str, str]


@dataclasses.dataclass(frozen=True)
class Span:
    """That a slot says something through an interval; `run` is the one that saw it first."""

    valid_from: dt.datetime
    valid_to: dt.datetime
    says: str
    run: str


def timeline(
    observations: Iterable[RunObservation], since: dt.datetime, until: dt.datetime = OPEN_END
) -> dict[str, list[Span]]:
    """Return for each slot what it says within [since, until), in order, neighbours never saying the same.

    `observations` are all from the last final one before `since` on, or all there are.
    """
    spans: dict[str, list[Span]] = {}
    open_spans: dict[str, Span] = {}

    def end(slot: str, at: dt.datetime) -> None:
        span = open_spans.pop(slot)
        clipped = dataclasses.replace(
            span, valid_from=max(span.valid_from, since), valid_to=min(at, until)
        )
        if clipped.valid_from < clipped.valid_to:
            spans.setdefault(slot, []).append(clipped)

    for seen in sorted(observations, key=lambda seen: (seen.at, seen.run)):
        if seen.is_final:
            for slot in open_spans.keys() - seen.says.keys():
                end(slot, seen.at)
        for slot, says in seen.says.items():
            if slot in open_spans and open_spans[slot].says != says:
                end(slot, seen.at)
            open_spans.setdefault(slot, Span(seen.at, OPEN_END, says, seen.run))
    for slot in list(open_spans):
        end(slot, OPEN_END)
    return {slot: joined(found) for slot, found in sorted(spans.items())}


def joined(spans: Sequence[Span]) -> list[Span]:
    """Join spans that meet and say the same; they come in the order of time, the earlier run stays."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.valid_from):
        if found and found[-1].valid_to >= span.valid_from and found[-1].says == span.says:
            found[-1] = dataclasses.replace(
                found[-1], valid_to=max(found[-1].valid_to, span.valid_to)
            )
        else:
            found.append(span)
    return found


def patched(
    on_record: Sequence[Span], within: Sequence[Span], since: dt.datetime, until: dt.datetime
) -> list[Span]:
    """Return what a slot says of all time, where `within` takes the place of [since, until)."""
    outside = [
        clipped
        for span in on_record
        for clipped in (
            dataclasses.replace(span, valid_to=min(span.valid_to, since)),
            dataclasses.replace(span, valid_from=max(span.valid_from, until)),
        )
        if clipped.valid_from < clipped.valid_to
    ]
    return joined([*outside, *within])
