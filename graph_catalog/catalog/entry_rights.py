"""Which rights a change of a catalog entry needs, whoever makes it and however it comes: by a mutation, or in a file. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph_catalog.catalog import described
from graph_catalog.model import coverage
from graph_catalog.model.enums.entries import EntryStatus, Listing, SharingClass
from graph_catalog.rights import Operation

_WIDEST_FIRST: Final = (
    SharingClass.UNCONDITIONAL,
    SharingClass.CONDITIONAL,
    SharingClass.NOT_SHARED,
)
_STATED_BY_THE_CENTRE: Final = {EntryStatus.PUBLISHED, EntryStatus.WITHDRAWN}


def needed(before: Mapping[str, Any], changed: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield the rights that it takes to turn an entry that stands as `before` ({} for a new one) into `before | changed`."""
    after = {**before, **changed}
    status = _status(after)
    enters = (status in _STATED_BY_THE_CENTRE and status is not _status(before)) or (
        _is_public(after) and not _is_public(before)
    )
    if enters:
        yield Operation.PUBLISH_ENTRY
    if _is_public(before):
        if not _is_public(after):
            yield Operation.UNPUBLISH_ENTRY
        elif _narrows(before, after):
            yield Operation.NARROW_OFFER


def _status(row: Mapping[str, Any]) -> EntryStatus:
    return EntryStatus(row.get("status") or EntryStatus.DRAFT)


def _is_public(row: Mapping[str, Any]) -> bool:
    listing = Listing(row.get("listing") or Listing.LISTED)
    return listing is Listing.LISTED and _status(row) is EntryStatus.PUBLISHED


def _narrows(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether a published entry offers less than it did: class, masked copies, period of sharing, coverage (Art. 19)."""
    was, now = described.coverage(before), described.coverage(after)
    return (
        _closedness(after) > _closedness(before)
        or bool(before.get("masked_offer") and not after.get("masked_offer"))
        or _day(after, "sharing_to", dt.date.max) < _day(before, "sharing_to", dt.date.max)
        or _day(after, "sharing_from", dt.date.min) > _day(before, "sharing_from", dt.date.min)
        or not coverage.holds(now, was)
    )


def _closedness(row: Mapping[str, Any]) -> int:
    class_ = row.get("sharing_class")
    return len(_WIDEST_FIRST) if class_ is None else _WIDEST_FIRST.index(SharingClass(class_))


def _day(row: Mapping[str, Any], name: str, stands_for_none: dt.date) -> dt.date:
    day = described.date(row.get(name))
    return stands_for_none if day is None else day
