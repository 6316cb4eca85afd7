"""What was posted: one event, or many, as a JSON array or one a line."""

import codecs
import datetime as dt
from collections.abc import Sequence
from typing import Final

import orjson

from graph_catalog.language import say
from graph_catalog.lineage.intake.openlineage.event import read_event
from graph_catalog.lineage.pure.observations import ReadObservations
from graph_catalog.model.refusals import InvalidInput

MOST_EVENTS: Final = 5_000
"""Of a batch: each is read and answered by itself, and an empty one takes three bytes."""
MOST_VALUES: Final = 2_000_000
"""Commas and opening brackets of a body, so about its values: an event of 100,000 edges has some 1.5 million. To parse
more of them than that stops everybody for longer than a quarter of a second."""
_SPACE: Final = b" \t\r\n"


def read_body(body: bytes, *, received: dt.datetime) -> ReadObservations | InvalidInput:
    """Read the one event of a body, see `read_event`. Of keys that stand twice the last counts, as everywhere."""
    event = _parsed(_plain(body))
    return event if isinstance(event, InvalidInput) else read_event(event, received=received)


def read_batch(
    body: bytes, *, received: dt.datetime
) -> Sequence[ReadObservations | InvalidInput] | InvalidInput:
    """Read the events of a body, each by itself, in their order: a JSON array, or lines of one event each.

    One that is refused says nothing of the others; the whole is refused where it is neither, or holds nothing.
    """
    plain = _plain(body)
    parsed = _parsed(plain)
    if isinstance(parsed, InvalidInput):
        events = _lines(plain)
        if events is None:
            return parsed
    else:
        events = parsed if isinstance(parsed, list) else [parsed]
    if not events:
        return InvalidInput(
            message=say(
                zh="批量中没有事件。请发送至少一个事件。",
                en="The batch holds no event. Send one at least.",
            ),
            path=[],
        )
    if len(events) > MOST_EVENTS:
        return InvalidInput(
            message=say(
                zh=f"一批最多 {MOST_EVENTS} 个事件，此批有 {len(events)} 个。请分批发送。",
                en=f"A batch has {MOST_EVENTS} events at the most; this has {len(events)}. Send it in parts.",
            ),
            path=[],
        )
    return [
        event if isinstance(event, InvalidInput) else read_event(event, received=received)
        for event in events
    ]


def _lines(plain: bytes) -> list[object | InvalidInput] | None:
    """Return what each line holds; None where the first is no object, and the body thus no lines of events."""
    lines = [
        (number, line) for number, line in enumerate(plain.split(b"\n"), 1) if line.strip(_SPACE)
    ]
    if not lines or not isinstance(_parsed(lines[0][1]), dict):
        return None
    return [_parsed(line, number) for number, line in lines]


def _parsed(content: bytes, line: int | None = None) -> object | InvalidInput:
    """Return the JSON in a body, or in a line of it, by its number from 1."""
    if sum(map(content.count, (b",", b"[", b"{"))) > MOST_VALUES:
        return InvalidInput(
            message=say(
                zh=f"请求体中的值超过 {MOST_VALUES} 个。请分批发送，或核对发送工具。",
                en=f"The body holds more than {MOST_VALUES} values. Send it in parts, or check the sender.",
            ),
            path=[],
        )
    try:
        return orjson.loads(content)  # type: ignore[no-any-return]
    except orjson.JSONDecodeError as problem:
        row, column = line or problem.lineno, problem.colno
        return InvalidInput(
            message=say(
                zh=f"不是有效的 JSON：第 {row} 行第 {column} 列，{problem.msg}。"
                "请按 UTF-8 编码的 JSON 发送。",
                en=f"This is no valid JSON: line {row}, column {column}, {problem.msg}. Send JSON in UTF-8.",
            ),
            path=[],
        )


def _plain(body: bytes) -> bytes:
    return body.removeprefix(codecs.BOM_UTF8)
