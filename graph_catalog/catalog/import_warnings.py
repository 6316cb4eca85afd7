"""What whoever imports a file should know of what was done, grouped to be read. Pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from graph_catalog.language import counted, say
from graph_catalog.model.import_arguments import ImportArguments

_NAMED: Final = 3


def unfinished(entries: Sequence[tuple[str, str]], arguments: ImportArguments) -> list[str]:
    """Warn of entries that stay drafts, given as name and what is lacking, by what is lacking."""
    groups: dict[str, list[str]] = {}
    for name, lacks in entries:
        groups.setdefault(lacks, []).append(name)
    return [
        say(
            zh=f"{len(names)} 个条目缺少{lacks}，不能发布：{_some(names)}。"
            f"请在文件中补齐，或用 {arguments.defaults} 给出。",
            en=f"{counted(len(names), 'entry lacks', 'entries lack')} {lacks} and cannot be "
            f"published: {_some(names)}. Add that to the file, or give it by {arguments.defaults}.",
        )
        for lacks, names in sorted(groups.items(), key=lambda group: -len(group[1]))
    ]


def held_back(names: Sequence[str]) -> list[str]:
    """Warn of entries whose status stays: only the big-data centre publishes and withdraws."""
    if not names:
        return []
    return [
        say(
            zh=f"{len(names)} 个条目的状态未变：{_some(names)}。"
            "发布与撤销由区大数据中心办理（第六条）。",
            en=f"The status of {counted(len(names), 'entry', 'entries')} stays: {_some(names)}. "
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
            zh=f"文件使用了 {len(names)} 个单位的曾用名，已按现名归入：{_some(called)}。请更新文件。",
            en=f"The file calls {counted(len(names), 'unit', 'units')} by a former name; the rows went to the unit of "
            f"today: {_some(called)}. Bring the file up to date.",
        )
    ]


def absent_fields(fields: Mapping[str, Sequence[str]]) -> list[str]:
    """Warn of fields that are on record and not in the file, given by entry; they stay."""
    if not fields:
        return []
    count = sum(map(len, fields.values()))
    named = [
        say(zh=f"{entry}（{_some(names)}）", en=f"{entry} ({_some(names)})")
        for entry, names in fields.items()
    ]
    return [
        say(
            zh=f"{count} 个数据项在库中而不在文件中，保留未动：{_some(named)}。",
            en=f"{counted(count, 'field is', 'fields are')} on record and not in the file; "
            f"{'it stays' if count == 1 else 'they stay'}: {_some(named)}.",
        )
    ]


def _some(names: Sequence[str]) -> str:
    named = say(zh="、", en=", ").join(names[:_NAMED])
    rest = len(names) - _NAMED
    return named if rest <= 0 else say(zh=f"{named}等", en=f"{named} and {rest} more")
