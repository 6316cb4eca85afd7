"""With which status an entry of a file arrives (Art. 10 ¶2, 13, 19 ¶3). Pure."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from graph_catalog.entries import entry_rights, publication
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.model.enums.entries import EntryStatus


@dataclasses.dataclass(frozen=True)
class ImportStatus:
    """The status an entry gets.

    `lacks` says, in words, what it needs before it may be published; `needs_approval` that whoever
    imports it may not change its status so; `is_unfit` that it is public and what the file says of
    it does not allow it to be. `forbidden` are rights that the rest of what the file says of it
    needs and whoever imports it has not.
    """

    status: EntryStatus
    lacks: str = ""
    needs_approval: bool = False
    is_unfit: bool = False
    forbidden: tuple[Operation, ...] = ()


def import_status_of(
    wanted: Mapping[str, Any],
    stands: Mapping[str, Any],
    *,
    has_system: bool,
    may: Callable[[Operation], bool],
    loses_fields: bool = False,
) -> ImportStatus:
    """Decide the status of an entry that the file says `wanted` of and the record `stands`."""
    after = {**stands, **wanted}
    before = EntryStatus(stands.get("status") or EntryStatus.DRAFT)
    is_back = revives(wanted, stands)
    status = EntryStatus((wanted if is_back else after).get("status") or EntryStatus.DRAFT)
    lacks = what_lacks(after, has_system=has_system)
    if lacks and status is EntryStatus.PUBLISHED:
        is_unfit = before is EntryStatus.PUBLISHED
        if is_unfit:
            return ImportStatus(before, lacks, is_unfit=True)
        status = EntryStatus.DRAFT
    # Whoever says that what was withdrawn is back is refused where it may not be: nothing else would have been done.
    needs_approval = not is_back and not all(
        map(may, entry_rights.needed(stands, {"status": status}))
    )
    status = before if needs_approval else status
    needed = entry_rights.needed(stands, {**wanted, "status": status}, loses_fields=loses_fields)
    forbidden = tuple(operation for operation in needed if not may(operation))
    return ImportStatus(status, lacks, needs_approval=needs_approval, forbidden=forbidden)


def revives(wanted: Mapping[str, Any], stands: Mapping[str, Any]) -> bool:
    """Tell whether a file has an entry again that was withdrawn, and does not say so itself."""
    is_withdrawn = stands.get("status") == EntryStatus.WITHDRAWN.value
    return is_withdrawn and wanted.get("status") is not EntryStatus.WITHDRAWN


def what_lacks(attributes: Mapping[str, Any], *, has_system: bool) -> str:
    """Say what an entry with fields needs before it may be published; empty where nothing."""
    missing = publication.lacking(attributes, has_system=has_system, has_fields=True)
    words = [publication.words(missing)] if missing else []
    if not publication.is_justified(attributes):
        words.append(say(zh="共享理由与共享依据", en="reason and legal basis of the sharing class"))
    return say(zh="、", en=", ").join(words)
