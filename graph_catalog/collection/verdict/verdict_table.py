"""The decision table of design §7: which verdict, when, what follows, by which article.

The first row that holds decides, in this order; `verdict` finds it for each field. The docs are
rendered from here (`python -m graph_catalog.collection.verdict.verdict_table`); a test names every row.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from graph_catalog.language import Language, say, speaking
from graph_catalog.model.answers import CollectionVerdict, FieldVerdictKind


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row of the table. `verdict` is None for the row that refuses the whole plan."""

    number: int
    verdict: FieldVerdictKind | None
    when_zh: str
    when_en: str
    gets_zh: str
    gets_en: str
    articles: tuple[str, ...]

    @property
    def when(self) -> str:
        """When the row holds, in the caller's language."""
        return say(zh=self.when_zh, en=self.when_en)

    @property
    def gets(self) -> str:
        """What the user gets, in the caller's language."""
        return say(zh=self.gets_zh, en=self.gets_en)


TABLE = (
    DecisionRow(
        1, None,
        "涉及国家秘密", "it is classified",
        "整个方案不予受理，内容不保存", "the whole plan is refused; nothing of it is kept",
        ("第三十条",),
    ),
    DecisionRow(
        2, FieldVerdictKind.NOT_COLLECTED,
        "通过共享获取、业务产生或加工派生，不是采集",
        "it is to be had by sharing, generated or derived, not collected",
        "请登记数据来源（血缘）", "lineage to declare",
        ("第十条第三款",),
    ),
    DecisionRow(
        3, FieldVerdictKind.REVIEW,
        "含义匹配的把握不足以认定重复，而某个候选会落入第6至9行",
        "the match is not sure enough to accuse anyone, and some candidate would give rows 6 to 9",
        "候选及理由，由大数据中心裁定，裁定会被记住",
        "candidates with reasons; the ruling is remembered",
        ("第十五条第二款",),
    ),
    DecisionRow(
        4, FieldVerdictKind.EXEMPT,
        "有生效的豁免", "a live exemption covers it",
        "豁免依据和有效期", "basis, until when",
        ("第十五条第一款",),
    ),
    DecisionRow(
        5, FieldVerdictKind.IDENTIFIER,
        "数据元是标识符，且方案中另有字段落入第6至9行、其来源数据集含有该标识符",
        "the element is an identifier, and another field of the plan falls in 6 to 9 from a "
        "dataset that holds it",
        "只填一次，用于关联查询，不再采集其他", "ask once, nothing more",
        ("第十五条第二款",),
    ),
    DecisionRow(
        6, FieldVerdictKind.ALREADY_HELD,
        "本单位就是数源，或已获授权且用途涵盖本方案",
        "the unit is itself the source, or holds a grant whose purpose covers this plan",
        "直接使用", "use it",
        ("第十五条第一款",),
    ),
    DecisionRow(
        7, FieldVerdictKind.OBTAINABLE,
        "有有效的无条件共享，且满足方案", "a live unconditional offer that covers the plan",
        "不得采集；附预填的数据使用申请", "do not collect; an Art. 21 application, pre-filled",
        ("第十五条第二款", "第二十一条"),
    ),
    DecisionRow(
        8, FieldVerdictKind.OBTAINABLE_ON_REQUEST,
        "有有效的受限共享，且满足方案；或可经脱敏提供",
        "a live conditional offer that covers the plan, or a masked one (Art. 19 ¶2)",
        "先申请；列明条件和依据", "apply first; conditions and basis",
        ("第十五条第二款", "第十九条第二款"),
    ),
    DecisionRow(
        9, FieldVerdictKind.PARTLY_OBTAINABLE,
        "有共享，但区域、人群、时间或更新周期不能满足",
        "an offer that does not cover region, population, period or cycle",
        "能共享的部分不得采集，其余可以采集", "the rest may be collected",
        ("第十五条第二款",),
    ),
    DecisionRow(
        10, FieldVerdictKind.HELD_NOT_SHARED,
        "有单位持有，依法不予共享，理由和依据齐全；或依法驳回了本单位的申请",
        "held and lawfully not shared, with reason and basis (Art. 19 ¶3), or lawfully refused",
        "可以采集", "collecting is not barred",
        ("第十九条第一款", "第十九条第三款"),
    ),
    DecisionRow(
        11, FieldVerdictKind.SUPPLY_GAP,
        "共享已撤销、不在共享期限内、未按周期更新，或无依据地拒绝、不共享",
        "an offer withdrawn, outside its period, stale, or refused or closed without basis",
        "可以采集；同时向持有单位发出问题",
        "collecting is not barred; a finding goes to the holder",
        ("第二十条",),
    ),
    DecisionRow(
        12, FieldVerdictKind.UNSOURCED,
        "有单位在采集，但没有发布共享", "others collect it, nothing is published",
        "列出采集单位；启动定源", "the collectors; starts designation",
        ("第十五条第一款",),
    ),
    DecisionRow(
        13, FieldVerdictKind.NEW,
        "没有单位持有；或所登记的获取方式不明，且没有发布共享",
        "nobody holds it, or only those who have not said how they come by it, and nothing is published",
        "可以依法采集", "may be collected (Art. 15 ¶1)",
        ("第十五条第一款",),
    ),
)  # fmt: skip

