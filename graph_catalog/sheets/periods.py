"""Dates and periods as people write them in catalog files."""

import dataclasses
import datetime as dt
import re
import unicodedata
from typing import Final

_DATE: Final = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{8}"
_WHOLE_DATE = re.compile(_DATE)
_PERIOD = re.compile(
    rf"(?P<start>{_DATE})?\s*(?:(?:至|到|~|-+|—+)\s*(?P<end>{_DATE}|长期)|(?P<on>起))"
)
_UNENDING: Final = frozenset({"长期", "长期有效", "永久", "永久有效", "无限期"})


@dataclasses.dataclass(frozen=True)
class Period:
    """A stretch of days; `is_unending` says that it was written to have no end (长期)."""

    start: dt.date | None = None
    end: dt.date | None = None
    is_unending: bool = False


def date(text: str) -> dt.date | None:
    """Read 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日 or 20260301; None for anything else."""
    folded = unicodedata.normalize("NFKC", text).strip()
    return _date(folded) if _WHOLE_DATE.fullmatch(folded) else None


def period(text: str) -> Period | None:
    """Read 长期, 2026-01-01至2028-12-31, 至2028-12-31, 2026-01-01起; None for anything else."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if folded in _UNENDING:
        return Period(is_unending=True)
    found = _PERIOD.fullmatch(folded)
    if found is None:
        return None
    start = _date(found["start"]) if found["start"] else None
    is_unending = found["on"] is not None or found["end"] == "长期"
    end = None if is_unending else _date(found["end"])
    is_whole = (start is not None) == (found["start"] is not None) and (
        is_unending or end is not None
    )
    if not is_whole or (start is None and end is None) or (start and end and start > end):
        return None
    return Period(start, end, is_unending)


def _date(text: str) -> dt.date | None:
    digits = re.findall(r"\d+", text)
    parts = digits if len(digits) > 1 else [text[:4], text[4:6], text[6:]]
    try:
        return dt.date(*map(int, parts))
    except ValueError:
        return None
