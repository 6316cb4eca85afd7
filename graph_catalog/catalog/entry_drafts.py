"""Entries and fields as they shall be described, before it is known what is on record of them."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

_STRETCH: Final = 2000
"""Fields that are written between two reports of progress."""


@dataclasses.dataclass(frozen=True)
class FieldDraft:
    """A field as it shall be described.

    `attributes` are properties of `Field` by name (`model.entities`); those not given stay as they
    are, None takes one away. Without `key`, its name and column say which field of the entry is
    meant, or that it is new.
    """

    attributes: Mapping[str, Any]
    key: str | None = None


@dataclasses.dataclass(frozen=True)
class EntryDraft:
    """An entry as it shall be described, with fields in the order of the entry.

    `provider` (None: nobody's, as tables of tools are) and `system` are keys; without a system, the
    one on record stays. `key` is that of
    the entry on record, None for a new one. `attributes` are the properties of a dataset node
    (coverage and period flat, see `described.flat_coverage`), given as those of a field are.
    `removed` are keys of fields that it loses by the same change. `valid_from` says since when provider, system and fields are its own; without it, what is new
    holds since ever and what changes holds from now on.
    """

    provider: str | None
    attributes: Mapping[str, Any]
    fields: Sequence[FieldDraft] = ()
    system: str | None = None
    key: str | None = None
    removed: frozenset[str] = frozenset()
    valid_from: dt.datetime | None = None


def stretches(drafts: Sequence[EntryDraft]) -> list[list[EntryDraft]]:
    """Return many entries in parts that are written one after the other."""
    parts: list[list[EntryDraft]] = [[]]
    size = 0
    for draft in drafts:
        if size >= _STRETCH:
            parts.append([])
            size = 0
        parts[-1].append(draft)
        size += len(draft.fields)
    return parts
