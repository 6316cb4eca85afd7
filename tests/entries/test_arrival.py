from datetime import date
from typing import Any

from graph_catalog.entries.arrival import Arrival, arrive
from graph_catalog.model.enums.entries import EntryStatus, SharingClass

WHOLE: dict[str, Any] = {
    "name": "低保",
    "format": "DATABASE",
    "sharing_class": SharingClass.UNCONDITIONAL,
    "openness": "CLOSED",
    "provision_method": "SHARE_API",
    "update_cycle": "MONTHLY",
    "sharing_to": date(2030, 1, 1),
}
PUBLISHED = {**WHOLE, "status": EntryStatus.PUBLISHED}


def arrival(
    wanted: dict[str, Any],
    stands: dict[str, Any] | None = None,
    *,
    has_system: bool = True,
    may_publish: bool = True,
) -> Arrival:
    return arrive(wanted, stands or {}, has_system=has_system, may=lambda _: may_publish)


def test_an_entry_is_a_draft_unless_the_file_says_otherwise() -> None:
    assert arrival(WHOLE) == Arrival(EntryStatus.DRAFT)


def test_a_whole_entry_is_published_where_the_file_says_so() -> None:
    assert arrival(PUBLISHED) == Arrival(EntryStatus.PUBLISHED)


def test_an_entry_that_lacks_one_of_the_nine_is_a_draft_whatever_the_file_says() -> None:
    lacking = {name: value for name, value in PUBLISHED.items() if name != "openness"}
    assert arrival(lacking, has_system=False) == Arrival(
        EntryStatus.DRAFT, lacks="信息系统名称、开放属性"
    )


def test_a_restricted_class_without_reason_and_basis_is_a_draft() -> None:
    restricted = {**PUBLISHED, "sharing_class": SharingClass.CONDITIONAL}
    assert arrival(restricted) == Arrival(EntryStatus.DRAFT, lacks="共享理由与共享依据")
    justified = {**restricted, "sharing_reason": "涉及隐私", "legal_basis": "个人信息保护法"}
    assert arrival(justified) == Arrival(EntryStatus.PUBLISHED)


def test_what_is_on_record_counts_as_well_as_what_the_file_says() -> None:
    standing = {**WHOLE, "status": "DRAFT"}
    published = {"name": "低保", "status": EntryStatus.PUBLISHED}
    assert arrival(published, standing) == Arrival(EntryStatus.PUBLISHED)


def test_who_may_not_publish_leaves_the_status_as_it_is() -> None:
    assert arrival(PUBLISHED, may_publish=False) == Arrival(EntryStatus.DRAFT, is_held_back=True)
    withdrawn = {**WHOLE, "status": EntryStatus.WITHDRAWN}
    assert arrival(withdrawn, PUBLISHED, may_publish=False) == Arrival(
        EntryStatus.PUBLISHED, is_held_back=True
    )


def test_who_may_not_publish_may_revise_what_is_public() -> None:
    assert arrival({**PUBLISHED, "name": "名册"}, PUBLISHED, may_publish=False) == Arrival(
        EntryStatus.PUBLISHED
    )


def test_a_public_entry_may_not_lose_what_makes_it_fit() -> None:
    assert arrival(
        {"name": "低保", "sharing_class": SharingClass.NOT_SHARED}, PUBLISHED
    ) == Arrival(EntryStatus.PUBLISHED, lacks="共享理由与共享依据", is_unfit=True)


def test_what_was_withdrawn_comes_back_as_the_file_says_else_as_a_draft_or_not_at_all() -> None:
    withdrawn = {**WHOLE, "status": EntryStatus.WITHDRAWN.value}
    assert arrival(WHOLE, withdrawn) == Arrival(EntryStatus.DRAFT)
    assert arrival(PUBLISHED, withdrawn) == Arrival(EntryStatus.PUBLISHED)
    still = {**WHOLE, "status": EntryStatus.WITHDRAWN}
    assert arrival(still, withdrawn) == Arrival(EntryStatus.WITHDRAWN)
    refused = arrival(WHOLE, withdrawn, may_publish=False)
    assert refused.forbidden
    assert not refused.is_held_back
