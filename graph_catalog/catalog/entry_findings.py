"""Rules about catalog entries and collecting: R-10b and R-15b (domain.md §2)."""

from collections.abc import Sequence
from typing import Final

from graph_catalog.catalog import publication
from graph_catalog.catalog.finding_rules import InCypher, Rule
from graph_catalog.catalog.findings_worded import named
from graph_catalog.graph.engine import Row
from graph_catalog.language import say


def _incomplete(row: Row) -> str:
    missing = publication.words(tuple(row["missing"]))
    return say(
        zh=f"“{row['unit_name']}”的目录条目“{row['name']}”缺少{missing}。请补齐后重新报送。",
        en=f"Entry {row['name']} of {row['unit_name']} lacks {missing}. Add them and report it again.",
    )


def _repeated(row: Row) -> str:
    source = named(row["source_name"])
    return say(
        zh=f"“{row['unit_name']}”仍在采集“{row['datum_name']}”,而该数已定源于{source}且可共享获取。"
        "请停止采集并申请共享,或申请豁免。",
        en=f"{row['unit_name']} still collects {row['datum_name']}, whose source {source} shares it. "
        "Stop collecting and apply for sharing, or ask for an exemption.",
    )


RULES: Final[Sequence[Rule]] = (
    Rule(
        "R-10b",
        InCypher("finding/incomplete_entries", "finding/incomplete_entries_count"),
        "第十条第二款",
        lambda row: str(row["dataset"]),
        _incomplete,
    ),
    Rule(
        "R-15b",
        InCypher("finding/repeated_collections", "finding/repeated_collections_count"),
        "第十五条第二款",
        lambda row: str(row["key"]),
        _repeated,
    ),
)
