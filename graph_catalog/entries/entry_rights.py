"""Which rights a change of a catalog entry needs, whoever makes it and however it comes: by a mutation, or in a file. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Final

from graph_catalog.identity.rights import Operation
from graph_catalog.model import coverage, wording
from graph_catalog.model.enums.entries import (
    EntryStatus,
    Listing,
    Openness,
    ProvisionMethod,
    SharingClass,
    StorageFormat,
    UpdateCycle,
)
from graph_catalog.record import entity_rows

_WIDEST_FIRST: Final[Mapping[str, tuple[Enum, ...]]] = {
    "sharing_class": (
        SharingClass.UNCONDITIONAL,
        SharingClass.CONDITIONAL,
        SharingClass.NOT_SHARED,
    ),
    "openness": (Openness.OPEN, Openness.CONDITIONAL, Openness.CLOSED),
}
"""What an entry may say, the widest first; saying nothing is narrower than all of it."""
_EASE: Final = {
    ProvisionMethod.SHARE_API.value: 0,
    ProvisionMethod.SHARE_EXCHANGE.value: 0,
    ProvisionMethod.CENTRAL_ANALYSIS.value: 1,
    ProvisionMethod.OFFLINE.value: 2,
}
"""Ways to be provided with data, the easiest first; by the third they never leave the municipal centre (Art. 22)."""
_STATED_BY_THE_CENTRE: Final = {EntryStatus.PUBLISHED, EntryStatus.WITHDRAWN}


def needed(
    before: Mapping[str, Any], changed: Mapping[str, Any], *, loses_fields: bool = False
) -> Iterator[Operation]:
    """Yield the rights that it takes to turn an entry that stands as `before` ({} for a new one) into `before | changed`.

    `loses_fields` says that fields leave it, or are taken back in part (`entry_places.taking_back`).
    """
    after = {**before, **changed}
    status = _status(after)
    enters = (status in _STATED_BY_THE_CENTRE and status is not _status(before)) or (
        is_public(after) and not is_public(before)
    )
    if enters:
        yield Operation.PUBLISH_ENTRY
    if _is_stated(before):
        if not _is_stated(after) or (is_public(before) and not is_public(after)):
            yield Operation.UNPUBLISH_ENTRY
        elif loses_fields or _narrows(before, after):
            yield Operation.NARROW_OFFER


def _status(row: Mapping[str, Any]) -> EntryStatus:
    return EntryStatus(row.get("status") or EntryStatus.DRAFT)


def is_public(row: Mapping[str, Any]) -> bool:
    """Whether an entry is in the catalog that others see."""
    listing = Listing(row.get("listing") or Listing.LISTED)
    return listing is Listing.LISTED and _status(row) is EntryStatus.PUBLISHED


def _is_stated(row: Mapping[str, Any]) -> bool:
    """Whether the centre has stated what an entry offers, or offered until it was withdrawn: others go by it."""
    listing = Listing(row.get("listing") or Listing.LISTED)
    return listing is Listing.LISTED and _status(row) in _STATED_BY_THE_CENTRE


def _narrows(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether a published entry offers less than it did, or by a way that is harder to go (Art. 19, 22)."""
    was, now = entity_rows.coverage(before), entity_rows.coverage(after)
    return (
        any(_closedness(after, name) > _closedness(before, name) for name in _WIDEST_FIRST)
        or _is_harder(before, after)
        or (_said(after, "format") == StorageFormat.PAPER.value != _said(before, "format"))
        or _bears_another_code(before, after)
        or bool(before.get("masked_offer") and not after.get("masked_offer"))
        or _day(after, "sharing_to", dt.date.max) < _day(before, "sharing_to", dt.date.max)
        or _day(after, "sharing_from", dt.date.min) > _day(before, "sharing_from", dt.date.min)
        or _slowness(after) > _slowness(before)
        or _day(after, "last_updated_on", dt.date.max)
        < _day(before, "last_updated_on", dt.date.min)
        or not coverage.holds(now, was)
    )


def _closedness(row: Mapping[str, Any], name: str) -> int:
    words = [each.value for each in _WIDEST_FIRST[name]]
    said = _said(row, name)
    return len(words) if said is None else words.index(said)


def _slowness(row: Mapping[str, Any]) -> int:
    """Return how seldom an entry promises to be brought up to date; to promise nothing is the slowest."""
    cycles = [each.value for each in UpdateCycle]
    said = _said(row, "update_cycle")
    return len(cycles) if said is None else cycles.index(said)


def _is_harder(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether the way is harder than the one before; where none was said, than the easiest."""
    was, now = (_said(row, "provision_method") for row in (before, after))
    return now != was and _EASE.get(now, len(_EASE)) > _EASE.get(was, 0)


def _bears_another_code(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether it cannot be found by its code any more, by which forms and papers name it."""
    code = before.get("code")
    return bool(code) and wording.folded(after.get("code") or "") != wording.folded(str(code))


def _said(row: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401  # a word of an enumeration, or nothing
    said = row.get(name)
    return getattr(said, "value", said)


def _day(row: Mapping[str, Any], name: str, stands_for_none: dt.date) -> dt.date:
    day = entity_rows.date(row.get(name))
    return stands_for_none if day is None else day
