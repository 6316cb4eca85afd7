"""Art. 30: what bears a mark of state secrecy does not enter the catalog, not even by its name."""

import re
import unicodedata
from typing import Final

from graph_catalog.sheets.labels import Column

_LEVEL = re.compile(r"(?:国家秘密|绝密|机密|秘密)级?(?:\W.*)?|涉密.*|是")
_OPEN: Final = frozenset(
    {"", "否", "无", "非密", "非涉密", "不涉密", "不涉及", "公开", "普通", "内部"}
)
_GRADE = re.compile(r"国家秘密|绝密|机密|(?<!商业)(?<!工作)秘密|(?<![非不])涉密")
_MARK = re.compile(
    r"(?:绝密|机密|秘密)级?\s*[★☆]|[(\[【〔]\s*(?:国家秘密|绝密|机密|秘密)级?\s*[)\]】〕]"
)


def mark(column: Column, text: str) -> str | None:
    """Return the mark of secrecy that a cell bears, None where there is none."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if column is Column.SECRECY:
        return folded if _LEVEL.fullmatch(folded) else None
    found = _GRADE.search(folded) if column is Column.SENSITIVITY else _MARK.search(folded)
    return found[0] if found else None


def is_open(text: str) -> bool:
    """Whether a cell of the column of secrecy says that there is none."""
    return unicodedata.normalize("NFKC", text).strip() in _OPEN
