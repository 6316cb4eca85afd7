"""Rules about lineage and the agreements that cover it: LIN-1, LIN-3, LIN-4, R-21, R-21b, R-22, R-24 (domain.md §2, §5.3)."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import say, some
from graph_catalog.lineage.questions import cycles as lineage_cycles
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.instant import start_of_day
from graph_catalog.model.mentions import agreement, consumer, last_day, named, party
from graph_catalog.rules.rules import InCypher, Rule

_IN_FORCE_SINCE: Final = start_of_day(dt.date(2021, 1, 1))
"""The regulation's first instant: what was exchanged offline by then is to be converted, not forbidden (Art. 22)."""


class _Cycles:
    """Where rule LIN-3 finds cycles."""

    async def rows(
        self,
        engine: Engine,
        viewer: Viewer,
        snapshot: Snapshot,
        *,
        unit: str | None,
        after: str,
        limit: int,
    ) -> list[Row]:
        """Return a page of all of them: they are found together."""
        found = await lineage_cycles.rows(engine, viewer, snapshot, unit)
        return [row for row in found if row["key"] > after][:limit]

    async def total(
        self, engine: Engine, viewer: Viewer, snapshot: Snapshot, *, unit: str | None
    ) -> int:
        """Count them."""
        return len(await lineage_cycles.rows(engine, viewer, snapshot, unit))


def _unsourced(row: Row) -> str:
    unit, name = row["unit_name"], row["name"]
    if not row["is_whole"]:
        return _unsourced_fields(row)
    if row["ended_at"] is not None:
        last = last_day(row["ended_at"])
        return say(
            zh=f"“{unit}”的“{name}”为共享获取的副本，其来源已于{last}停止。请登记现在的上游，或注销该副本。",
            en=f"{name} of {unit} is a copy had by sharing, and what it came from ended on {last}. "
            "Declare where it comes from now, or withdraw the copy.",
        )
    return say(
        zh=f"“{unit}”的“{name}”为共享获取的副本，却没有登记任何来源。"
        "请登记其上游数据集或作业；不是共享获取的，请改正目录类别。",
        en=f"{name} of {unit} is a copy had by sharing, and where from is not on record. "
        "Declare the dataset or job that it comes from, or correct its kind of listing.",
    )


def _unsourced_fields(row: Row) -> str:
    fields = some([name for name, _ in row["fields"]])
    kinds = {acquisition for _, acquisition in row["fields"]}
    if kinds == {Acquisition.SHARED.value}:
        how_zh, how_en = "共享获取", "had by sharing"
    elif kinds == {Acquisition.DERIVED.value}:
        how_zh, how_en = "加工得到", "derived"
    else:
        how_zh, how_en = "共享获取或加工得到", "had by sharing or derived"
    return say(
        zh=f"“{row['unit_name']}”的“{row['name']}”中{fields}标为{how_zh}，却没有登记来源（共享获取的须来自其他单位）。"
        "请登记其上游数据项；由本单位采集或产生的，请改正获取方式。",
        en=f"{fields} of {row['name']} ({row['unit_name']}) {'is' if len(row['fields']) == 1 else 'are'} said to be "
        f"{how_en}, and where from is not on record (of shared data: from which other unit). Declare the fields of origin, or correct the acquisition.",
    )


def _cycle(row: Row) -> str:
    path = say(zh="←", en=" from ").join(map(named, row["path"]))
    if len(row["path"]) == 1:
        return say(
            zh=f"{path}中有{row['fields']}个数据项互为来源，成环而无源头（一数一源）。请确认哪一项是源，撤回指向它的错误血缘。",
            en=f"{row['fields']} fields of {path} come from each other, so that none is the source. "
            "Settle which one is, and retract the lineage that leads on from it.",
        )
    return say(
        zh=f"数据成环：{path}，{row['fields']}个数据项辗转来自自身。请确认哪一项是源（一数一源），撤回错误的血缘；"
        "确有回写的，请为该数定源。",
        en=f"Data go round: {path}; {row['fields']} fields come from themselves. Settle which one is the source and retract "
        "the lineage that is wrong; where data are truly written back, have a source designated.",
    )


