"""Findings: what the rules find wrong, each with its article; and the district's duplicate collections.

A rule pages through what it finds, in the order of a stable key, and has one sentence for each (`rules`).
Findings are computed from the graph at the snapshot asked for, so that they can be computed again later, the same.
"""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Final

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import counted, say, some
from graph_catalog.model import instant
from graph_catalog.model.enums.entries import UpdateCycle
from graph_catalog.model.findings import CollectionBurden, DuplicateCollection, Finding
from graph_catalog.model.mentions import named, owned
from graph_catalog.rules import entries as entry_findings
from graph_catalog.rules import lineage as lineage_findings
from graph_catalog.rules.rules import Rule
from graph_catalog.rules.seal import Seal

RULES: Final[Sequence[Rule]] = (*entry_findings.RULES, *lineage_findings.RULES)
"""Every rule, in the order in which findings are listed. Basis: domain.md §2 and §5.3."""


@dataclasses.dataclass(frozen=True)
class FindingPage:
    """A page of findings, and whether there are more."""

    findings: list[Finding]
    has_more: bool


async def page(  # a page is made of its filter and its place
    engine: Engine,
    viewer: Viewer,
    snapshot: Snapshot,
    *,
    first: int,
    after: str = "",
    unit: str | None = None,
    rules: Sequence[str] | None = None,
) -> FindingPage:
    """Return the findings after a place, in the order of rules and keys; each rule that is looked at asks for its own.

    `after` is the sealed place of a finding; what was not sealed here is the beginning.
    """
    seal = Seal(engine.secret)
    after_rule, _, after_place = (seal.open(after) or "").partition("|")
    names = [rule.name for rule in RULES]
    start = names.index(after_rule) if after_rule in names else 0
    found: list[Finding] = []
    for rule in RULES[start:]:
        if rules is not None and rule.id not in rules:
            continue
        place = after_place if rule.name == after_rule else ""
        limit = first + 1 - len(found)
        rows = await rule.source.rows(engine, viewer, snapshot, unit=unit, after=place, limit=limit)
        found += [rule.finding(row, seal) for row in rows]
        if len(found) > first:
            break
    return FindingPage(found[:first], has_more=len(found) > first)


async def count(
    engine: Engine,
    viewer: Viewer,
    snapshot: Snapshot,
    *,
    unit: str | None = None,
    rules: Sequence[str] | None = None,
) -> int:
    """Return how many findings there are in all; each rule that is looked at asks for its own."""
    counts = await asyncio.gather(
        *(
            rule.source.total(engine, viewer, snapshot, unit=unit)
            for rule in RULES
            if rules is None or rule.id in rules
        )
    )
    return sum(counts)


@dataclasses.dataclass(frozen=True)
class Among:
    """Among which data duplicates are looked for; None is all of them.

    Of one unit's collecting or one element's (keys), of one class of objects, or where a unit has begun to collect
    since an instant.
    """

    unit: str | None = None
    element: str | None = None
    object_class: str | None = None
    since: dt.datetime | None = None


@dataclasses.dataclass(frozen=True)
class Duplicates:
    """A page of duplicate collections, and whether there are more."""

    collections: list[DuplicateCollection]
    has_more: bool


async def duplicates(  # a page is made of its filter and its place
    engine: Engine,
    viewer: Viewer,
    snapshot: Snapshot,
    *,
    first: int,
    after: str = "",
    among: Among,
) -> Duplicates:
    """Return data that several units collect, or that is collected beside its source (Art. 15 ¶2)."""
    row = await engine.read(
        "rules/duplicates",
        viewer,
        snapshot,
        after_key=after,
        limit=first + 1,
        **await _asked(engine, viewer, snapshot, among),
    )
    coming = await _coming_sources(engine, viewer, snapshot, row["rows"])
    found = [_duplicate(each, coming.get(each["datum"])) for each in row["rows"]]
    return Duplicates(found[:first], has_more=len(found) > first)


async def _coming_sources(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, rows: Sequence[Row]
) -> dict[str, Row]:
    """Return the source to come of each duplicate that has none now, by its datum (key)."""
    asked = [
        {"datum": row["datum"], "collectors": [each["key"] for each in row["collectors"]]}
        for row in rows
        if row["source"] is None
    ]
    if not asked:
        return {}
    found = await engine.read("rules/coming_sources", viewer, snapshot, duplicates=asked)
    return {each["datum"]: each["coming"] for each in found["rows"]}


