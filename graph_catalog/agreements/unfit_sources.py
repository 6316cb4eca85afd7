"""What can be no source of a datum: refused where it is to be designated, told where a change makes it so.

An entry is a source for what it states to cover, and one that states nothing for everything (`still_source`).
"""

import datetime as dt
from collections.abc import Sequence

from graph_catalog.agreements.designated import Designated
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import coverage, instant
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.entries import EntryStatus, Listing
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.mentions import owned
from graph_catalog.model.refusals import Conflict, InvalidInput, RuleBroken
from graph_catalog.record import entity_rows, keys
from graph_catalog.record.change import Change
from graph_catalog.record.references import Thing


def refuse(datum: Thing, dataset: Thing, wanted: Coverage) -> RuleBroken | InvalidInput:
    """Say why a dataset cannot be a source: a copy, no published entry, of others, or without the datum (`still_source`)."""
    path, name = ["input", "datasetId"], dataset.name
    if dataset.described["listing"] == Listing.RECEIVED.value:
        return RuleBroken(
            message=say(
                zh=f"“{name}”是共享获取的副本，不能作为数据源头。请指定提供方的目录条目。",
                en=f"{name} is a copy had by sharing and cannot be a source. Name the provider's entry.",
            ),
            path=path,
            rule="第十条第三款",
        )
    is_entry = dataset.described["listing"] == Listing.LISTED.value
    if not is_entry or dataset.described.get("status") != EntryStatus.PUBLISHED.value:
        return RuleBroken(
            message=say(
                zh=f"“{name}”未发布，不能作为数据源头。请先由其提供单位发布该目录条目。",
                en=f"{name} is not published and cannot be a source. Let the unit that provides it publish it first.",
            ),
            path=path,
            rule="第十五条第一款",
        )
    stated = _stated(dataset.described)
    if not coverage.overlaps(wanted, stated):
        return _elsewhere(datum, dataset, wanted, stated)
    return InvalidInput(
        message=say(
            zh=f"“{name}”没有表示“{datum.name}”的数据项，不能作为其源头。请核对数据项的对应关系，或指定另一目录条目。",
            en=f"{name} has no field that denotes {datum.name}, and cannot be its source. Check what its fields denote, or "
            "name another entry.",
        ),
        path=path,
    )


def _elsewhere(datum: Thing, dataset: Thing, wanted: Coverage, stated: Coverage) -> InvalidInput:
    asked, has = coverage.worded(wanted), coverage.worded(stated)
    return InvalidInput(
        message=say(
            zh=f"“{dataset.name}”说明的覆盖范围（{has}）不含所定的范围（{asked}），不能作为“{datum.name}”在该范围的源头。"
            "请改正 coverage，或先修订该条目的覆盖范围。",
            en=f"{dataset.name} states that it covers {has}, which has nothing of {asked}: it cannot be the source of {datum.name} "
            "for that. Correct coverage, or revise what the entry covers first.",
        ),
        path=["input", "coverage"],
    )


async def stranded(
    change: Change, datasets: Sequence[str], *, narrowed: bool = False
) -> tuple[str, ...]:
    """Warn of each source among some datasets (keys) that is none any more, or will be none when its time begins.

    `narrowed`: what they cover has changed, so that those are told of too that are sources for more than that.
    """
    found = await change.run(
        "agreements/stranded", datasets=datasets, narrowed=narrowed, as_of=change.at
    )
    return tuple(
        dict.fromkeys(text for row in found["stranded"] for text in _warnings(row, change.at))
    )


def _warnings(row: Row, now: dt.datetime) -> tuple[str, ...]:
    dataset, datum, since = row["dataset"], row["datum"], row["since"].to_native()
    wanted = coverage.normal(entity_rows.coverage(row["designated"]))
    if row["has_it"] and coverage.overlaps(wanted, _stated(row["said"])):
        return beyond(dataset, datum, wanted, row["said"])
    why = _LACKS
    if row["has_it"]:
        has, asked = coverage.worded(_stated(row["said"])), coverage.worded(wanted)
        why = (
            f"而该条目说明的覆盖范围（{has}）不含所定的范围（{asked}）",
            f"for {asked}, of which the entry, which covers {has}, has nothing",
        )
    if since <= now:
        return (
            say(
                zh=f"“{dataset}”是“{datum}”的数据源头，{why[0]}。请另行定源，或终止该定源。",
                en=f"{dataset} is the source of {datum}, {why[1]}. Designate another source, or end the designation.",
            ),
        )
    begins = instant.day(since)
    return (
        say(
            zh=f"“{dataset}”自{begins}起为“{datum}”的数据源头，{why[0]}。请另行定源，或撤回该定源。",
            en=f"{dataset} is the source of {datum} from {begins} on, {why[1]}. Designate another source, or take the "
            "designation back.",
        ),
    )


_LACKS = ("现已未发布或不再含有该数", "and is not published or does not have it any more")


def beyond(dataset: str, datum: str, wanted: Coverage, said: Row) -> tuple[str, ...]:
    """Warn that a dataset is designated for more than its entry states, where it is."""
    stated = _stated(said)
    if coverage.holds(stated, wanted):
        return ()
    asked, has = coverage.worded(wanted), coverage.worded(stated)
    return (
        say(
            zh=f"“{dataset}”作为“{datum}”数据源头的范围（{asked}）超出该条目说明的覆盖范围（{has}）：只在两者都覆盖的范围内作数。"
            "请核对该条目的覆盖范围，或定源的范围。",
            en=f"{dataset} is designated as the source of {datum} for {asked}, which is more than the entry states ({has}): it "
            "counts for what both cover. Check what the entry covers, or what it is designated for.",
        ),
    )


def _stated(said: Row) -> Coverage:
    return coverage.normal(entity_rows.coverage(said))


def two_sources(datum: str, other: Designated, wanted: Coverage, change: Change) -> Conflict:
    """Refuse a second source of a datum (its name) for what it already has one for (Art. 15 paragraph 1)."""
    source, covered = owned(other.dataset_name, other.unit), coverage.worded(other.coverage)
    begins = instant.day(other.period[0])
    later = other.period[0] > change.at
    since = say(zh=f"（自{begins}起）", en=f" from {begins} on") if later else ""
    id_ = keys.encode(NodeKind.DESIGNATION, other.key)
    return Conflict(
        message=say(
            zh=f"“{datum}”在相交的范围（{covered}）内已定源于{source}{since}。一数一源：请先以 endDesignation 终止该定源"
            f"（designationId：{id_}），或改小本次的范围。{_may_be_the_same(other.coverage, wanted)}",
            en=f"{datum} has {source} as its source for an overlapping coverage ({covered}){since}. One datum, one source: end "
            f"that designation first with endDesignation (designationId: {id_}), or narrow this one."
            f"{_may_be_the_same(other.coverage, wanted)}",
        ),
        path=["input", "coverage"],
        rule="第十五条第一款",
    )


def _may_be_the_same(one: Coverage, other: Coverage) -> str:
    """Say why people overlap of whom neither holds the other."""
    if any(coverage.holds_population(*pair) for pair in ((one, other), (other, one))):
        return ""
    return say(
        zh=f"同一人可能既是“{one.population}”又是“{other.population}”；确实互斥的，由区大数据中心在地区与人群表的“互斥”列写明"
        "（GRAPH_CATALOG_PLACES）。",
        en=f" Somebody may be {one.population} and {other.population}; where nobody is both, the data centre says so in the "
        "column 互斥 of the table of places (GRAPH_CATALOG_PLACES).",
    )