def _sourceless(row: Row) -> str:
    fields = some(row["fields"])
    return say(
        zh=f"“{row['unit_name']}”的“{row['name']}”中{fields}是血缘的尽头，却未说明由谁采集或产生。"
        "请登记其上游，或注明获取方式。",
        en=f"Lineage ends at {fields} of {row['name']} ({row['unit_name']}), which nobody says to be collected or "
        "generated. Declare where they come from, or say how they are acquired.",
    )


def _uncovered(row: Row) -> str:
    dataset, origin = named(row["name"]), named(row["origin_name"])
    return say(
        zh=f"{party(row['unit_name'])}的{dataset}取自{party(row['giver_name'])}的{origin}，没有共享申请。"
        "请向区大数据中心填报数据使用申请表（资源名称、应用场景、共享方式），或停止取用。",
        en=f"{dataset} of {party(row['unit_name'])} is made from {origin} of {party(row['giver_name'])} without an application. "
        "Apply to the big-data centre (what, for which use, by which method), or stop taking the data.",
    )


def _subjectless(row: Row) -> str:
    shown, dataset = (
        agreement(row["agreement_name"], row["agreement_code"]),
        named(row["dataset_name"]),
    )
    whose = party(row["unit_name"])
    if row["is_waiting"]:
        return say(
            zh=f"{whose}的{dataset}已撤回，而申请{shown}尚待答复。请拒绝或撤回该申请，或重新发布该条目。",
            en=f"{dataset} of {whose} is withdrawn, while the request {shown} waits for a decision about it. Refuse it, take it back, "
            "or publish the entry again.",
        )
    return say(
        zh=f"{whose}的{dataset}已撤回，而协议{shown}仍以其为标的。请终止该协议，或重新发布该条目。",
        en=f"{dataset} of {whose} is withdrawn, while the agreement {shown} is still about it. End the agreement, or publish the "
        "entry again.",
    )


def _expired(row: Row) -> str:
    dataset, origin = named(row["name"]), named(row["origin_name"])
    ended, last = agreement(row["agreement_name"], row["agreement_code"]), last_day(row["ended_at"])
    return say(
        zh=f"{party(row['unit_name'])}的{dataset}仍取自{party(row['giver_name'])}的{origin}，而共享申请{ended}已于{last}终止。"
        "请续期或重新申请，否则停止任务。",
        en=f"{dataset} of {party(row['unit_name'])} is still made from {origin} of {party(row['giver_name'])}, while the agreement "
        f"{ended} ended on {last}. Renew it or apply again, or stop the job.",
    )


def _still_used(row: Row) -> str:
    ended, last = agreement(row["agreement_name"], row["agreement_code"]), last_day(row["ended_at"])
    return say(
        zh=f"{consumer(row['consumer_name'])}的“{row['name']}”仍登记为在用{named(row['dataset_name'])}，而协议{ended}已于{last}终止。"
        "请续期，或登记停用。",
        en=f"{row['name']} of {consumer(row['consumer_name'])} is still on record as using {named(row['dataset_name'])}, while its "
        f"agreement {ended} ended on {last}. Renew it, or record that the use has ended.",
    )


