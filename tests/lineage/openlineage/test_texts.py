"""Every text of an event, its keys among them, found by a walk: it is taken as it is, cleaned with a stated loss, or refused."""

import copy
import dataclasses
from collections.abc import Iterator
from typing import Any, Final

import pytest

from graph_catalog.lineage.intake.openlineage import limits
from graph_catalog.lineage.intake.openlineage.event import read_event
from graph_catalog.lineage.pure.observations import ReadObservations
from graph_catalog.model.characters import (
    Misfit,
    forbidden_character,
    forbidden_in_name,
    misfit,
    without_unseen,
)
from graph_catalog.model.refusals import InvalidInput
from tests.lineage.openlineage.events import DB, RECEIVED, dataset, run_event, source
from tests.rights.test_texts import BAD

Path = tuple[str | int, ...]
_NAME: Final = {"namespace": "etl", "name": "上级"}
EVENT: Final = run_event(
    run={
        "runId": "3b452093",
        "facets": {
            "parent": {"job": dict(_NAME), "run": {"runId": "1"}},
            "errorMessage": {"message": "失败", "programmingLanguage": "SQL"},
        },
    },
    job={
        "namespace": "civil-etl",
        "name": "低保.汇总",
        "facets": {
            "jobType": {"jobType": "QUERY", "integration": "SPARK", "processingType": "BATCH"},
            "documentation": {"description": "每月汇总"},
            "sql": {"query": "select 1"},
        },
    },
    inputs=[dataset("police.户籍人口", schema={"fields": [{"name": "身份证号"}]})],
    outputs=[
        dataset(
            "civil.低保对象",
            schema={
                "fields": [
                    {
                        "name": "证件",
                        "type": "struct",
                        "description": "证件",
                        "fields": [{"name": "号"}],
                    }
                ]
            },
            documentation={"description": "名册"},
            ownership={"owners": [{"name": "民政局", "type": "OWNER"}]},
            symlinks={"identifiers": [{"namespace": DB, "name": "低保", "type": "TABLE"}]},
            lifecycleStateChange={
                "lifecycleStateChange": "RENAME",
                "previousIdentifier": {"namespace": DB, "name": "低保旧"},
            },
            columnLineage={
                "fields": {
                    "证件": {
                        "inputFields": [
                            source({"type": "DIRECT", "subtype": "IDENTITY", "description": "照抄"})
                        ],
                        "transformationDescription": "照抄",
                    }
                },
                "dataset": [
                    source({"type": "INDIRECT", "subtype": "FILTER", "description": "在册"})
                ],
            },
        )
    ],
)
_CHOICES: Final = {"eventType", "eventTime", "schemaURL"}
"""Texts that are words of the spec, or not read."""
KEY: Final = "<key>"
"""Stands at the end of a way to a key that is a name itself."""


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the ways to the texts of an event, and to the keys that are names of columns."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from paths(each, (*path, index))
    elif isinstance(value, dict):
        for key, each in value.items():
            if path[-2:] == ("columnLineage", "fields"):
                yield (*path, key, KEY)
            if key not in _CHOICES:
                yield from paths(each, (*path, key))


WAYS: Final = list(paths(EVENT))
IS_NAME: Final = {"namespace", "name", "field", "runId", KEY}


def with_text(path: Path, text: str) -> Any:
    event = copy.deepcopy(EVENT)
    *above, last = path[:-1] if path[-1] == KEY else path
    part: Any = event
    for step in above:
        part = part[step]
    if path[-1] == KEY:
        part[text] = part.pop(last)
    else:
        part[last] = text
    return event


def texts(value: Any, *, are_names: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the texts of what was read, and whether each is a name."""
    if isinstance(value, str):
        yield value, are_names
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from texts(each, are_names=are_names)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            is_name = field.name in {"namespace", "name", "run", "target", "column", "parent"}
            yield from texts(getattr(value, field.name), are_names=is_name)


def test_every_text_is_found() -> None:
    assert len(WAYS) > 35
    assert {path[-1] for path in WAYS} > IS_NAME
    found = read_event(EVENT, received=RECEIVED)
    assert isinstance(found, ReadObservations)
    assert found.losses == ()


@pytest.mark.parametrize("badness", BAD)
def test_a_bad_text_is_refused_where_it_stands_or_cleaned_with_a_stated_loss(badness: str) -> None:
    for path in WAYS:
        for text in BAD[badness]:
            found = read_event(with_text(path, text), received=RECEIVED)
            where = [str(step) for step in path[: -1 if path[-1] == KEY else None]]
            if isinstance(found, InvalidInput):
                assert path[-1] in IS_NAME, (path, ascii(text[:20]), found)
                shown = found.path or []
                assert shown[: len(where) - 1] == where[:-1], (path, ascii(text[:20]), found)
                assert all(len(each) <= limits.NAME_BYTES for each in shown)
                assert len(found.message) < 400
                continue
            for each, is_name in texts(found.observations):
                assert each.strip(), (path, ascii(text[:20]))
                assert not forbidden_character(each), (path, ascii(each[:20]))
                assert without_unseen(each).strip(), (path, ascii(each[:20]))
                assert len(each) <= limits.SQL_CHARACTERS
                if is_name:
                    assert not forbidden_in_name(each), (path, ascii(each[:20]))
                    misfits = misfit(each)
                    assert misfits is None or misfits[2] is Misfit.MIXED, (path, ascii(each[:20]))
                    assert len(each.encode()) <= limits.NAME_BYTES
            for loss in found.losses:
                assert not forbidden_in_name(loss.place + loss.what), (path, ascii(loss.place))
                assert len(loss.place) < 2 * limits.NAME_BYTES


@pytest.mark.parametrize(
    "name", ["/", "#", "123", "a b", "*", "...", "tmp_2024-01-01/part-0", "Ａ", "IDСARD", "😀", "a.b.c", "x" * 1000]
)  # fmt: skip
def test_what_machines_call_things_is_kept_as_it_is_written(name: str) -> None:
    for path in (path for path in WAYS if path[-1] in IS_NAME - {"runId"}):
        found = read_event(with_text(path, name), received=RECEIVED)
        assert isinstance(found, ReadObservations), (path, found)
        # A column within another has its path for a name.
        assert any(each.endswith(name) for each, _ in texts(found.observations)), path
