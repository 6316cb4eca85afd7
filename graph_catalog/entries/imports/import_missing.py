"""What is on record of the units that a catalog file is about, and not in the file: told, and withdrawn where that is asked for."""

import dataclasses
from collections.abc import Collection
from typing import Final

from graph_catalog.entries import entry_rights
from graph_catalog.entries.entry_drafts import EntryDraft, Unwritable, batches
from graph_catalog.entries.entry_writing import write_entries
from graph_catalog.identity.rights import OwningUnit
from graph_catalog.language import counted, say, some
from graph_catalog.model import wording
from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.import_arguments import ImportArguments
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.record import permission, references
from graph_catalog.record.change import Change
from graph_catalog.record.permission import Need
from graph_catalog.record.references import OnRecord

USUAL_SHARE: Final = 10
"""Of the entries of the units that a file is about, at most so many in a hundred go without another word."""
_WITHDRAWN: Final = {"status": EntryStatus.WITHDRAWN}
_PATH: Final = ["input", "withdrawMissing"]


@dataclasses.dataclass(frozen=True)
class WithdrawMissing:
    """To withdraw what the file no longer has: why, and at most what share of the units' entries (in a hundred)."""

    reason: str
    at_most: int = USUAL_SHARE

    def checked(self) -> "WithdrawMissing | InvalidInput":
        """Return it with its reason cleaned, or say what is wrong with it."""
        reason = wording.text(self.reason, [*_PATH, "reason"])
        if isinstance(reason, InvalidInput):
            return reason
        if reason is None:
            return InvalidInput(
                message=say(
                    zh="撤回条目须写明理由。请补上。",
                    en="Entries are withdrawn for a reason. Say which.",
                ),
                path=[*_PATH, "reason"],
            )
        if not 0 <= self.at_most <= 100:  # noqa: PLR2004  # of a hundred
            return InvalidInput(
                message=say(
                    zh=f"比例应为 0 至 100 的百分数，现为 {self.at_most}。",
                    en=f"The share is so many in a hundred, 0 to 100; {self.at_most} is not.",
                ),
                path=[*_PATH, "atMostPercent"],
            )
        return dataclasses.replace(self, reason=reason)


@dataclasses.dataclass(frozen=True)
class AbsentEntry(OnRecord):
    """An entry on record that the file does not speak of."""

    owner: OwningUnit


@dataclasses.dataclass(frozen=True)
class Missing:
    """The entries that a file does not speak of, of so many that its units provide."""

    entries: tuple[AbsentEntry, ...] = ()
    provided: int = 0


async def find(change: Change, units: Collection[str], spoken_of: Collection[str]) -> Missing:
    """Return what is not spoken of (keys) among the entries that some units (keys) have in the catalog."""
    if not units:
        return Missing()
    rows = (await change.run("entries/provided", units=sorted(units)))["entries"]
    provided = [AbsentEntry(row["described"], references.owner(row["unit"])) for row in rows]
    entries = tuple(entry for entry in provided if entry.key not in spoken_of)
    return Missing(entries, len(provided))


async def withdraw(
    change: Change, missing: Missing, asked: WithdrawMissing, arguments: ImportArguments
) -> Refusal | None:
    """Withdraw what is missing, as `reviseEntry` withdraws an entry; refuse where it is more than was said."""
    needs = [
        Need(operation, (entry.owner,))
        for entry in missing.entries
        for operation in entry_rights.needed(entry.described, _WITHDRAWN)
    ]
    if refusal := permission.refuse(change.viewer, needs):
        return refusal
    if 100 * len(missing.entries) > asked.at_most * missing.provided:
        return _too_many(missing, asked, arguments)
    drafts = [
        EntryDraft(entry.owner.unit, {"name": entry.name, **_WITHDRAWN}, key=entry.key)
        for entry in missing.entries
    ]
    for batch in batches(drafts) if drafts else ():
        written = await write_entries(change, batch)
        if isinstance(written, Unwritable):
            return dataclasses.replace(written.refusal, path=_PATH)
    return None


def _too_many(missing: Missing, asked: WithdrawMissing, arguments: ImportArguments) -> InvalidInput:
    count, of = len(missing.entries), missing.provided
    share = -(-100 * count // of)
    named = some([entry.name for entry in missing.entries], "个")
    return InvalidInput(
        message=say(
            zh=f"文件所涉单位现有 {of} 个条目，其中 {count} 个（约 {share}%）不在文件中，超过 {asked.at_most}%：{named}。"
            f"未导入。请核对文件是否完整；确需撤回的，用 {arguments.withdraw_at_most} 放宽。",
            en=f"Of {counted(of, 'entry', 'entries')} that the file's units have, {count} (about {share} %) are not in the file, "
            f"more than {asked.at_most} %: {named}. Nothing was imported. Check that the file is whole; to withdraw "
            f"them nevertheless, allow more by {arguments.withdraw_at_most}.",
        ),
        path=_PATH,
    )
