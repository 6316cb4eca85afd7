"""What whoever imports a file should know of what was done, grouped to be read. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph_catalog.entries.import_status import ImportStatus
from graph_catalog.entries.imports.import_identity import Ambiguity
from graph_catalog.language import counted, say, some
from graph_catalog.model import places
from graph_catalog.model.catalog_sheet import SheetEntry
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.model.import_arguments import ImportArguments


def status_warnings(
    entries: Sequence[SheetEntry], statuses: Sequence[ImportStatus], arguments: ImportArguments
) -> Iterator[str]:
    """Warn of entries that stay drafts, and of those whose status stays."""
    together = list(zip(entries, statuses, strict=True))
    lacking = [(entry.name, status.lacks) for entry, status in together if status.lacks]
    yield from unfinished(lacking, arguments)
    yield from needing_approval([entry.name for entry, status in together if status.needs_approval])


def unfinished(entries: Sequence[tuple[str, str]], arguments: ImportArguments) -> list[str]:
    """Warn of entries that stay drafts, given as name and what is lacking, by what is lacking."""
    groups: dict[str, list[str]] = {}
    for name, lacks in entries:
        groups.setdefault(lacks, []).append(name)
    return [
        say(
            zh=f"{len(names)} 个条目缺少{lacks}，不能发布：{some(names)}。"
            f"请在文件中补齐，或用 {arguments.defaults} 给出。",
            en=f"{counted(len(names), 'entry lacks', 'entries lack')} {lacks} and cannot be "
            f"published: {some(names)}. Add that to the file, or give it by {arguments.defaults}.",
        )
        for lacks, names in sorted(groups.items(), key=lambda group: -len(group[1]))
    ]


def needing_approval(names: Sequence[str]) -> list[str]:
    """Warn of entries whose status stays: only the big-data centre publishes and withdraws."""
    if not names:
        return []
    return [
        say(
            zh=f"{len(names)} 个条目的状态未变：{some(names)}。"
            "发布与撤销由区大数据中心办理（第六条）。",
            en=f"The status of {counted(len(names), 'entry', 'entries')} stays: {some(names)}. "
            "The big-data centre "
            "publishes and withdraws (Art. 6).",
        )
    ]


def former_names(names: Mapping[str, str]) -> list[str]:
    """Warn of units that the file calls by a name of before, given with their names of today."""
    if not names:
        return []
    called = [
        say(zh=f"“{before}”现为“{now}”", en=f"{before} is {now} now")
        for before, now in sorted(names.items())
    ]
    return [
        say(
            zh=f"文件使用了 {len(names)} 个单位的曾用名，已按现名归入：{some(called)}。请更新文件。",
            en=f"The file calls {counted(len(names), 'unit', 'units')} by a former name; the rows went to the unit of "
            f"today: {some(called)}. Bring the file up to date.",
        )
    ]


def lookalikes(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Warn of new entries that look like some which the file no longer has, given with these."""
    if not pairs:
        return []
    named = [say(zh=f"“{new}”与“{old}”", en=f"{new} and {old}") for new, old in pairs]
    return [
        say(
            zh=f"{len(pairs)} 个新条目与库中而不在文件中的条目看起来相同，只是繁简体不同，或有形似的字母、标点：{some(named)}。是同一个的，请统一写法。",
            en=f"{counted(len(pairs), 'new entry looks', 'new entries look')} like one on record that the file does not have, but for "
            f"traditional and simplified characters, or letters or signs that look the same: {some(named)}. If it is the same one, write it "
            "in one way.",
        )
    ]


def unused_unit(
    entries: Sequence[SheetEntry], unit: str | None, arguments: ImportArguments
) -> list[str]:
    """Warn that the unit for rows which name none is nobody's, for all of them name one."""
    if unit is None or not all(entry.provider for entry in entries):
        return []
    return [
        say(
            zh=f"文件的每一行都写明了提供单位，{arguments.unit}（“{unit}”）未起作用。",
            en=f"Each row of the file names its provider; {arguments.unit} ({unit}) had no effect.",
        )
    ]


def reused_names(names: Mapping[str, str]) -> list[str]:
    """Warn of units that the file names, of which another bore the name before, given with what that is called today."""
    return [
        say(
            zh=f"文件中的“{name}”按现在叫这个名称的单位归入；“{other}”从前也叫这个名称。文件若早于其改名，请改写统一社会信用代码或现名。",
            en=f"The rows of {name} went to the unit that is called so now; {other} bore the name before. If the file is older than "
            "its new name, write the credit code or the name of today.",
        )
        for name, other in sorted(names.items())
    ]


def absent_fields(fields: Mapping[str, Sequence[str]]) -> list[str]:
    """Warn of fields that are on record and not in the file, given by entry; they stay."""
    if not fields:
        return []
    count = sum(map(len, fields.values()))
    named = [
        say(zh=f"{entry}（{some(names)}）", en=f"{entry} ({some(names)})")
        for entry, names in fields.items()
    ]
    return [
        say(
            zh=f"{count} 个数据项在库中而不在文件中，保留未动：{some(named)}。",
            en=f"{counted(count, 'field is', 'fields are')} on record and not in the file; "
            f"{'it stays' if count == 1 else 'they stay'}: {some(named)}.",
        )
    ]


