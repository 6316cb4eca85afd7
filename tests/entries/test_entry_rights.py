"""Which rights a change of an entry needs: properties over random entries and changes."""

import datetime as dt
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.entries.entry_rights import needed
from graph_catalog.identity.rights import Operation
from graph_catalog.model.enums.entries import (
    EntryStatus,
    Listing,
    Openness,
    ProvisionMethod,
    SharingClass,
)

Row = dict[str, Any]

_DAYS: Final = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1))
_ENTRIES: Final = st.fixed_dictionaries(
    {
        "status": st.sampled_from(EntryStatus),
        "listing": st.sampled_from(Listing),
        "sharing_class": st.sampled_from(SharingClass),
        "openness": st.sampled_from(Openness),
        "provision_method": st.sampled_from(ProvisionMethod),
        "code": st.sampled_from([None, "308204/000001", "308204/000002"]),
        "masked_offer": st.booleans(),
        "sharing_from": _DAYS,
        "sharing_to": _DAYS,
        "coverage_region": st.sampled_from(["*", "3302", "330211", "330212"]),
        "coverage_population": st.sampled_from(["*", "户籍人口", "户籍人口/老年人"]),
        "coverage_from": _DAYS,
        "coverage_to": _DAYS,
    }
)
_PUBLIC: Final = {"status": EntryStatus.PUBLISHED, "listing": Listing.LISTED}


def _rights(before: Row, after: Row) -> set[Operation]:
    return set(needed(before, after))


@given(_ENTRIES)
def test_saying_the_same_again_needs_no_right(entry: Row) -> None:
    assert _rights(entry, entry) == set()
    assert _rights(entry, {}) == set()


@given(_ENTRIES, _ENTRIES)
def test_what_the_public_loses_and_gains_needs_the_right_for_it(before: Row, after: Row) -> None:
    found = _rights(before, after)
    was, now = (_PUBLIC.items() <= row.items() for row in (before, after))
    stated, states = (
        row["listing"] is Listing.LISTED and row["status"] is not EntryStatus.DRAFT
        for row in (before, after)
    )
    gone = (was and not now) or (stated and not states)
    assert (Operation.UNPUBLISH_ENTRY in found) is gone
    if now and not was:
        assert Operation.PUBLISH_ENTRY in found
    if not stated:
        assert Operation.NARROW_OFFER not in found


@given(_ENTRIES, _ENTRIES)
def test_what_is_narrowed_one_way_is_not_narrowed_the_other_unless_both_lose(
    one: Row, other: Row
) -> None:
    one, other = {**one, **_PUBLIC}, {**other, **_PUBLIC}
    there, back = _rights(one, other), _rights(other, one)
    assert there | back <= {Operation.NARROW_OFFER}
    if not there and not back:
        for name in ("sharing_class", "masked_offer", "sharing_from", "sharing_to"):
            assert one[name] == other[name]


@given(_ENTRIES, _ENTRIES, _ENTRIES)
def test_a_narrowing_in_two_steps_is_seen_in_one_of_them(a: Row, b: Row, c: Row) -> None:
    """Nobody narrows an offer by small steps that each need no right."""
    a, b, c = ({**row, **_PUBLIC} for row in (a, b, c))
    if _rights(a, c):
        assert _rights(a, b) | _rights(b, c)


@given(_ENTRIES, st.sampled_from([EntryStatus.DRAFT, EntryStatus.WITHDRAWN]))
def test_nothing_leaves_the_public_by_a_detour(entry: Row, status: EntryStatus) -> None:
    public = {**entry, **_PUBLIC}
    assert Operation.UNPUBLISH_ENTRY in _rights(public, {"status": status})
    for listing in (Listing.UNLISTED, Listing.RECEIVED):
        assert Operation.UNPUBLISH_ENTRY in _rights(public, {"listing": listing})