ROWS = {row.verdict: row for row in TABLE if row.verdict is not None}

TO_BE_HAD = frozenset(row.verdict for row in TABLE if 6 <= row.number <= 9)  # noqa: PLR2004 - rows 6 to 9
"""Verdicts by which the datum can be had, wholly or in part, without collecting it."""

WHOLLY_TO_BE_HAD = TO_BE_HAD - {FieldVerdictKind.PARTLY_OBTAINABLE}
"""Verdicts by which nothing of the datum is left to collect."""

REMAINING = frozenset(
    {
        FieldVerdictKind.REVIEW,
        FieldVerdictKind.EXEMPT,
        FieldVerdictKind.IDENTIFIER,
        FieldVerdictKind.PARTLY_OBTAINABLE,
        FieldVerdictKind.HELD_NOT_SHARED,
        FieldVerdictKind.SUPPLY_GAP,
        FieldVerdictKind.UNSOURCED,
        FieldVerdictKind.NEW,
    }
)
"""Verdicts of the fields that the reduced form keeps: rows 3, 4, 5, 9 to 13."""


def of_plan(kinds: Sequence[FieldVerdictKind]) -> CollectionVerdict:
    """Return the verdict on a plan by those on its fields."""
    done = {FieldVerdictKind.NOT_COLLECTED, FieldVerdictKind.IDENTIFIER} | WHOLLY_TO_BE_HAD
    if any(kind in WHOLLY_TO_BE_HAD for kind in kinds) and all(kind in done for kind in kinds):
        return CollectionVerdict.DO_NOT_COLLECT
    if any(kind in TO_BE_HAD for kind in kinds):
        return CollectionVerdict.REDUCE
    if FieldVerdictKind.REVIEW in kinds:
        return CollectionVerdict.REVIEW
    return CollectionVerdict.CLEAR


def as_markdown() -> str:
    """Return the table as Markdown in the caller's language, for the docs."""
    heads = (
        "#",
        say(zh="结论", en="verdict"),
        say(zh="何时", en="when"),
        say(zh="得到什么", en="what the user gets"),
        say(zh="条款", en="articles"),
    )
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for row in TABLE:
        name = f"`{row.verdict.value}`" if row.verdict else say(zh="（拒绝）", en="(refused)")
        cells = (str(row.number), name, row.when, row.gets, "、".join(row.articles))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    with speaking(Language.ENGLISH if "en" in sys.argv[1:] else Language.CHINESE):
        sys.stdout.write(as_markdown())
