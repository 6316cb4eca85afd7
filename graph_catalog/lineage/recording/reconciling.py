"""Bringing lineage in line with what was seen: what is new is recorded, what was not seen again is closed (design §4).

Each subject (what a job does to one dataset, or what it touches) is looked at through the stretch of time that its
changed runs may decide: `lineage.pure.timeline` says what held then, and only what differs from the record is written.
"""

import asyncio
import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from graph_catalog.graph.engine import Row
from graph_catalog.lineage.pure.timeline import RunObservation, Span, patched, timeline
from graph_catalog.lineage.recording import veils
from graph_catalog.lineage.recording.columns import Columns
from graph_catalog.lineage.recording.jobs import Job
from graph_catalog.lineage.recording.runs import DROP, Run, said, written_by
from graph_catalog.lineage.recording.veils import Settled, Touched, Veil
from graph_catalog.model.enums.lineage import LineageKind
from graph_catalog.model.instant import OPEN_END
from graph_catalog.record import record
from graph_catalog.record.change import Change

T = TypeVar("T")
_MUCH: Final = 500
"""Things said of a dataset that take some 10 ms."""
_DIGEST: Final = 8
"""Letters of a digest that tells several derivations of one field from another apart."""


@dataclasses.dataclass(frozen=True)
class _Slot:
    """Where something that was seen stands on record, and in which words it was said."""

    slot: str
    type: str
    start: str
    end: str
    said: str
    voice: str = ""
    """In whose name it is said (`Authority.voice`)."""

    @property
    def anchor(self) -> str:
        return self.start

    def says(self, fact: Row) -> str:
        """Return the words that a fact on record in this slot would have been said in."""
        if self.type != "DERIVED_FROM":
            return self.said
        recorded = fact["properties"]
        words = [self.type, self.start, self.end, recorded["kind"], recorded.get("transform")]
        return said(*words, recorded.get("masking"), recorded.get("line"))


async def reconcile(
    change: Change, runs: Sequence[Run], jobs: Mapping[str, Job], columns: Columns
) -> Settled:
    """Bring the facts of all subjects that these runs saw in line; the runs themselves are kept already."""
    windows = _windows(runs)
    rows = [
        {"slot": subject, "since": since, "until": until}
        for subject, (since, until) in sorted(windows.items())
    ]
    seen: dict[str, list[RunObservation]] = {subject: [] for subject in windows}
    slots: dict[str, dict[str, _Slot]] = {subject: {} for subject in windows}
    for row in (await change.run("lineage/recording/observations", rows=rows))["seen"]:
        found = await _aside(len(row["says"]), _slots, row["slot"], row["says"], columns)
        slots[row["slot"]] |= found
        says = {name: slot.said for name, slot in found.items()}
        at = row["at"].to_native()
        seen[row["slot"]].append(RunObservation(at, row["run"], row["final"], says))
    before: dict[str, list[dict[str, _Slot]]] = {}
    for run in runs:
        for subject, recorded in run.before.items():
            found = await _aside(len(recorded), _slots, subject, recorded, columns)
            slots[subject] = found | slots[subject]
            before.setdefault(subject, []).append(found)
    news_of = {
        subject: observations
        for subject, observations in seen.items()
        if not _is_confirmed(windows[subject][0], observations, before.get(subject, []))
    }
    concerned = [slots[subject] for subject in news_of]
    known = await _on_record(change, concerned)
    veil = await veils.drawn(
        change, ((slot.start, slot.end) for each in concerned for slot in each.values())
    )
    gone: list[record.SlotInterval] = []
    closed: list[Touched] = []
    news: list[record.Fact] = []

    def look(subject: str, observations: Sequence[RunObservation]) -> None:
        since, until = _decided(windows[subject], observations)
        within = timeline(observations, since, until)
        job = jobs[subject.split("|")[1]]
        source = subject.split("|", maxsplit=1)[0]
        drops = {seen.at for seen in observations if seen.run.startswith(DROP)}
        for name, slot in slots[subject].items():
            facts = known.get(name, [])
            stands = {_span(slot, fact): fact for fact in facts}
            wanted = patched(list(stands), within.get(name, []), since, until)
            kept = set(wanted) & stands.keys()
            ended = [
                record.SlotInterval(slot.anchor, slot.slot, span.valid_from, span.valid_to)
                for span in stands
                if span not in kept
            ]
            gone.extend(ended)
            closed.extend(
                Touched(slot.type, slot.start, slot.end, "unseen_by" in fact["properties"])
                for span, fact in stands.items()
                if span not in kept
            )
            news.extend(
                _fact(change, slot, span, job, source, facts, drops, veil)
                for span in wanted
                if span not in kept
            )

    for subject, observations in news_of.items():
        await _aside(len(slots[subject]), look, subject, observations)
    await record.retract(change, gone)
    await record.add_facts(change, news)
    new_facts = [
        Touched(fact.type, fact.start, fact.end, fact.attributes["unseen_by"] is not None)
        for fact in news
    ]
    return Settled(new_facts, closed)


async def _aside(size: int, work: Callable[..., T], *given: Any) -> T:  # noqa: ANN401  # whatever the work takes
    """Do work of a size (things said of one dataset) so that others go on meanwhile: much of it in a thread."""
    if size > _MUCH:
        return await asyncio.to_thread(work, *given)
    await asyncio.sleep(0)
    return work(*given)


