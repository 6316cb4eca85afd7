"""What verifying the audit log can find, each told apart in words, with what to do."""

import dataclasses
import enum
from typing import Final

from graph_catalog.language import say

_SHOWN: Final = 5


class AuditFindingKind(enum.Enum):
    """A way in which log and store can contradict themselves, each other, or what was kept elsewhere."""

    ENTRY_CHANGED = "ENTRY_CHANGED"
    ENTRIES_MISSING = "ENTRIES_MISSING"
    CHAIN_BROKEN = "CHAIN_BROKEN"
    REVISION_BROKEN = "REVISION_BROKEN"
    TAIL_CUT = "TAIL_CUT"
    HEAD_DIFFERS = "HEAD_DIFFERS"
    ANCHOR_DIFFERS = "ANCHOR_DIFFERS"
    ANCHOR_MISSING = "ANCHOR_MISSING"
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
        return f"{self._what()}{say(zh='', en=' ')}{self._to_do()}"

    def _what(self) -> str:  # noqa: C901, PLR0911, PLR0912  # one sentence a kind
        kinds, first, last = AuditFindingKind, self.sequence, self.until
        match self.kind:
            case kinds.ENTRY_CHANGED:
                return say(
                    zh=f"第 {first} 条记录的内容被改动：与其校验值不符。",
                    en=f"Entry {first} was changed: its content does not give its hash.",
                )
            case kinds.ENTRIES_MISSING:
                return say(
                    zh=f"缺少第 {first} 至 {last} 条记录。",
                    en=f"Entries {first} to {last} are missing.",
                )
            case kinds.CHAIN_BROKEN:
                return say(
                    zh=f"第 {first} 条记录没有接在前一条之后：前一条被改写，或二者被调换。",
                    en=f"Entry {first} does not follow the one before: that was rewritten, or they were swapped.",
                )
            case kinds.REVISION_BROKEN:
                return say(
                    zh=f"第 {first} 条记录的修订号 {self.revision} 与前面的不连续。",
                    en=f"The revision {self.revision} of entry {first} does not follow the one before.",
                )
            case kinds.TAIL_CUT:
                return say(
                    zh=f"日志末尾被截去：日志头指向第 {last} 条，而第 {first} 条起已不存在。",
                    en=f"The tail of the log was cut: its head is at entry {last}, but from {first} on there is none.",
                )
            case kinds.HEAD_DIFFERS:
                return say(
                    zh=f"日志头（第 {last} 条）与最后一条记录（第 {first} 条）不符：其中之一被改动。",
                    en=f"The head of the log (entry {last}) is not its last entry ({first}): one of them was changed.",
                )
            case kinds.ANCHOR_DIFFERS:
                return say(
                    zh=f"第 {first} 条记录与留存在外的校验值不符：该条或更早的记录被改写，此后的校验值被重新计算。",
                    en=f"Entry {first} has not the hash that was kept elsewhere: it or one before was rewritten, and "
                    "the hashes after were computed again.",
                )
            case kinds.ANCHOR_MISSING:
                return say(
                    zh=f"留存在外的第 {first} 条记录已不存在：日志末尾被截去，日志头也被改回。",
                    en=f"Entry {first}, which was kept elsewhere, is not there: the tail of the log was cut and its head "
                    "set back.",
                )
            case kinds.DIGEST_MISSING:
                return say(
                    zh=f"第 {first} 条记录（修订 {self.revision}）没有所写内容的摘要，而更早的记录有：该条被改写。",
                    en=f"Entry {first} (revision {self.revision}) has no digest of what it wrote though earlier ones "
                    "have: it was rewritten.",
                )
            case kinds.STATES_DIFFER:
                return self._difference()
            case kinds.STATES_UNLOGGED:
                return say(
                    zh=f"库中有 {self.count} 处内容自称属于修订 {self.revision}，日志中却没有该修订："
                    "内容被绕过程序写入，或日志末尾被截去。",
                    en=f"{self.count} things in the store say that they are of revision {self.revision}, of which the "
                    "log has no entry: they were written behind it, or its tail was cut.",
                )
            case kinds.STATES_UNFIT:
                return say(
                    zh=f"“{self._named()}”的历史状态、标签或生效标记自相矛盾：被绕过程序改动。",
                    en=f"States, label or live marks of {self._named()} contradict each other: changed behind the "
                    "program.",
                )
            case kinds.STATES_LOOSE:
                return say(
                    zh=f"有 {self.count} 个历史状态不属于任何对象：被绕过程序写入或切断。",
                    en=f"{self.count} states belong to nothing: written or cut off behind the program.",
                )

    def _difference(self) -> str:
        have, said = self.count, self.until or 0
        if have < said:
            how_zh, how_en = f"少了 {said - have} 处", f"{said - have} fewer are there"
        elif have > said:
            how_zh, how_en = f"多了 {have - said} 处", f"{have - said} more are there"
        else:
            how_zh, how_en = "数目相同而内容不同", "as many are there, with other content"
        named = self._named()
        where_zh, where_en = (f"：{named}", f": {named}") if named else ("", "")
        return say(
            zh=f"修订 {self.revision}（第 {self.sequence} 条记录）所写的 {said} 处内容被绕过程序改动，{how_zh}{where_zh}。",
            en=f"Of what revision {self.revision} (entry {self.sequence}) wrote, {said} in number, something was "
            f"changed behind the log; {how_en}{where_en}.",
        )

    def _named(self) -> str:
        shown = say(zh="、", en=", ").join(self.things[:_SHOWN])
        rest = len(self.things) - _SHOWN
        return shown + (
            say(zh=f" 等 {rest + _SHOWN} 个", en=f" and {rest} more") if rest > 0 else ""
        )

    def _to_do(self) -> str:
        if self.kind in _OF_STATES:
            return say(
                zh="请停止写入，从备份中找回该处内容，并查明谁直接访问过图数据库。",
                en="Stop writing, get it back from a backup, and find out who has been at the database itself.",
            )
        if self.kind in _OF_ANCHORS:
            return say(
                zh="请停止写入，以留存该校验值时的备份为准，并查明谁直接访问过图数据库。",
                en="Stop writing, go by a backup of the time when that hash was kept, and find out who has been at the "
                "database itself.",
            )
        return say(
            zh="请停止写入，与备份中的日志逐条比对，并查明谁直接访问过图数据库。",
            en="Stop writing, compare the log with that of a backup, and find out who has been at the database itself.",
        )


_OF_STATES: Final = frozenset(
    {
        AuditFindingKind.STATES_DIFFER,
        AuditFindingKind.STATES_UNLOGGED,
        AuditFindingKind.STATES_UNFIT,
        AuditFindingKind.STATES_LOOSE,
    }
)
_OF_ANCHORS: Final = frozenset({AuditFindingKind.ANCHOR_DIFFERS, AuditFindingKind.ANCHOR_MISSING})
