"""One way to write what the catalog says as JSON: the same bytes for the same content (design §4)."""

import dataclasses
import datetime as dt
import json

from strawberry import UNSET

from graph_catalog.model import instant


def canonical(value: object) -> str:
    """Write JSON in one way only: sorted names, no spaces, instants in UTC."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def _plain(value: object) -> object:
    if isinstance(value, instant.When):
        return _plain(value.written)
    if isinstance(value, dt.datetime):
        return instant.text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "to_native"):
        return _plain(value.to_native())
    if hasattr(value, "value"):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        said = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {name: each for name, each in said.items() if each is not UNSET}
    message = f"no canonical form for {type(value).__name__}"
    raise TypeError(message)
