"""Enums of imports."""

from enum import Enum

from graph_catalog.model.worded import worded


@worded(
    "How an import may change who an entry or a field is, or that an entry has gone. None is taken for granted: what is not accepted is held back.",
    RECODE="换码: an entry of the same unit and name gets another 目录代码 than the one on record.",
    MOVE="移交: an entry gets another provider than the one on record; it keeps fields, lineage and designations.",
    RENAME_ENTRY="条目改名: an entry keeps its 目录代码 and gets another name.",
    REVIVE="恢复: an entry that was withdrawn is in the file again. It returns with the status that the file states, else as a draft.",
    RENAME_FIELD="数据项改名: a field keeps its column and gets another name; it keeps its id, lineage and history.",
)
class IdentityChange(Enum):
    RECODE = "RECODE"
    MOVE = "MOVE"
    RENAME_ENTRY = "RENAME_ENTRY"
    REVIVE = "REVIVE"
    RENAME_FIELD = "RENAME_FIELD"
