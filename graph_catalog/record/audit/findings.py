"""What verifying the audit log can find, each told apart in words, with what to do."""

import dataclasses
import enum
from typing import Final, NamedTuple

from graph_catalog.language import say, some


class AuditFindingKind(enum.Enum):
    """A way in which log and store can contradict themselves, each other, or what was kept elsewhere."""

    ENTRY_CHANGED = "ENTRY_CHANGED"
    ENTRIES_MISSING = "ENTRIES_MISSING"
    CHAIN_BROKEN = "CHAIN_BROKEN"
    REVISION_BROKEN = "REVISION_BROKEN"
    TAIL_CUT = "TAIL_CUT"
    HEAD_DIFFERS = "HEAD_DIFFERS"
    HEAD_MISSING = "HEAD_MISSING"
    ANCHOR_DIFFERS = "ANCHOR_DIFFERS"
    ANCHOR_MISSING = "ANCHOR_MISSING"
    ANCHORS_EMPTY = "ANCHORS_EMPTY"
    DIGEST_MISSING = "DIGEST_MISSING"
    STATES_DIFFER = "STATES_DIFFER"
    STATES_UNLOGGED = "STATES_UNLOGGED"
    STATES_UNFIT = "STATES_UNFIT"
    STATES_LOOSE = "STATES_LOOSE"


@dataclasses.dataclass(frozen=True)
class AuditFinding:
    """One thing that was found: which entry, revision and things it is about, as far as its kind has them.

    `until` ends a range of entries; of `STATES_DIFFER` it is how much the entry says was written, beside the `count`
    that is there.
    """

    kind: AuditFindingKind
    sequence: int | None = None
    until: int | None = None
    revision: int | None = None
    count: int = 0
    things: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What was found, and what to do."""
        row, named = _ROWS[self.kind], self._named()
        values = {
            **vars(self),
            "until": self.until or 0,
            "difference": self._difference(),
            "named": named,
            "where": say(zh=f"：{named}", en=f": {named}") if named else "",
        }
        what = say(zh=row.zh, en=row.en).format(**values)
        zh, en = row.to_do
        return say(zh=f"{what}{zh}", en=f"{what} {en}")

    def _difference(self) -> str:
        have, said = self.count, self.until or 0
        if have < said:
            return say(zh=f"少了 {said - have} 处", en=f"{said - have} fewer are there")
        if have > said:
            return say(zh=f"多了 {have - said} 处", en=f"{have - said} more are there")
        return say(zh="数目相同而内容不同", en="as many are there, with other content")

    def _named(self) -> str:
        return some(self.things, "个")


class _Row(NamedTuple):
    """What is said of a kind of finding: what was found, in terms of the finding's attributes, and what to do."""

    zh: str
    en: str
    to_do: tuple[str, str]


