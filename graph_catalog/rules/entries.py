"""Rules about catalog entries, sources and collecting: R-10b, R-11b, R-15b and R-15c (domain.md §2)."""

from collections.abc import Sequence
from typing import Final

from graph_catalog.entries import publication
from graph_catalog.graph.engine import Row
from graph_catalog.language import say, some
from graph_catalog.model import coverage, instant
from graph_catalog.model.mentions import named, owned
from graph_catalog.record import entity_rows
from graph_catalog.rules.rules import InCypher, Rule


def _incomplete(row: Row) -> str:
    missing = publication.words(tuple(row["missing"]))
    return say(
        zh=f"“{row['unit_name']}”的目录条目“{row['name']}”缺少{missing}。请补齐后重新报送。",
        en=f"Entry {row['name']} of {row['unit_name']} lacks {missing}. Add them and report it again.",
    )


def _repeated(row: Row) -> str:
    source = owned(row["source_name"], row["owner_name"])
    return say(
        zh=f"“{row['unit_name']}”仍在采集“{row['datum_name']}”，而该数已定源于{source}且可共享获取。"
        "请停止采集并申请共享，或申请豁免。",
        en=f"{row['unit_name']} still collects {row['datum_name']}, whose source {source} shares it. "
        "Stop collecting and apply for sharing, or ask for an exemption.",
    )


def _unlisted(row: Row) -> str:
    whose = row["unit_name"] or say(zh="单位不明", en="no known unit")
    if row["is_whole"]:
        return say(
            zh=f"有数据流经表“{row['name']}”（{whose}），而它不在任何目录中。请编制目录条目，"
            "或在映射规则中指明它是哪个条目、属于哪个系统。",
            en=f"Data flow through the table {row['name']} ({whose}), which no catalog lists. Make an entry of it, "
            "or say in the lineage rules which entry it is, or which system holds it.",
        )
    fields = some(row["fields"])
    return say(
        zh=f"“{whose}”的“{row['name']}”实际有{fields}，而目录条目中没有。请补充数据项，或确认不属于公共数据。",
        en=f"{row['name']} of {whose} has {fields}, which its entry does not list. Add them, or settle that they are "
        "no public data.",
    )


def _stranded(row: Row) -> str:
    name, datum = named(row["name"]), row["datum_name"]
    zh, en = f"“{datum}”定源于{name}", f"{name} is the designated source of {datum}"
    if row["since"] is not None:
        day = instant.day(row["since"].to_native())
        zh, en = f"“{datum}”自{day}起定源于{name}", f"{en} from {day} on"
    if not row["is_published"]:
        return say(
            zh=f"{zh}，而该条目未在发布状态，无从获取。请由区大数据中心另行定源或终止该定源，或重新发布该条目。",
            en=f"{en}, and is not published, so that nobody has it from there. Let the "
            "big-data centre designate another source or end the designation, or publish the entry again.",
        )
    if row["is_copy"]:
        return say(
            zh=f"{zh}，而那是共享所得的副本，不能作为源头。请由区大数据中心另行定源或终止该定源，或改正该条目。",
            en=f"{en}, and is a copy had by sharing, which is no source. Let the "
            "big-data centre designate another source or end the designation, or correct the entry.",
        )
    if row["is_elsewhere"]:
        asked, has = (
            coverage.worded(coverage.normal(entity_rows.coverage(row[which])))
            for which in ("designated", "said")
        )
        return say(
            zh=f"{zh}（范围：{asked}），而该条目说明的覆盖范围（{has}）不含这一范围，从那里得不到。"
            "请由区大数据中心另行定源或终止该定源，或改正该条目的覆盖范围。",
            en=f"{en} for {asked}, and states that it covers {has}: it has nothing of that. "
            "Let the big-data centre designate another source or end the designation, or correct what the entry covers.",
        )
    return say(
        zh=f"{zh}，而该条目中已没有表示该数的数据项。请由区大数据中心另行定源或终止该定源，或核对数据项。",
        en=f"{en}, and has no field that denotes it any more. Let the big-data centre "
        "designate another source or end the designation, or check the fields.",
    )


RULES: Final[Sequence[Rule]] = (
    Rule(
        "R-10b",
        InCypher("rules/incomplete_entries", "rules/incomplete_entries_count"),
        "第十条第二款",
        lambda row: str(row["dataset"]),
        _incomplete,
    ),
    Rule(
        "R-11b",
        InCypher("rules/unlisted_tables", "rules/unlisted_tables_count"),
        "第十一条",
        lambda row: str(row["dataset"]),
        _unlisted,
    ),
    Rule(
        "R-15b",
        InCypher("rules/repeated_collections", "rules/repeated_collections_count"),
        "第十五条第二款",
        lambda row: str(row["key"]),
        _repeated,
    ),
    Rule(
        "R-15c",
        InCypher("rules/stranded_sources", "rules/stranded_sources_count"),
        "第十五条第一款",
        lambda row: str(row["key"]),
        _stranded,
    ),
)
