"""`check --again ID`: what has changed in a check that was kept on a project."""

import asyncio
import datetime as dt
from typing import Any

from graph_catalog.cli.command import Call
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.collection import collection_checks
from graph_catalog.collection.verdict_words import FIELD_VERDICTS, VERDICTS
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import LOCAL
from graph_catalog.language import counted, say
from graph_catalog.model.answers import FieldVerdictKind
from graph_catalog.model.collection_checks import CollectionDifferences, FieldDifference
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.projects import DifferenceCause
from graph_catalog.model.refusals import Refusal
from graph_catalog.record import keys, snapshots
from graph_catalog.record.snapshots import AsOfPoint


def show(call: Call, as_of: dt.datetime | None) -> ExitCode:
    """Check a kept plan again and show what has changed."""
    found = asyncio.run(_ask(call, as_of))
    terminal = call.terminal
    if isinstance(found, Refusal):
        terminal.warn(found.message)
        terminal.data({"code": found.code, "message": found.message, "path": found.path})
        return ExitCode.ANSWERED
    terminal.table(
        say(zh="序号 数据项 原结论 现结论 原因 理由", en="no field before now because why").split(),
        [
            (
                field.index + 1,
                field.name,
                _word(field.before.verdict),
                _word(field.now.verdict),
                "、".join(map(_cause, field.causes)),
                field.now.why,
            )
            for field in found.fields
        ],
    )
    terminal.say(
        say(
            zh=f"{len(found.fields)} 个数据项有变化，{found.unchanged} 个未变。",
            en=f"{counted(len(found.fields), 'field')} changed, {found.unchanged} did not.",
        )
    )
    terminal.say(
        say(
            zh=f"原结论：{VERDICTS[found.verdict_before]}。现结论：{VERDICTS[found.now.verdict]}。",
            en=f"Before: {found.verdict_before.value}. Now: {found.now.verdict.value}.",
        )
    )
    terminal.data(_data(found))
    is_same = not found.fields and found.now.verdict is found.verdict_before
    return ExitCode.DONE if is_same else ExitCode.ANSWERED


async def _ask(call: Call, as_of: dt.datetime | None) -> CollectionDifferences | Refusal:
    async with call.engine() as engine:
        now = await snapshots.resolve(engine, LOCAL, AsOfPoint(as_of))
        if not isinstance(now, Snapshot):
            return now
        kept = await collection_checks.find(engine, LOCAL, call.arguments.again)
        if isinstance(kept, Refusal):
            return kept
        return await collection_checks.differences(engine, LOCAL, now, kept)


def _data(found: CollectionDifferences) -> dict[str, Any]:
    return {
        "verdictBefore": found.verdict_before,
        "verdict": found.now.verdict,
        "revision": found.now.revision,
        "ruleSet": found.now.rule_set,
        "unchanged": found.unchanged,
        "causes": found.causes,
        "fields": [_field(field) for field in found.fields],
    }


def _field(field: FieldDifference) -> dict[str, Any]:
    return {
        "index": field.index,
        "name": field.name,
        "before": field.before.verdict,
        "sourceBefore": _id(field.before.source_key),
        "now": field.now.verdict,
        "source": _id(field.now.source_key),
        "causes": field.causes,
        "why": field.now.why,
    }


def _id(key: str | None) -> str | None:
    return None if key is None else keys.encode(NodeKind.DATASET, key)


def _word(verdict: FieldVerdictKind) -> str:
    return say(zh=FIELD_VERDICTS[verdict], en=verdict.value)


def _cause(cause: DifferenceCause) -> str:
    return {
        DifferenceCause.RULES: say(zh="规则", en="rules"),
        DifferenceCause.CATALOG: say(zh="目录", en="catalog"),
    }[cause]
