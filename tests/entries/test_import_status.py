from datetime import date
from typing import Any

from graph_catalog.entries.import_status import ImportStatus, import_status_of
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


def status(
    wanted: dict[str, Any],
    stands: dict[str, Any] | None = None,
    *,
    has_system: bool = True,
    may_publish: bool = True,
) -> ImportStatus:
    return import_status_of(wanted, stands or {}, has_system=has_system, may=lambda _: may_publish)


def test_an_entry_is_a_draft_unless_the_file_says_otherwise() -> None:
    assert status(WHOLE) == ImportStatus(EntryStatus.DRAFT)


def test_a_whole_entry_is_published_where_the_file_says_so() -> None:
    assert status(PUBLISHED) == ImportStatus(EntryStatus.PUBLISHED)


def test_an_entry_that_lacks_one_of_the_nine_is_a_draft_whatever_the_file_says() -> None:
    lacking = {name: value for name, value in PUBLISHED.items() if name != "openness"}
    assert status(lacking, has_system=False) == ImportStatus(
        EntryStatus.DRAFT, lacks="信息系统名称、开放属性"
    )


def test_a_restricted_class_without_reason_and_basis_is_a_draft() -> None:
    restricted = {**PUBLISHED, "sharing_class": SharingClass.CONDITIONAL}
    assert status(restricted) == ImportStatus(EntryStatus.DRAFT, lacks="共享理由与共享依据")
    justified = {**restricted, "sharing_reason": "涉及隐私", "legal_basis": "个人信息保护法"}
    assert status(justified) == ImportStatus(EntryStatus.PUBLISHED)


def test_what_is_on_record_counts_as_well_as_what_the_file_says() -> None:
    standing = {**WHOLE, "status": "DRAFT"}
    published = {"name": "低保", "status": EntryStatus.PUBLISHED}
    assert status(published, standing) == ImportStatus(EntryStatus.PUBLISHED)


def test_who_may_not_publish_leaves_the_status_as_it_is() -> None:
    assert status(PUBLISHED, may_publish=False) == ImportStatus(
        EntryStatus.DRAFT, needs_approval=True
    )
    withdrawn = {**WHOLE, "status": EntryStatus.WITHDRAWN}
    assert status(withdrawn, PUBLISHED, may_publish=False) == ImportStatus(
        EntryStatus.PUBLISHED, needs_approval=True
    )


def test_who_may_not_publish_may_revise_what_is_public() -> None:
    assert status({**PUBLISHED, "name": "名册"}, PUBLISHED, may_publish=False) == ImportStatus(
        EntryStatus.PUBLISHED
    )


def test_a_public_entry_may_not_lose_what_makes_it_fit() -> None:
    assert status(
        {"name": "低保", "sharing_class": SharingClass.NOT_SHARED}, PUBLISHED
    ) == ImportStatus(EntryStatus.PUBLISHED, lacks="共享理由与共享依据", is_unfit=True)


def test_what_was_withdrawn_comes_back_as_the_file_says_else_as_a_draft_or_not_at_all() -> None:
    withdrawn = {**WHOLE, "status": EntryStatus.WITHDRAWN.value}
    assert status(WHOLE, withdrawn) == ImportStatus(EntryStatus.DRAFT)
    assert status(PUBLISHED, withdrawn) == ImportStatus(EntryStatus.PUBLISHED)
    still = {**WHOLE, "status": EntryStatus.WITHDRAWN}
    assert status(still, withdrawn) == ImportStatus(EntryStatus.WITHDRAWN)
    refused = status(WHOLE, withdrawn, may_publish=False)
    assert refused.forbidden
    assert not refused.needs_approval