async def count_duplicates(engine: Engine, viewer: Viewer, snapshot: Snapshot, among: Among) -> int:
    """Return how many data are collected more than once in all."""
    asked = await _asked(engine, viewer, snapshot, among)
    return int((await engine.read("rules/duplicates_count", viewer, snapshot, **asked))["total"])


async def _asked(engine: Engine, viewer: Viewer, snapshot: Snapshot, among: Among) -> Row:
    """Return what is asked for; of a unit by what it collects, which are few of all data."""
    keys = None
    if among.unit is not None:
        row = await engine.read("rules/collected_by", viewer, snapshot, unit=among.unit)
        keys = row.get("keys", [])
    return {**dataclasses.asdict(among), "among": keys}


def _duplicate(row: Row, coming: Row | None) -> DuplicateCollection:
    source = row["source"]
    return DuplicateCollection(
        key=row["datum"],
        collection_points=row["points"],
        burden=[
            CollectionBurden(
                points=each["points"],
                cycles=sorted(map(UpdateCycle, each["cycles"]), key=list(UpdateCycle).index),
                unit_key=each["unit"],
            )
            for each in row["burden"]
        ],
        why=_resolution(row, coming),
        datum_key=row["datum"],
        collectors_keys=tuple(each["key"] for each in row["collectors"] if each["is_open"]),
        hidden_collectors=sum(not each["is_open"] for each in row["collectors"]),
        source_key=source["dataset"] if source and source["is_open"] else None,
    )


def _resolution(row: Row, coming: Row | None) -> str:
    source = row["source"]
    if source is None and coming is not None:
        return _coming(row, coming)
    if source is None:
        names = _units(row["collectors"])
        return say(
            zh=f"“{row['name']}”由{names}分别采集，尚未定源。请由区大数据中心组织定源。",
            en=f"{row['name']} is collected by {names}, and has no source. The big-data centre should designate one.",
        )
    others = _units([each for each in row["collectors"] if each["key"] in source["beside"]])
    whose_zh = f"{source['unit_name']}的" if source["is_open"] else ""
    whose_en = f" of {source['unit_name']}" if source["is_open"] else ""
    of_source = named(source["name"])
    if not source["is_shared"]:
        names = _units(row["collectors"])
        return say(
            zh=f"“{row['name']}”由{names}分别采集，其数源是{whose_zh}{of_source}，不予共享。请由区大数据中心协调。",
            en=f"{row['name']} is collected by {names}; its source, {of_source}{whose_en}, is not shared. "
            "The big-data centre should settle it.",
        )
    return say(
        zh=f"“{row['name']}”已定源于{whose_zh}{of_source}，{others}仍在采集。请停止采集并申请共享。",
        en=f"{row['name']} has {of_source}{whose_en} as its source, and {others} "
        "still collect it. They should stop and apply for sharing.",
    )


def _coming(row: Row, source: Row) -> str:
    """Say that there is no source yet, and from which day on there is one."""
    names, since = _units(row["collectors"]), instant.day(source["since"].to_native())
    coming = owned(source["name"], source["unit_name"] if source["is_open"] else None)
    if not source["is_shared"]:
        return say(
            zh=f"“{row['name']}”由{names}分别采集；自{since}起定源于{coming}，不予共享。请由区大数据中心协调。",
            en=f"{row['name']} is collected by {names}; from {since} on its source is {coming}, which is not shared. The big-data "
            "centre should settle it.",
        )
    others = _units([each for each in row["collectors"] if each["key"] in source["beside"]])
    return say(
        zh=f"“{row['name']}”由{names}分别采集，尚无数据源头；自{since}起定源于{coming}。请{others}届时停止采集并申请共享。",
        en=f"{row['name']} is collected by {names}, and has no source yet: from {since} on it is {coming}. From then on {others} should "
        "stop and apply for sharing.",
    )


def _units(collectors: Sequence[Row]) -> str:
    """Name the units that collect something, and count those that the reader may not know of."""
    names = [each["name"] for each in collectors if each["is_open"]]
    shown = [some(names, "个单位")] if names else []
    if hidden := len(collectors) - len(names):
        shown.append(
            say(
                zh=f"另外 {hidden} 个单位（未对本单位公开）"
                if names
                else f"{hidden} 个单位（未对本单位公开）",
                en=f"{counted(hidden, 'unit')} not shown to you",
            )
        )
    return some(shown)
