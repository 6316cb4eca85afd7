"""The figures as a part of docs/verdict.md, in the caller's language."""

from collections.abc import Iterable, Sequence

from benchmarks.evaluation import measuring, reliability
from benchmarks.evaluation.deprived import Lack
from benchmarks.evaluation.figures import Figures
from benchmarks.evaluation.measuring import Observation, Outcome, Share
from benchmarks.evaluation.reliability import Band
from graph_catalog.language import say
from graph_catalog.matching.compare import compare
from graph_catalog.matching.reading import calibration
from graph_catalog.matching.reading.calibration import Table
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.answers import ComparisonVerdict

_HARDEST = 5


def written(figures: Figures) -> str:
    """Return all that is said of the shared pairs."""
    return "\n\n".join(
        (
            _overview(figures),
            _marked_pairs(figures),
            _failures(figures),
            _hardest(figures),
            by_name(figures, (Lack.SYNONYMS,)),
            _reliability(figures),
        )
    )


def _names(lack: Lack | None) -> str:
    match lack:
        case None:
            return say(
                zh="现有词表（作者见过这些样本，偏乐观）",
                en="as it stands (flatters: its author had seen the pairs)",
            )
        case Lack.SYNONYMS:
            return say(
                zh="去掉该概念的全部同义写法，保留标准名称",
                en="without every listed spelling of the concept, its standard name kept",
            )
        case Lack.SPELLINGS:
            return say(
                zh="去掉该概念的全部写法，含标准名称",
                en="without every listed spelling, the standard name included",
            )
        case Lack.ELEMENTS:
            return say(zh="去掉该概念的数据元", en="without the concept's elements")


def _overview(figures: Figures) -> str:
    same = sum(pair.same for pair in figures.pairs)
    lines = [
        say(
            zh=f"样本 {len(figures.pairs)} 对，其中同一数据 {same} 对；词表 `{figures.lexicon[:12]}`；{SURE} 起判为 SAME。方括号内为 95% 置信区间（Wilson）。"
            "后三行按概念交叉验证：每一对用一份不认识其概念的词表比较。",
            en=f"{len(figures.pairs)} pairs, {same} of them one datum; lexicon `{figures.lexicon[:12]}`; SAME from {SURE} on. In brackets 95 % intervals (Wilson). "
            "The last three rows are cross-validated over concepts: each pair is compared by a lexicon that does not know what the file calls its concepts.",
        ),
        "",
        say(
            zh="| 词表 | SAME 精确率 | SAME 召回率 | 判为 SAME | DIFFERENT 正确率 |",
            en="| lexicon | precision of SAME | recall of SAME | called SAME | right of DIFFERENT |",
        ),
        "|---|---|---|---|---|",
    ]
    for lack, found in ((None, figures.stands), *figures.lacking.items()):
        precision = measuring.precision(found)
        lines.append(
            f"| {_names(lack)} | {precision.text} | {measuring.recall(found).text} "
            f"| {precision.total} | {measuring.difference(found).text} |"
        )
    return "\n".join(lines)


def _marked_pairs(figures: Figures) -> str:
    namesakes = [each for each in figures.stands if each.pair.is_namesake and not each.pair.same]
    accused = [each for each in namesakes if each.is_accused]
    strangers = [each for each in figures.stands if each.pair.shares_nothing and each.pair.same]
    colon = say(zh="：", en=": ")
    lines = [
        say(
            zh=f"- 同名而不同的数据 {len(namesakes)} 对，误判为 SAME 的 {len(accused)} 对",
            en=f"- {len(namesakes)} pairs of one name and different data, {len(accused)} of them called SAME",
        )
        + _listed(each.pair.text for each in accused),
    ]
    for lack, found in figures.lacking.items():
        wrong = [each for each in found if each.pair.is_namesake and each.is_accused]
        lines.append(f"  - {_names(lack)}{colon}{len(wrong)}" + _listed(e.pair.text for e in wrong))
    right = [each for each in strangers if each.comparison.same]
    lines.append(
        say(
            zh=f"- 没有相同字的同一数据 {len(strangers)} 对，找到 {len(right)} 对",
            en=f"- {len(strangers)} pairs of one datum without a character in common, {len(right)} of them found",
        )
        + _listed(each.pair.text for each in right)
    )
    for lack, found in figures.lacking.items():
        count = sum(each.pair.shares_nothing and each.comparison.same for each in found)
        lines.append(f"  - {_names(lack)}{colon}{count}")
    return "\n".join(lines)


def _failures(figures: Figures) -> str:
    failed = [each for each in figures.stands if each.is_accused or each.is_missed]
    title = say(zh="现有词表的全部错误：", en="All failures of the lexicon as it stands:")
    return "\n".join([title, "", *(_render(each, None, figures) for each in failed)])


def _hardest(figures: Figures) -> str:
    lines = [
        say(
            zh="最难的：不认识该概念时误判为 SAME 的全部，以及把握最大的漏判。",
            en="The hardest: all that are called SAME and are not where the concept is unknown, and what is surest and missed all the same.",
        ),
        "",
    ]
    told: set[str] = set()
    for lack, found in figures.lacking.items():
        accused = [each for each in found if each.is_accused]
        missed = sorted(
            (each for each in found if each.is_missed and not each.is_open),
            key=lambda each: (-each.comparison.confidence, each.pair.text),
        )
        for each in (*accused, *missed[:_HARDEST]):
            if each.pair.text not in told:
                told.add(each.pair.text)
                lines.append(_render(each, lack, figures))
    return "\n".join(lines)


