"""The table of formats."""

import dataclasses
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

from graph_catalog.language import say
from graph_catalog.lineage.export import (
    csv_file,
    dot,
    graphml,
    json_file,
    mermaid,
    openlineage,
    page,
)
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.refusals import InvalidInput


class LineageFormat(Enum):
    """A format, by the word that callers have for it."""

    JSON = "json"
    CSV = "csv"
    MERMAID = "mermaid"
    DOT = "dot"
    GRAPHML = "graphml"
    OPENLINEAGE = "openlineage"
    HTML = "html"


@dataclasses.dataclass(frozen=True)
class Format:
    """How a format is written, sent and named."""

    write: Callable[[Exported], bytes]
    media_type: str
    ending: str


FORMATS: Final[Mapping[LineageFormat, Format]] = {
    LineageFormat.JSON: Format(json_file.write, "application/json", ".json"),
    LineageFormat.CSV: Format(csv_file.write, "text/csv; charset=utf-8", ".csv"),
    LineageFormat.MERMAID: Format(mermaid.write, "text/plain; charset=utf-8", ".mmd"),
    LineageFormat.DOT: Format(dot.write, "text/vnd.graphviz; charset=utf-8", ".dot"),
    LineageFormat.GRAPHML: Format(graphml.write, "application/xml", ".graphml"),
    LineageFormat.OPENLINEAGE: Format(openlineage.write, "application/x-ndjson", ".ndjson"),
    LineageFormat.HTML: Format(page.write, "text/html; charset=utf-8", ".html"),
}
"""Every format."""
_HAS_DATASETS: Final = frozenset({LineageLevel.FIELD, LineageLevel.DATASET})


def unfit(question: Question, wanted: LineageFormat) -> InvalidInput | None:
    """Refuse what a format has no words for: OpenLineage knows datasets and columns only."""
    if wanted is not LineageFormat.OPENLINEAGE or question.level in _HAS_DATASETS:
        return None
    return InvalidInput(
        message=say(
            zh=f"OpenLineage 只表达数据集和列，不能表达 {question.level.value} 级。"
            "请改用 level FIELD 或 DATASET，或换一种格式。",
            en=f"OpenLineage speaks of datasets and columns, not of level {question.level.value}. "
            "Ask with level FIELD or DATASET, or for another format.",
        ),
        path=["level"],
    )


def write(exported: Exported, wanted: LineageFormat) -> bytes:
    """Return the file; `unfit` must have had nothing against it."""
    return FORMATS[wanted].write(exported)
