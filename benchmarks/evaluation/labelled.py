"""What people say of proposals that the catalog made itself (`proposals`), counted."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.evaluation import measuring, page, reliability
from benchmarks.evaluation.labels import FOLDER, NO, YES, observations
from benchmarks.evaluation.measuring import Observation, Share
from benchmarks.evaluation.pairs import Pair
from benchmarks.evaluation.proposals import SIZES, rows_of
from benchmarks.evaluation.proposed import BY_A_NET, UNSURE, stratum
from graph_catalog.language import say
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.calibration import calibrated
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method

_WANTED: Final = 0.95


def written(folder: Path = FOLDER) -> Iterator[str]:
    """Yield what is said of each sample that somebody has labelled; nothing where none is."""
    for name in SIZES:
        rows = [row for row in rows_of(folder / f"{name}.csv") if row["label"]]
        if rows:
            drawn = json.loads((folder / f"{name}.json").read_text("utf-8"))
            yield _sample(name, rows, drawn)


def pairs(rows: Iterable[Mapping[str, str]]) -> list[Pair]:
    """Return the labelled rows as pairs of descriptions, whatever was said of them when drawn."""
    return [
        Pair(
            Descriptor(row["planned"], row["planned_dataset"], row["planned_unit"]),
            Descriptor(row["candidate"], row["candidate_dataset"], row["candidate_unit"]),
            row["label"] == YES,
            row["id"],
        )
        for row in rows
        if row["label"] in {YES, NO}
    ]


def _sample(name: str, rows: Sequence[Mapping[str, str]], drawn: Mapping[str, Any]) -> str:
    told = observations(rows)
    read = [each for each in told if not each.method.is_net]
    same = observations(row for row in rows if row["says"] == "SAME")
    lowest = reliability.border(read, _WANTED)
    title = {
        "tuning": say(
            zh="目录自己提出的匹配，人工标注（调参样本）",
            en="What the catalog itself proposes, labelled by hand (for tuning)",
        ),
        "held": say(
            zh="同上，词表冻结后另抽的样本（未用于调参）",
            en="The same, drawn apart and not tuned on",
        ),
    }[name]
    unclear = len(rows) - len(told)
    of_all = _over_all(rows, drawn["proposals"], {})
    of_fields = _over_all(rows, drawn["proposals"], drawn["occurrences"])
    lines = [
        f"**{title}**",
        "",
        say(
            zh=f"{len(rows)} 条，其中 {unclear} 条无法判断；抽样时的词表 `{drawn['lexicon'][:12]}`。按得分和方法分层抽样，难的多于易的：判为 SAME 的，样本中正确率 {_share(same).text}"
            f"（{len(same)} 条），按各层总数加权为 {of_all}；再按同样的字段对出现的次数加权为 {of_fields}。精确率仍有 {_WANTED} 的最低得分：{lowest}。",
            en=f"{len(rows)} proposals, of which {unclear} cannot be told; drawn with lexicon `{drawn['lexicon'][:12]}`. Drawn by strata of score and method, more hard ones than easy ones: "
            f"right of SAME in the sample {_share(same).text} of {len(same)}, weighted by what each stratum has in all {of_all}, and by how many pairs of fields ask the same {of_fields}. The lowest score from which on {_WANTED} are right: {lowest}.",
        ),
        "",
        page.bands(
            say(zh="目录提出", en="proposed"),
            reliability.bands(read, lambda each: calibrated(each.score, each.method)),
        ),
        "",
        say(zh="按这些标注拟合的表：", en="The table that these labels give: ")
        + ", ".join(f"{start:.2f} → {share}" for start, share in reliability.fitted(read)),
        "",
        say(zh="| 方法 | 条数 | 正确率 |", en="| method | count | right |"),
        "|---|---|---|",
    ]
    for method in dict.fromkeys(each.method for each in sorted(told, key=lambda e: e.method)):
        share = _share([each for each in told if each.method is method])
        lines.append(f"| `{method}` | {share.total} | {share.text} |")
    return "\n".join([*lines, "", _as_it_stands(pairs(rows))])


def _as_it_stands(labelled: Sequence[Pair]) -> str:
    """Say what the lexicon as it stands makes of the same pairs, wherever it was changed since."""
    known = lexicon.current()
    found = measuring.outcomes(labelled, lambda _: known)
    precision, recall = measuring.precision(found), measuring.recall(found)
    wrong = [each.pair.text for each in found if each.is_accused]
    title = say(
        zh=f"现有词表 `{known.hash[:12]}` 对这些样本：SAME 精确率 {precision.text}（{precision.total} 条），召回率 {recall.text}。误判：",
        en=f"What lexicon `{known.hash[:12]}` now says of them: precision of SAME {precision.text} of {precision.total}, recall {recall.text}. Wrongly SAME:",
    )
    return "\n".join([title, "", *(f"- {each}" for each in wrong)])


def _over_all(
    rows: Sequence[Mapping[str, str]], proposed: Mapping[str, int], weights: Mapping[str, int]
) -> str:
    """Return how often a SAME is right among all that is proposed, not in the sample alone.

    Each cell of stratum and method counts by what it has in all, each proposal by its weight.
    """
    right = total = 0.0
    for cell, count in proposed.items():
        if cell.startswith((UNSURE, BY_A_NET)):
            continue
        inside = observations(row for row in rows if _cell(row) == cell)
        for each in inside:
            weight = count / len(inside) * weights.get(each.what, 1)
            right, total = right + weight * each.is_right, total + weight
    return f"{right / total:.3f}" if total else "-"


def _cell(row: Mapping[str, str]) -> str:
    is_net = Method(row["method"]).is_net
    name = stratum(float(row["confidence"]), is_sure=row["says"] == "SAME", is_net=is_net)
    return f"{name}, {row['method']}"


def _share(told: Sequence[Observation]) -> Share:
    return Share(sum(each.is_right for each in told), len(told))