def _render(each: Outcome, lack: Lack | None, figures: Figures) -> str:
    """Say it again in the caller's language, by the lexicon that said it."""
    kind = say(zh="误判", en="wrongly SAME") if each.is_accused else _kind_of_miss(each)
    under = "" if lack is None else say(zh="，", en=", ") + _names(lack)
    why = compare(each.pair.a, each.pair.b, figures.lexicons[lack](each.pair)).why
    return f"- {each.pair.text} ({kind}{under})\n  {why}"


def _kind_of_miss(each: Outcome) -> str:
    if each.is_open:
        return say(zh="待裁定", en="left open")
    return say(zh="漏判", en="missed")


def by_name(figures: Figures, lacks: Iterable[Lack]) -> str:
    """Return the failures of some lexicons by the names alone."""
    lines = []
    for lack in lacks:
        failed = dict.fromkeys(
            f"{each.pair.a.name} / {each.pair.b.name}"
            for each in figures.lacking[lack]
            if each.is_accused or each.is_missed
        )
        count = say(zh=f"{len(failed)} 种", en=f"{len(failed)} kinds")
        summary = say(zh="错误名单：", en="All failures by name: ")
        names = say(zh="；", en="; ").join(failed)
        lines.append(
            f"<details><summary>{summary}{_names(lack)} ({count})</summary>\n\n{names}\n\n</details>"
        )
    return "\n\n".join(lines)


def _reliability(figures: Figures) -> str:
    parts = [
        say(
            zh="可靠度：对表述的把握与实际正确率。“得分”是对齐的原始得分，“校准后”是由其余概念上拟合的表给出的把握。每档至少 15 条。",
            en="Reliability: what is stated against what is observed. The score is the alignment's own; calibrated is what a table says of it that was fitted on the other concepts. No band has fewer than 15.",
        )
    ]
    for name, observations in (
        (ComparisonVerdict.SAME.value, figures.same),
        (ComparisonVerdict.DIFFERENT.value, figures.different),
    ):
        found = reliability.bands(observations, reliability.held_out(observations))
        parts.append(bands(name, found))
    guessed = Share(sum(each.is_right for each in figures.guessed), len(figures.guessed))
    parts += [
        say(
            zh=f"一方不在词表中而判为 DIFFERENT 的，正确率 {guessed.text}（{guessed.total} 条）：词表不认识的，说不出是不是另一个数。",
            en=f"Where one side at least is in no lexicon, DIFFERENT is right in {guessed.text} of {guessed.total}: what the lexicon does not know, it cannot tell from others.",
        ),
        _verdict_on_tables(figures),
    ]
    return "\n\n".join(parts)


def bands(title: str, found: Sequence[Band]) -> str:
    """Return reliability as a table: what the score and what the calibrated confidence says."""
    lines = [
        say(
            zh=f"| {title}：得分 | 平均得分 | 校准后 | 条数 | 实际正确率 |",
            en=f"| {title}: score | mean score | calibrated | count | observed |",
        ),
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {band.start:.2f}–{band.end:.2f} | {band.score:.3f} | {band.stated:.3f} "
        f"| {band.observed.total} | {band.observed.text} |"
        for band in found
    ]
    before = reliability.calibration_error(found, lambda band: band.score)
    after = reliability.calibration_error(found, lambda band: band.stated)
    total = sum(band.observed.total for band in found)
    title = say(zh="平均校准误差", en="expected calibration error")
    return "\n".join([*lines, f"| {title} | {before:.3f} | {after:.3f} | {total} | |"])


def _verdict_on_tables(figures: Figures) -> str:
    lowest = reliability.border(figures.same, 0.95)
    lines = [
        say(
            zh=f"精确率仍有 0.95 的最低得分：{lowest}。",
            en=f"The lowest score from which on 0.95 are right: {lowest}.",
        ),
        _steps("SAME", figures.fitted_same, calibration.SAME),
        _steps("DIFFERENT", figures.fitted_different, calibration.DIFFERENT),
        _steps("?", ((0.0, figures.fitted_guess),), ((0.0, calibration.GUESS),)),
    ]
    return "\n".join(f"- {line}" for line in lines)


def _steps(name: str, fitted: Table, committed: Table) -> str:
    shown = say(zh="，", en=", ").join(f"{start:.2f} → {share}" for start, share in fitted)
    if reliability.agree(fitted, committed):
        return say(
            zh=f"{name}：{shown}；与代码中的表一致",
            en=f"{name}: {shown}; the code's table is this one",
        )
    return say(
        zh=f"{name}：{shown}；代码中的表不同，请改为此表",
        en=f"{name}: {shown}; the code's table is another and should be this one",
    )


def _score(each: Observation) -> float:
    return each.score


def _listed(texts: Iterable[str]) -> str:
    found = list(dict.fromkeys(texts))
    return say(zh="：", en=": ") + say(zh="；", en="; ").join(found) if found else ""