def _offline(row: Row) -> str:
    unit, name = row["unit_name"], row["name"]
    if row["kind"] == "ENTRY":
        return say(
            zh=f"“{unit}”的目录条目“{name}”以线下交换提供。请改造为由市级平台调用，并修订提供方式。",
            en=f"Entry {name} of {unit} is provided offline. Convert it to the municipal platform, and revise the entry.",
        )
    if row["kind"] == "JOB":
        return say(
            zh=f"“{unit}”的任务“{name}”以线下方式交换数据。新建项目不得线下交换；已建成的项目，请改造为由市级平台调用。",
            en=f"Job {name} of {unit} exchanges data offline. A new project must not; convert one that was there already "
            "to the municipal platform.",
        )
    shown = agreement(name, row["agreement_code"])
    if row["since"].to_native() > _IN_FORCE_SINCE:
        return say(
            zh=f"“{unit}”按{shown}线下交换数据，该申请在办法施行后生效，不得线下交换。请改由市级平台获取，并终止该申请。",
            en=f"{unit} exchanges data offline by {shown}, agreed since the regulation is in force, which forbids that. "
            "Get them through the municipal platform, and end the agreement.",
        )
    return say(
        zh=f"“{unit}”按{shown}线下交换数据，办法施行前已在进行，列入待改造清单。请逐步改造为由市级平台调用。",
        en=f"{unit} exchanges data offline by {shown}, as it did before the regulation: it waits to be converted. "
        "Convert it to the municipal platform.",
    )


def _external(row: Row) -> str:
    with_paper = (
        say(zh="没有数据利用协议", en="without a data-use agreement")
        if row["agreement"] is None
        else say(
            zh=f"其协议{agreement(row['agreement_name'], row['agreement_code'])}未生效或已终止",
            en=f"while {agreement(row['agreement_name'], row['agreement_code'])} is not in force",
        )
    )
    return say(
        zh=f"{consumer(row['consumer_name'])}在“{row['name']}”中使用“{row['unit_name']}”的{named(row['dataset_name'])}，{with_paper}。"
        "请停止提供，或经区大数据中心上报、征得市主管部门和提供单位同意后签订协议与安全承诺。",
        en=f"{consumer(row['consumer_name'])} uses {named(row['dataset_name'])} of {row['unit_name']} in {row['name']}, {with_paper}. Stop "
        "providing it, or report it through the centre, get both consents, and sign agreement and security commitment.",
    )


def _by_key(row: Row) -> str:
    return str(row["key"])


def _by_dataset(row: Row) -> str:
    return str(row["dataset"])


RULES: Final[Sequence[Rule]] = (
    Rule(
        "LIN-1",
        InCypher("rules/unsourced_copies", "rules/unsourced_copies_count"),
        "第十条第三款",
        _by_dataset,
        _unsourced,
    ),
    Rule("LIN-3", _Cycles(), "第十五条第一款", _by_key, _cycle, part="cycle"),
    Rule(
        "LIN-3",
        InCypher("rules/sourceless_ends", "rules/sourceless_ends_count"),
        "第十五条第一款",
        _by_dataset,
        _sourceless,
        part="end",
    ),
    Rule(
        "LIN-4",
        InCypher("rules/expired_flows", "rules/expired_flows_count"),
        "第二十一条",
        _by_key,
        _expired,
        part="flow",
    ),
    Rule(
        "LIN-4",
        InCypher("rules/expired_uses", "rules/expired_uses_count"),
        "第二十一条",
        _by_key,
        _still_used,
        part="use",
    ),
    Rule(
        "R-21",
        InCypher("rules/uncovered_flows", "rules/uncovered_flows_count"),
        "第二十一条",
        _by_key,
        _uncovered,
    ),
    Rule(
        "R-21b",
        InCypher("rules/subjectless_agreements", "rules/subjectless_agreements_count"),
        "第二十一条",
        _by_key,
        _subjectless,
    ),
    Rule(
        "R-22",
        InCypher("rules/offline_exchanges", "rules/offline_exchanges_count"),
        "第二十二条",
        _by_key,
        _offline,
    ),
    Rule(
        "R-24",
        InCypher("rules/external_uses", "rules/external_uses_count"),
        "第二十四条",
        _by_key,
        _external,
    ),
)
"""Every one of them, in the order in which they are listed; LIN-2 is an impact, not a finding."""