_LOG: Final = (
    "请停止写入，与备份中的日志逐条比对，并查明谁直接访问过图数据库。",
    "Stop writing, compare the log with that of a backup, and find out who has been at the database itself.",
)
_ANCHOR: Final = (
    "请停止写入，以留存该校验值时的备份为准，并查明谁直接访问过图数据库。",
    "Stop writing, go by a backup of the time when that hash was kept, and find out who has been at the database itself.",
)
_STATES: Final = (
    "请停止写入，从备份中找回该处内容，并查明谁直接访问过图数据库。",
    "Stop writing, get it back from a backup, and find out who has been at the database itself.",
)
_ROWS: Final = {
    AuditFindingKind.ENTRY_CHANGED: _Row(
        "第 {sequence} 条记录的内容被改动：与其校验值不符。",
        "Entry {sequence} was changed: its content does not give its hash.",
        _LOG,
    ),
    AuditFindingKind.ENTRIES_MISSING: _Row(
        "缺少第 {sequence} 至 {until} 条记录。",
        "Entries {sequence} to {until} are missing.",
        _LOG,
    ),
    AuditFindingKind.CHAIN_BROKEN: _Row(
        "第 {sequence} 条记录没有接在前一条之后：前一条被改写，或二者被调换。",
        "Entry {sequence} does not follow the one before: that was rewritten, or they were swapped.",
        _LOG,
    ),
    AuditFindingKind.REVISION_BROKEN: _Row(
        "第 {sequence} 条记录的修订号 {revision} 与前面的不连续。",
        "The revision {revision} of entry {sequence} does not follow the one before.",
        _LOG,
    ),
    AuditFindingKind.TAIL_CUT: _Row(
        "日志末尾被截去：日志头指向第 {until} 条，而第 {sequence} 条起已不存在。",
        "The tail of the log was cut: its head is at entry {until}, but from {sequence} on there is none.",
        _LOG,
    ),
    AuditFindingKind.HEAD_DIFFERS: _Row(
        "日志头（第 {until} 条）与最后一条记录（第 {sequence} 条）不符：其中之一被改动。",
        "The head of the log (entry {until}) is not its last entry ({sequence}): one of them was changed.",
        _LOG,
    ),
    AuditFindingKind.HEAD_MISSING: _Row(
        "日志头已不存在：被绕过程序删除；末尾是否被截去无从核对。",
        "The head of the log is not there: it was deleted behind the program. Whether the tail was cut as well, cannot be "
        "told.",
        _LOG,
    ),
    AuditFindingKind.ANCHOR_DIFFERS: _Row(
        "第 {sequence} 条记录与留存在外的校验值不符：该条或更早的记录被改写，此后的校验值被重新计算。",
        "Entry {sequence} has not the hash that was kept elsewhere: it or one before was rewritten, and the hashes "
        "after were computed again.",
        _ANCHOR,
    ),
    AuditFindingKind.ANCHOR_MISSING: _Row(
        "留存在外的第 {sequence} 条记录已不存在：日志末尾被截去，日志头也被改回。",
        "Entry {sequence}, which was kept elsewhere, is not there: the tail of the log was cut and its head set back.",
        _ANCHOR,
    ),
    AuditFindingKind.ANCHORS_EMPTY: _Row(
        "锚定文件是空的：没有可核对的校验值，不能证明日志未被重写。",
        "The file of anchors is empty: there was nothing to compare, and that the log was not computed again is not "
        "proven.",
        (
            "请核对文件是否正确、是否被清空；如尚未锚定过，请运行 graph-catalog audit anchor。",
            "See whether it is the right file and was not emptied; if nothing was anchored yet, run graph-catalog audit anchor.",
        ),
    ),
    AuditFindingKind.DIGEST_MISSING: _Row(
        "第 {sequence} 条记录（修订 {revision}）没有所写内容的摘要，而更早的记录有：该条被改写。",
        "Entry {sequence} (revision {revision}) has no digest of what it wrote though earlier ones have: it was "
        "rewritten.",
        _LOG,
    ),
    AuditFindingKind.STATES_DIFFER: _Row(
        "修订 {revision}（第 {sequence} 条记录）所写的 {until} 处内容被绕过程序改动，{difference}{where}。",
        "Of what revision {revision} (entry {sequence}) wrote, {until} in number, something was changed behind the "
        "log; {difference}{where}.",
        _STATES,
    ),
    AuditFindingKind.STATES_UNLOGGED: _Row(
        "库中有 {count} 处内容自称属于修订 {revision}，日志中却没有该修订：内容被绕过程序写入，或日志末尾被截去。",
        "{count} things in the store say that they are of revision {revision}, of which the log has no entry: they "
        "were written behind it, or its tail was cut.",
        _STATES,
    ),
    AuditFindingKind.STATES_UNFIT: _Row(
        "“{named}”的历史状态、标签或生效标记自相矛盾：被绕过程序改动。",
        "States, label or live marks of {named} contradict each other: changed behind the program.",
        _STATES,
    ),
    AuditFindingKind.STATES_LOOSE: _Row(
        "有 {count} 条记录不属于任何对象（无主的历史状态、没有正常键或标签的对象及其上的关系、多出的日志头、没有正常序号的日志条目）：被绕过程序写入或切断。",
        "{count} records belong to nothing (states without a thing, things without a proper key or label and what hangs on them, further "
        "heads, entries of the log without a proper number): written or cut off behind the program.",
        _STATES,
    ),
}
