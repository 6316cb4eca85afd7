"""The real events of the shared data, and what a walk over their JSON finds in them that knows nothing of our reader."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

FOLDER: Final = (
    Path(os.environ.get("GRAPH_CATALOG_SHARED") or Path(__file__).parents[4] / "shared")
    / "data/lineage"
)
Event = dict[str, Any]
Edge = tuple[str, str, str, str, str]
"""Column written, namespace, dataset and column it comes from, and the kind of the way."""


def files() -> list[Path]:
    return sorted(FOLDER.rglob("*.json"))


def events(file: Path) -> list[Event]:
    """The events of a file. A JSON Schema of the spec holds none; a facet alone is put into an event."""
    content = json.loads(file.read_text())
    if "$schema" in content:
        return []
    if "columnLineage" in content:
        content = {"outputs": [{"namespace": "file", "name": "/t", "facets": content}]}
    return [_sendable(event) for event in (content if isinstance(content, list) else [content])]


def _sendable(event: Event) -> Event:
    """Fill in what the tools' own tests leave out of the events they expect, or stand a placeholder for."""
    told = str(event.get("eventTime", ""))
    placed: Event = _placed(event)
    return placed | {
        "run": {"runId": "r"} | event.get("run", {}),
        "job": {"namespace": "default", "name": "job"} | event.get("job", {}),
        "eventTime": told if told.startswith("20") else "2026-03-01T00:00:00Z",
    }


def _placed(value: Any) -> Any:
    """Fill in namespaces: a database in a container has a port, and so a namespace, of its own in each of their runs."""
    if isinstance(value, list):
        return [_placed(each) for each in value]
    if not isinstance(value, dict):
        return value
    is_dataset = "name" in value and ("facets" in value or "field" in value)
    default = {"namespace": "postgres://db"} if is_dataset else {}
    return default | {key: _placed(each) for key, each in value.items()}


def datasets(event: Event, *roles: str) -> Iterator[Event]:
    for role in roles:
        yield from event.get(role) or []


def columns(dataset: Event) -> set[str]:
    """The columns of schema and lineage, nested ones by path."""
    facets = dataset.get("facets", {})
    found = set(facets.get("columnLineage", {}).get("fields", {}))

    def walk(fields: list[Event], above: str) -> None:
        for field in fields:
            found.add(above + field["name"])
            walk(field.get("fields") or [], f"{above}{field['name']}.")

    walk(facets.get("schema", {}).get("fields") or [], "")
    return found


def edges(dataset: Event) -> set[Edge]:
    facet = dataset.get("facets", {}).get("columnLineage", {})
    found: set[Edge] = set()
    for target, field in facet.get("fields", {}).items():
        for source in field["inputFields"]:
            found |= {(target, *_source(source), kind) for kind in _kinds(source)}
    for source in facet.get("dataset") or []:
        found |= {
            (target, *_source(source), kind)
            for kind in _kinds(source)
            for target in columns(dataset)
        }
    return found


def _source(source: Event) -> tuple[str, str, str]:
    return source["namespace"], source["name"], source["field"]


def _kinds(source: Event) -> set[str]:
    """The kinds of a way; where none is told, that values were made into others is all that is known."""
    return {
        "MASKING" if path["type"] == "DIRECT" and path.get("masking") else path["subtype"]
        for path in source.get("transformations") or []
    } or {"TRANSFORMATION"}
