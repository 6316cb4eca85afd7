"""What was posted: one event or many, and what is no JSON."""

import json

import pytest

from graph_catalog.language import Language, speaking
from graph_catalog.lineage.intake.openlineage.body import read_batch, read_body
from graph_catalog.lineage.pure.observations import ReadObservations
from graph_catalog.model.refusals import InvalidInput
from tests.lineage.openlineage.events import RECEIVED, run_event


def posted(*events: object) -> bytes:
    return json.dumps(events, ensure_ascii=False).encode()


def kinds(body: bytes) -> list[type]:
    found = read_batch(body, received=RECEIVED)
    assert not isinstance(found, InvalidInput), found
    return [type(each) for each in found]


def test_a_body_is_one_event() -> None:
    body = json.dumps(run_event(), ensure_ascii=False).encode()
    assert isinstance(read_body(body, received=RECEIVED), ReadObservations)
    assert isinstance(read_body(b"\xef\xbb\xbf" + body, received=RECEIVED), ReadObservations)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "line 1, column 1"),
        (b'{\n"a": }', "line 2"),
        (b'{"a": NaN}', "line 1"),
        ('{"a": "中"}'.encode("gb18030"), "UTF-8"),
        (b'{"a": "\\ud800"}', "line 1"),
        (b'{"a":' * 5000, "depth"),
        (b"[" * 100_000, "depth"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(body: bytes, says: str) -> None:
    with speaking(Language.ENGLISH):
        one, many = (read(body, received=RECEIVED) for read in (read_body, read_batch))
    assert isinstance(one, InvalidInput)
    assert isinstance(many, InvalidInput)
    assert says in one.message
    assert says in many.message


def test_a_list_is_no_single_event() -> None:
    with speaking(Language.ENGLISH):
        found = read_body(posted(run_event()), received=RECEIVED)
    assert isinstance(found, InvalidInput)
    assert "batch" in found.message


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    body = json.dumps(run_event()).encode()[:-1] + b', "eventTime": "2026-01-01T00:00:00Z"}'
    found = read_body(body, received=RECEIVED)
    assert isinstance(found, ReadObservations)
    assert found.observations[0].at.year == 2026
    assert found.observations[0].at.month == 1


def test_each_event_of_a_batch_is_read_by_itself_in_its_order() -> None:
    assert kinds(posted(run_event(), {}, 3, run_event())) == [
        ReadObservations,
        InvalidInput,
        InvalidInput,
        ReadObservations,
    ]


def test_a_batch_may_be_lines_of_one_event_each() -> None:
    line = json.dumps(run_event()).encode()
    assert kinds(line + b"\n\n{ broken\r\n" + line + b"\n") == [
        ReadObservations,
        InvalidInput,
        ReadObservations,
    ]
    with speaking(Language.ENGLISH):
        found = read_batch(line + b"\n\n{ broken\n", received=RECEIVED)
    assert not isinstance(found, InvalidInput)
    assert isinstance(found[1], InvalidInput)
    assert "line 3" in found[1].message


def test_a_batch_may_be_one_event_alone() -> None:
    assert kinds(json.dumps(run_event(), indent=2).encode()) == [ReadObservations]


@pytest.mark.parametrize("body", [b"[]", b" [ ] ", b"not\njson", b'{"a":1}]'])
def test_a_batch_of_nothing_is_refused(body: bytes) -> None:
    assert isinstance(read_batch(body, received=RECEIVED), InvalidInput)
