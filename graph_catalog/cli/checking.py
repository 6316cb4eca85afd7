"""`check PLAN.csv --unit ID`: may this be collected?"""

import asyncio
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import strawberry

from graph_catalog.auth import LOCAL
from graph_catalog.catalog import collection, keys, pins
from graph_catalog.catalog.pins import Asked
from graph_catalog.cli import dates, problem_table
from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.exchange import plan_file
from graph_catalog.exchange.plan_file import Plan
from graph_catalog.graph.viewpoint import Pins
from graph_catalog.language import say
from graph_catalog.model.answers import (
    CollectionCheck,
    CollectionVerdict,
    FieldVerdict,
    FieldVerdictKind,
)
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.plans import CollectionPlanInput
from graph_catalog.model.refusals import Refusal

_FIELD_VERDICTS: Final[Mapping[FieldVerdictKind, str]] = {
    FieldVerdictKind.NOT_COLLECTED: "非采集",
    FieldVerdictKind.REVIEW: "需人工判断",
    FieldVerdictKind.EXEMPT: "已豁免",
    FieldVerdictKind.IDENTIFIER: "仅作标识",
    FieldVerdictKind.ALREADY_HELD: "本单位已有",
    FieldVerdictKind.OBTAINABLE: "可共享获取",
    FieldVerdictKind.OBTAINABLE_ON_REQUEST: "可申请获取",
    FieldVerdictKind.PARTLY_OBTAINABLE: "可部分获取",
    FieldVerdictKind.HELD_NOT_SHARED: "他方持有不共享",
    FieldVerdictKind.SUPPLY_GAP: "供给缺口",
    FieldVerdictKind.UNSOURCED: "尚无来源",
    FieldVerdictKind.NEW: "新数据",
}
_VERDICTS: Final[Mapping[CollectionVerdict, str]] = {
    CollectionVerdict.DO_NOT_COLLECT: "不应采集:所需数据都可以通过共享得到",
    CollectionVerdict.REDUCE: "应当精简:部分数据可以通过共享得到",
    CollectionVerdict.REVIEW: "需人工判断:有些数据项对应不上",
    CollectionVerdict.CLEAR: "可以采集",
}


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    parser = commands.add(
        "check",
        say(zh="检查采集计划是否重复采集", en="check a plan for duplicate collection"),
        _check,
        epilog=_epilog(),
    )
    parser.add_argument(
        "file",
        metavar="PLAN.csv",
        type=Path,
        help=say(zh="计划,一行一个数据项", en="the plan, a row for each field"),
    )
    parser.add_argument(
        "--unit", required=True, metavar="ID", help=say(zh="计划采集的单位的 id", en="unit's id")
    )
    parser.add_argument(
        "--name", help=say(zh="表单或系统的名称(默认取文件名)", en="name (that of the file)")
    )
    parser.add_argument("--purpose", help=say(zh="应用场景", en="what it is for"))
    parser.add_argument(
        "--subject", help=say(zh="关于谁,如 自然人、法人", en="about whom, as 自然人")
    )
    parser.add_argument("--legal-basis", help=say(zh="整个计划的法律依据", en="legal basis"))
    dates.add_option(parser)


def _epilog() -> str:
    return say(
        zh="计划的列:数据项名称(或 名称)、列名、说明、数据类型、获取方式、法律依据、"
        "主体、限定词。\n"
        "退出码:0 可以采集;1 应精简、不应采集、需人工判断或被拒绝;2 文件或参数有误;"
        "3 图数据库不可用。",
        en="Columns: 数据项名称 (or 名称), 列名, 说明, 数据类型, 获取方式, 法律依据, "
        "主体, 限定词.\n"
        "Exit codes: 0 may be collected; 1 reduce, do not collect, look at it, or refused; "
        "2 wrong usage or file; 3 the store is unavailable.",
    )


def _check(call: Call) -> ExitCode:
    plan = plan_file.read(call.arguments.file)
    as_of = dates.read(call.arguments)
    if plan.problems.count:
        return problem_table.show(call.terminal, plan.problems)
    answer = asyncio.run(_ask(call, plan, as_of))
    if isinstance(answer, Refusal):
        call.terminal.warn(answer.message)
        call.terminal.data({"code": answer.code, "message": answer.message, "path": answer.path})
        return ExitCode.ANSWERED
    return _show(call, answer)


async def _ask(call: Call, plan: Plan, as_of: dt.datetime | None) -> CollectionCheck | Refusal:
    given = call.arguments
    async with call.engine() as engine:
        pinned = await pins.resolve(engine, LOCAL, Asked(as_of), now=dt.datetime.now(dt.UTC))
        if not isinstance(pinned, Pins):
            return pinned
        asked = CollectionPlanInput(
            unit_id=strawberry.ID(given.unit),
            name=given.name or given.file.stem,
            purpose=given.purpose,
            subject=given.subject,
            legal_basis=given.legal_basis,
            fields=plan.fields,
        )
        return await collection.check(engine, LOCAL, pinned, asked)


def _show(call: Call, answer: CollectionCheck) -> ExitCode:
    terminal = call.terminal
    terminal.table(
        say(zh="序号 数据项 结论 理由", en="no field verdict why").split(),
        [(field.index + 1, field.name, _word(field), field.why) for field in answer.fields],
    )
    verdict = answer.verdict
    terminal.say(say(zh=f"结论:{_VERDICTS[verdict]}。", en=f"Verdict: {verdict.value}."))
    if answer.remainder and verdict is not CollectionVerdict.CLEAR:
        rest = "、".join(answer.fields[index].name for index in answer.remainder)
        terminal.say(say(zh=f"可保留:{rest}。", en=f"May stay in the form: {rest}."))
    if not answer.complete:
        terminal.warn(
            say(
                zh="持有单位过多,未能全部查看;结论可能偏宽。",
                en="There are more holders than were looked at; the verdict may be too lenient.",
            )
        )
    terminal.data(_plain(answer))
    return ExitCode.DONE if verdict is CollectionVerdict.CLEAR else ExitCode.ANSWERED


def _word(field: FieldVerdict) -> str:
    return say(zh=_FIELD_VERDICTS[field.verdict], en=field.verdict.value)


def _plain(answer: CollectionCheck) -> Mapping[str, Any]:
    return {
        "verdict": answer.verdict,
        "fields": [
            {
                "index": field.index,
                "name": field.name,
                "verdict": field.verdict,
                "confidence": field.confidence,
                "why": field.why,
                "provisions": [provision.article for provision in field.provisions],
                "provider": _id(NodeKind.UNIT, field.provider_key),
                "source": _id(NodeKind.DATASET, field.source_key),
                "standing": field.standing,
                "legalBasisMissing": field.legal_basis_missing,
            }
            for field in answer.fields
        ],
        "remainder": answer.remainder,
        "complete": answer.complete,
        "checkedAt": answer.checked_at,
        "revision": answer.revision,
        "ruleSet": answer.rule_set,
    }


def _id(kind: NodeKind, key: str | None) -> str | None:
    return None if key is None else keys.encode(kind, key)
