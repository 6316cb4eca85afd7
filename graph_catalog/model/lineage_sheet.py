"""A workbook of lineage as it was read: who comes from whom, by codes and names, and where each row stands."""

import dataclasses
from typing import Final

from graph_catalog.model.enums.lineage import LineageKind
from graph_catalog.model.instant import When

MOST_ROWS: Final = 2000
"""Rows of a workbook: they are put on record in one transaction, each with its checks."""


@dataclasses.dataclass(frozen=True)
class LineageEnd:
    """One end of a derivation: an entry by its code, and a field of it where fields are told."""

    code: str
    field: str | None = None


@dataclasses.dataclass(frozen=True)
class LineageRow:
    """A row: what was written, from what, by which job, since and until when."""

    sheet: str
    row: int
    target: LineageEnd
    source: LineageEnd
    kind: LineageKind
    transform: str | None = None
    masking: bool = False
    job: str | None = None
    namespace: str | None = None
    job_kind: str | None = None
    valid_from: When | None = None
    valid_to: When | None = None
