"""Findings: what the rules find wrong, each with its article; and the district's duplicate collections.

A rule is one Cypher file that pages through what it finds, in the order of a stable key, and one sentence for each.
Findings are computed from the graph at the pins asked for, so that they can be computed again later, the same.
"""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from graph_catalog.auth import Viewer
from graph_catalog.catalog import publication
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.viewpoint import Pins
from graph_catalog.language import say
from graph_catalog.model.answers import CollectionBurden, DuplicateCollection, Finding
from graph_catalog.model.enums.entries import UpdateCycle
from graph_catalog.model.regulation import provision


@dataclasses.dataclass(frozen=True)
class Rule:
    """A rule: its id, the file that finds and the one that counts, and how a row becomes a finding."""

    id: str
    file: str
    count_file: str
    article: str
    place: Callable[[Row], str]
    message: Callable[[Row], str]

    def finding(self, row: Row) -> Finding:
        """Return the finding that a row of the file is."""
        return Finding(
            key=f"{self.id}|{self.place(row)}",  # type: ignore[arg-type]  # strawberry.ID is a str
            rule=self.id,
            provision=provision(self.article),
            message=self.message(row),
            missing=row.get("missing", []),
            unit_key=row["unit"],
            dataset_key=row.get("dataset") or row.get("source"),
            datum_key=row.get("datum"),
        )


def _incomplete(row: Row) -> str:
    missing = publication.words(tuple(row["missing"]))
    return say(
        zh=f"“{row['unit_name']}”的目录条目“{row['name']}”缺少{missing}。请补齐后重新报送。",
        en=f"Entry {row['name']} of {row['unit_name']} lacks {missing}. Add them and report it again.",
    )


def _repeated(row: Row) -> str:
    named = _named(row["source_name"])
    return say(
        zh=f"“{row['unit_name']}”仍在采集“{row['datum_name']}”,而该数已定源于{named}且可共享获取。"
        "请停止采集并申请共享,或申请豁免。",
        en=f"{row['unit_name']} still collects {row['datum_name']}, whose source {named} shares it. "
        "Stop collecting and apply for sharing, or ask for an exemption.",
    )


RULES: Final[Sequence[Rule]] = (
    Rule(
        "R-10b",
        "finding/incomplete_entries",
        "finding/incomplete_entries_count",
        "第十条第二款",
        lambda row: str(row["dataset"]),
        _incomplete,
    ),
    Rule(
        "R-15b",
        "finding/repeated_collections",
        "finding/repeated_collections_count",
        "第十五条第二款",
        lambda row: str(row["key"]),
        _repeated,
    ),
)
"""Every rule, in the order in which findings are listed. Basis: domain.md §2, R-10b and R-15b."""


@dataclasses.dataclass(frozen=True)
class Found:
    """A page of findings, and whether there are more."""

    findings: list[Finding]
    has_more: bool


async def page(  # a page is made of its filter and its place
    engine: Engine,
    viewer: Viewer,
    pins: Pins,
    *,
    first: int,
    after: str = "",
    unit: str | None = None,
    rules: Sequence[str] | None = None,
) -> Found:
    """Return the findings after a key, in the order of rules and keys; one read a rule that is looked at."""
    after_rule, _, after_place = after.partition("|")
    ids = [rule.id for rule in RULES]
    start = ids.index(after_rule) if after_rule in ids else 0
    found: list[Finding] = []
    for rule in RULES[start:]:
        if rules is not None and rule.id not in rules:
            continue
        place = after_place if rule.id == after_rule else ""
        limit = first + 1 - len(found)
        row = await engine.read(rule.file, viewer, pins, unit=unit, after_key=place, limit=limit)
        found += [rule.finding(each) for each in row["rows"]]
        if len(found) > first:
            break
    return Found(found[:first], has_more=len(found) > first)


async def count(
    engine: Engine,
    viewer: Viewer,
    pins: Pins,
    *,
    unit: str | None = None,
    rules: Sequence[str] | None = None,
) -> int:
    """Return how many findings there are in all; one read a rule that is looked at."""
    counts = await asyncio.gather(
        *(
            engine.read(rule.count_file, viewer, pins, unit=unit)
            for rule in RULES
            if rules is None or rule.id in rules
        )
    )
    return sum(int(row["total"]) for row in counts)


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
    pins: Pins,
    *,
    first: int,
    after: str = "",
    among: Among,
) -> Duplicates:
    """Return data that several units collect, or that is collected beside its source (Art. 15 ¶2)."""
    row = await engine.read(
        "collection/duplicates",
        viewer,
        pins,
        after_key=after,
        limit=first + 1,
        **dataclasses.asdict(among),
    )
    found = [_duplicate(each) for each in row["rows"]]
    return Duplicates(found[:first], has_more=len(found) > first)


async def count_duplicates(engine: Engine, viewer: Viewer, pins: Pins, among: Among) -> int:
    """Return how many data are collected more than once in all."""
    row = await engine.read(
        "collection/duplicates_count", viewer, pins, **dataclasses.asdict(among)
    )
    return int(row["total"])


def _duplicate(row: Row) -> DuplicateCollection:
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
        why=_resolution(row),
        datum_key=row["datum"],
        collectors_keys=tuple(collector["key"] for collector in row["collectors"]),
        source_key=source["dataset"] if source else None,
    )


def _resolution(row: Row) -> str:
    names = say(zh="、", en=", ").join(collector["name"] for collector in row["collectors"])
    source = row["source"]
    if source is None:
        return say(
            zh=f"“{row['name']}”由{names}分别采集,尚未定源。请由区大数据中心组织定源。",
            en=f"{row['name']} is collected by {names}, and has no source. The big-data centre should designate one.",
        )
    others = [each["name"] for each in row["collectors"] if each["key"] != source["unit"]]
    named = _named(source["name"])
    return say(
        zh=f"“{row['name']}”已定源于{source['unit_name']}的{named},{'、'.join(others)}仍在采集。"
        "请停止采集并申请共享。",
        en=f"{row['name']} has {named} of {source['unit_name']} as its source, and {', '.join(others)} "
        "still collect it. They should stop and apply for sharing.",
    )


def _named(dataset: str | None) -> str:
    """Name a dataset to those who may see it."""
    if dataset is None:
        return say(zh="未公开数据集", en="a dataset that is not published")
    return say(zh=f"“{dataset}”", en=dataset)
