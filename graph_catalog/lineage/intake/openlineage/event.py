"""One OpenLineage event into a sighting: a RunEvent, a JobEvent or a DatasetEvent."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from graph_catalog.lineage.intake.openlineage import datasets, jobs, limits
from graph_catalog.lineage.intake.openlineage.part import EventPart, Losses, RefusedEventError
from graph_catalog.lineage.pure.observations import (
    Observation,
    ReadObservations,
    RunState,
    SeenDataset,
)
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.model.instant import InstantError, When, text
from graph_catalog.model.refusals import InvalidInput

_ZONE: Final = re.compile(r"\[[\w/+-]+\]\Z")
"""The name of a zone behind the offset, as Java writes it: 2026-03-01T08:00:00+08:00[Asia/Shanghai]."""


def read_event(event: object, *, received: dt.datetime) -> ReadObservations | InvalidInput:
    """Read one event (parsed JSON) into one sighting, with what could not be made of it.

    What the event is, it says by what it has, as in the spec: a `run` makes it a RunEvent, else a `dataset` a
    DatasetEvent, else a `job` a JobEvent. `schemaURL` and `producer` may be missing, and the spec may be an older one.
    A time without an offset is refused: which instant it means would be a guess. `received` is the clock to compare with.
    """
    losses = Losses()
    try:
        observation = _read(EventPart(event, (), losses), received)
    except RefusedEventError as refused:
        return refused.refusal
    return ReadObservations((observation,), losses.listed())


def _read(event: EventPart, received: dt.datetime) -> Observation:
    if not isinstance(event.value, dict):
        event.refuse(
            zh=f"事件应为 JSON 对象，实为 {event.shown}。一次发送多个事件请用批量接口。",
            en=f"An event is a JSON object; this is {event.shown}. Send several events to the batch endpoint.",
        )
    run, job, dataset = (_object(event, key) for key in ("run", "job", "dataset"))
    at = _at(event, received)
    if run is None and event.get("eventType") is not None:
        event.refuse(
            zh="运行事件缺少“run”。请由发送工具补上 run.runId。",
            en="The event of a run has no run. The sender must give run.runId.",
        )
    if run is None and job is None:
        if dataset is None:
            event.refuse(
                zh="事件既无“run”，也无“job”或“dataset”。请发送 OpenLineage 2-0-2 的 RunEvent、JobEvent 或 DatasetEvent。",
                en="The event has no run, no job and no dataset. Send a RunEvent, JobEvent or DatasetEvent of OpenLineage 2-0-2.",
            )
        return Observation(
            at,
            LineageSource.OPENLINEAGE,
            outputs=(datasets.read_output(dataset, limits.EDGES),),
            producer=event.text("producer"),
        )
    if job is None:
        event.refuse(
            zh="运行事件缺少“job”。请由发送工具补上 job.namespace 与 job.name。",
            en="The event of a run has no job. The sender must give job.namespace and job.name.",
        )
    inputs, outputs = _inputs_and_outputs(event)
    return Observation(
        at,
        LineageSource.OPENLINEAGE,
        job=jobs.read(job, run),
        run=None if run is None else jobs.run_id(run),
        state=RunState.COMPLETE if run is None else _state(event),
        inputs=inputs,
        outputs=outputs,
        producer=event.text("producer"),
        error=None if run is None else jobs.error(run),
    )


def _object(event: EventPart, key: str) -> EventPart | None:
    part = event.get(key)
    if part is not None and not isinstance(part.value, dict):
        part.refuse(
            zh=f"“{key}”应为 JSON 对象，实为 {part.shown}。请核对发送工具。",
            en=f"{key} should be a JSON object; it is {part.shown}. Check the sender.",
        )
    return part


def _at(event: EventPart, received: dt.datetime) -> dt.datetime:
    part = event.get("eventTime")
    if part is None:
        event.refuse(
            zh="事件缺少“eventTime”。请由发送工具补上，如 2026-03-01T08:00:00+08:00。",
            en="The event has no eventTime. The sender must give it, as 2026-03-01T08:00:00+08:00.",
        )
    written = _ZONE.sub("", part.value.strip()) if isinstance(part.value, str) else ""
    at = _moment(written)
    if at is None and _moment(f"{written}Z") is not None:
        part.refuse(
            zh=f"事件时间 {part.shown} 没有时区偏移，无法确定是哪一刻。请写明，如 +08:00。",
            en=f"The eventTime {part.shown} has no offset, so which instant it is cannot be known. Give it, as +08:00.",
        )
    if at is None:
        part.refuse(
            zh=f"事件时间 {part.shown} 不是 RFC 3339 时间。请写成 2026-03-01T08:00:00+08:00。",
            en=f"The eventTime {part.shown} is no RFC 3339 time. Write it as 2026-03-01T08:00:00+08:00.",
        )
    if at < limits.EARLIEST:
        part.refuse(
            zh=f"事件时间 {text(at)} 早于 1990 年。请校正发送方的时钟。",
            en=f"The eventTime {text(at)} is before 1990. Set the sender's clock.",
        )
    if at > received + limits.AHEAD:
        part.refuse(
            zh=f"事件时间 {text(at)} 比收到时间晚一天以上。请校正发送方的时钟。",
            en=f"The eventTime {text(at)} is more than a day after it was received. Set the sender's clock.",
        )
    return at


def _moment(written: str) -> dt.datetime | None:
    try:
        moment = When.read(written).written
    except InstantError:
        return None
    return moment if isinstance(moment, dt.datetime) else None


def _state(event: EventPart) -> RunState:
    part = event.get("eventType")
    if part is None:
        return RunState.OTHER
    try:
        return RunState(part.value.upper() if isinstance(part.value, str) else part.value)
    except ValueError:
        known = "、".join(state.value for state in RunState)
        part.refuse(
            zh=f"“eventType”应为 {known} 之一，实为 {part.shown}。请核对发送工具。",
            en=f"eventType should be one of {known}; it is {part.shown}. Check the sender.",
        )


def _inputs_and_outputs(
    event: EventPart,
) -> tuple[tuple[SeenDataset, ...], tuple[SeenDataset, ...]]:
    inputs, outputs = _listed(event, "inputs"), _listed(event, "outputs")
    _check_datasets(event, len(inputs) + len(outputs))
    written: list[SeenDataset] = []
    room = limits.EDGES
    for output in outputs:
        written.append(datasets.read_output(output, room))
        room -= len(written[-1].edges or ())
    made = datasets.merged(written)
    read = datasets.merged(map(datasets.read_input, inputs))
    read = (*read, *datasets.unlisted_sources(made, read))
    _check_datasets(event, len(read) + len(made))
    return read, made


def _listed(event: EventPart, key: str) -> Sequence[EventPart]:
    part = event.get(key)
    if part is None:
        return ()
    if not isinstance(part.value, list):
        part.refuse(
            zh=f"“{key}”应为 JSON 数组，实为 {part.shown}。请核对发送工具。",
            en=f"{key} should be a JSON array; it is {part.shown}. Check the sender.",
        )
    _check_datasets(event, len(part.value))
    elements = tuple(part.elements())
    for element in elements:
        if not isinstance(element.value, dict):
            element.refuse(
                zh=f"数据集应为 JSON 对象，实为 {element.shown}。请核对发送工具。",
                en=f"A dataset should be a JSON object; it is {element.shown}. Check the sender.",
            )
    return elements


def _check_datasets(event: EventPart, count: int) -> None:
    if count > limits.DATASETS:
        event.refuse(
            zh=f"一个事件最多 {limits.DATASETS} 个数据集，此处有 {count} 个。请拆成多个作业或事件。",
            en=f"One event may hold {limits.DATASETS} datasets; there are {count}. Split it into several jobs or events.",
        )