def unlisted_regions(entries: Sequence[SheetEntry]) -> list[str]:
    """Warn of codes of regions of which nothing but their shape is known."""
    rows: dict[str, list[str]] = {}
    for entry in entries:
        if (code := entry.attributes.get("coverage_region")) is not None and (
            doubt := places.unlisted_region(code)
        ):
            rows.setdefault(doubt, []).append(str(entry.row))
    return [
        say(zh=f"第 {some(of, '')} 行：{doubt}", en=f"Row {some(of)}: {doubt}")
        for doubt, of in rows.items()
    ]


def ambiguous(found: Sequence[Ambiguity], arguments: ImportArguments) -> list[str]:
    """Warn of what was held back for want of a decision, by what there is to decide."""
    groups: dict[IdentityChange | None, list[str]] = {}
    for each in found:
        if each.needs_approval:
            named = say(zh=f"第 {each.row} 行“{each.entry}”", en=f"row {each.row} ({each.entry})")
            groups.setdefault(each.change, []).append(named)
    return [
        say(
            zh=f"{len(rows)} 处{_what(change)}，未写入：{some(rows)}。{_decide(change, arguments)}",
            en=f"{counted(len(rows), 'row is', 'rows are')} held back, because {_what(change)}: "
            f"{some(rows)}. {_decide(change, arguments)}",
        )
        for change, rows in groups.items()
    ]


def _what(change: IdentityChange | None) -> str:
    if change is None:
        return say(
            zh="对应不止一个库中内容，不能确定是哪一个",
            en="several things on record may be meant",
        )
    return say(
        zh={
            IdentityChange.RECODE: "目录代码与库中不同",
            IdentityChange.MOVE: "提供单位与库中不同",
            IdentityChange.RENAME_ENTRY: "业务名称与库中不同",
            IdentityChange.REVIVE: "是库中已撤回的条目，文件中又有",
            IdentityChange.RENAME_FIELD: "数据项名称与库中同一列名的不同",
        }[change],
        en={
            IdentityChange.RECODE: "the code differs from the one on record",
            IdentityChange.MOVE: "the provider differs from the one on record",
            IdentityChange.RENAME_ENTRY: "the name of the entry differs from the one on record",
            IdentityChange.REVIVE: "the entry was withdrawn, and the file has it again",
            IdentityChange.RENAME_FIELD: "the name of the field differs from the one that its column has on record",
        }[change],
    )


def _decide(change: IdentityChange | None, arguments: ImportArguments) -> str:
    if change is None:
        return say(
            zh="请核对文件中的目录代码、名称与列名，没有写明的请写明；或先在目录中改正。",
            en="Check codes, names and columns in the file, and add those that are missing; or correct the record first.",
        )
    option = arguments.accepting(change)
    return say(
        zh=f"确属{_CHANGES[change][0]}的，用 {option} 导入；否则请改正文件。",
        en=f"If this is {_CHANGES[change][1]}, import with {option}; otherwise correct the file.",
    )


def named_change(what: IdentityChange | None) -> str:
    """Name a change of identity, or that nobody can tell."""
    if what is None:
        return say(zh="对应不止一个", en="several may be meant")
    zh, en = _CHANGES[what]
    return say(zh=zh, en=en)


_CHANGES: Final = {
    IdentityChange.RECODE: ("同一条目换码", "the same entry with a new code"),
    IdentityChange.MOVE: ("条目移交", "an entry handed over"),
    IdentityChange.RENAME_ENTRY: ("条目改名", "an entry with a new name"),
    IdentityChange.REVIVE: ("条目恢复", "an entry that is back"),
    IdentityChange.RENAME_FIELD: ("数据项改名", "a field with a new name"),
}


def outcome(found: Ambiguity, *, is_dry_run: bool) -> str:
    """Say of one ambiguity what becomes of it."""
    if found.needs_approval:
        return say(zh="不写入", en="held back")
    if found.change is None:
        raise AssertionError(found)
    zh, en = _DONE[found.change]
    if is_dry_run:
        return say(zh=f"将{zh}", en=f"will be {en}")
    return say(zh=f"已{zh}", en=en)


_DONE: Final = {
    IdentityChange.RECODE: ("换码", "recoded"),
    IdentityChange.MOVE: ("移交", "moved"),
    IdentityChange.RENAME_ENTRY: ("改名", "renamed"),
    IdentityChange.REVIVE: ("恢复", "revived"),
    IdentityChange.RENAME_FIELD: ("改名", "renamed"),
}


def missing(
    names: Sequence[str], arguments: ImportArguments, *, are_withdrawn: bool, is_dry_run: bool
) -> list[str]:
    """Tell of entries that are on record of the file's units and not in the file."""
    if not names:
        return []
    count = len(names)
    if are_withdrawn:
        done = (
            say(zh="将撤回", en="to be withdrawn")
            if is_dry_run
            else say(zh="已撤回", en="withdrawn")
        )
        return [
            say(
                zh=f"{count} 个条目在库中而不在文件中，{done}：{some(names)}。",
                en=f"{counted(count, 'entry is', 'entries are')} on record and not in the file, {done}: {some(names)}.",
            )
        ]
    return [
        say(
            zh=f"{count} 个条目在库中而不在文件中，保留未动：{some(names)}。不再提供的，用 {arguments.withdraw_missing} 撤回。",
            en=f"{counted(count, 'entry is', 'entries are')} on record and not in the file; "
            f"{'it stays' if count == 1 else 'they stay'}: {some(names)}. {arguments.withdraw_missing} withdraws such entries.",
        )
    ]