async def confirm(change: Change, runs: Iterable[Run]) -> None:
    """Note when what jobs do was last seen: in place, for that is no news of what holds."""
    rows = [
        {"job": run.job, "dataset": dataset, "voice": voice, "at": run.at}
        for run in runs
        if run.is_final
        for dataset, voice in map(written_by, sorted(run.outputs))
    ]
    if rows:
        await change.run("lineage/recording/confirm", rows=rows)


def _windows(runs: Iterable[Run]) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    """Return between which instants each subject was told of, by runs as they are and as they were."""
    windows: dict[str, tuple[dt.datetime, dt.datetime]] = {}
    for run in runs:
        instants = [run.at, run.was_at or run.at]
        for subject in run.saw().keys() | run.before.keys():
            since, until = windows.get(subject, (run.at, run.at))
            windows[subject] = min(since, *instants), max(until, *instants)
    return windows


def _decided(
    window: tuple[dt.datetime, dt.datetime], observations: Iterable[RunObservation]
) -> tuple[dt.datetime, dt.datetime]:
    """Return the stretch that is decided anew: to the first run after it that saw everything."""
    since, until = window
    after = (seen.at for seen in observations if seen.is_final and seen.at > until)
    return since, min(after, default=OPEN_END)


def _is_confirmed(
    since: dt.datetime,
    observations: Sequence[RunObservation],
    before: Iterable[Mapping[str, _Slot]],
) -> bool:
    """Whether all that was seen, and was told before, is what the last whole run before had seen already."""
    if not observations or not observations[0].is_final or observations[0].at >= since:
        return False
    same = observations[0].says
    return all(seen.says == same for seen in observations) and all(
        recorded.keys() == same.keys() for recorded in before
    )


def _slots(subject: str, says: Iterable[str], columns: Columns) -> dict[str, _Slot]:
    """Return where each thing that was said stands; a dataset written as a whole means all of its fields too."""
    source, job, output = subject.split("|", 2)
    dataset, voice = written_by(output)
    found: list[_Slot] = []
    for recorded in sorted(says):
        type_, *words = json.loads(recorded)
        if type_ == "DERIVED_FROM":
            target, origin, kind, transform = words[:4]
            digest = hashlib.sha256((transform or "").encode()).hexdigest()[:_DIGEST]
            slot = f"{type_}|{target}|{origin}|{source}|{job}|{kind}|{digest}"
            slot += f"|{voice}" if voice else ""
            found.append(_Slot(slot, type_, target, origin, recorded, voice))
        elif type_ == "WRITTEN_BY":
            slot = f"{type_}|{dataset}|{job}|{source}"
            found.append(_Slot(slot, type_, dataset, job, recorded))
            found += [
                _Slot(f"{slot}|{field}", type_, field, job, recorded)
                for field in columns.fields.get(dataset, ())
            ]
        elif words:
            [touched] = words
            found.append(_Slot(f"{type_}|{job}|{touched}|{source}", type_, job, touched, recorded))
    return {slot.slot: slot for slot in found}


async def _on_record(change: Change, slots: Iterable[Mapping[str, _Slot]]) -> dict[str, list[Row]]:
    pairs = [(slot.anchor, slot.slot) for each in slots for slot in each.values()]
    known: dict[str, list[Row]] = {}
    for fact in await record.on_record(change, pairs):
        known.setdefault(fact["properties"]["slot"], []).append(fact)
    return known


def _span(slot: _Slot, fact: Row) -> Span:
    recorded = fact["properties"]
    return Span(
        recorded["valid_from"],
        recorded["valid_to"],
        slot.says(fact),
        recorded.get("run") or "",
    )


def _fact(
    change: Change,
    slot: _Slot,
    span: Span,
    job: Job,
    source: str,
    before: Sequence[Row],
    drops: Collection[dt.datetime],
    veil: Veil,
) -> record.Fact:
    """Return the fact that a span is; who said so first, and when, and who is told, stays as it was."""
    recorded: Row = next((fact["properties"] for fact in before if _touches(fact, span)), {})
    _, *words = json.loads(span.says)
    kind, transform, masking, line = (
        words[2:6]
        if slot.type == "DERIVED_FROM"
        else (LineageKind.TRANSFORMATION.value, *[None] * 3)
    )
    return record.Fact(
        slot.type,
        slot.start,
        slot.end,
        slot.slot,
        slot.anchor,
        span.valid_from,
        span.valid_to,
        {
            "kind": kind,
            "transform": transform,
            "masking": masking,
            "line": line,
            "source": source,
            "job": job.name,
            "job_namespace": job.namespace,
            "job_key": job.key,
            "script": job.script,
            "run": span.run,
            "voice": slot.voice or None,
            "asserted_by": recorded.get("asserted_by", change.viewer.name),
            "asserted_at": recorded.get("asserted_at", change.at),
            "last_confirmed": recorded.get("last_confirmed"),
            "closed_because": _reason(span, drops),
            "unseen_by": recorded.get("unseen_by") if recorded else veil.over(slot.start, slot.end),
        },
    )


def _reason(span: Span, drops: Collection[dt.datetime]) -> str | None:
    if span.valid_to == OPEN_END:
        return None
    return "DROPPED" if span.valid_to in drops else "NOT_SEEN"


def _touches(fact: Row, span: Span) -> bool:
    recorded = fact["properties"]
    return bool(recorded["valid_from"] <= span.valid_to and span.valid_from <= recorded["valid_to"])
