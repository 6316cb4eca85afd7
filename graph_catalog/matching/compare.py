"""Whether two descriptions denote one datum, and why we think so."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from graph_catalog.language import say
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.lexicon.spelling import spell
from graph_catalog.matching.reading import qualifier
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.calibration import told_apart
from graph_catalog.matching.reading.datum import AlignmentResult, Candidate
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.matching.rulings.rulings import MatchRuling, Rulings
from graph_catalog.model.answers import ComparisonVerdict

_LIKE = 0.75
"""Share of common characters from which two unknown attributes are worth a look."""

_INDIRECT = {Method.NEAR, Method.TYPO, Method.PROVISIONAL, Method.DESCRIPTION, Method.COLUMN}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on two descriptions.

    `confidence` is of the verdict, `why` for a person to act on.
    """

    verdict: ComparisonVerdict
    confidence: float
    why: str

    @property
    def same(self) -> bool:
        """True for SAME alone: a pair that somebody should look at is not the same yet."""
        return self.verdict is ComparisonVerdict.SAME


def compare(
    a: Descriptor, b: Descriptor, lexicon: Lexicon, rulings: Rulings | None = None
) -> Comparison:
    """Compare two descriptions. Symmetric but for the order in which the sentence names them.

    A ruling on the two, or on the data that they are, comes before what is read.
    """
    first, second = align(a, lexicon, rulings), align(b, lexicon, rulings)
    ruling = rulings and _ruling(a, b, first, second, rulings)
    if ruling:
        return _ruled(a, b, ruling)
    certainty = round(min(first.confidence, second.confidence), 4)
    if first.datum == second.datum:
        return _agreeing(a, b, first, second, certainty)
    doubt = _doubt(a, b, first, second, lexicon)
    if doubt:
        return Comparison(ComparisonVerdict.REVIEW, round(min(certainty, 0.5), 4), doubt)
    is_guess = first.datum.is_provisional or second.datum.is_provisional
    apart = told_apart(min(first.score, second.score), is_guess=is_guess)
    return Comparison(ComparisonVerdict.DIFFERENT, apart, _difference(a, b, first, second, lexicon))


def _ruling(
    a: Descriptor, b: Descriptor, first: AlignmentResult, second: AlignmentResult, rulings: Rulings
) -> MatchRuling | None:
    """Return the ruling on two descriptions, or on their data; a wider one counts where no narrower one has its way."""
    on_both = rulings.between(a, b)
    if on_both and on_both.is_same is (first.datum == second.datum):
        return on_both
    return rulings.are_apart(first.datum, second.datum)


def _ruled(a: Descriptor, b: Descriptor, ruling: MatchRuling) -> Comparison:
    if ruling.is_same:
        why = say(
            zh=f"大数据中心已裁定“{a.name}”与“{b.name}”是同一个数：{ruling.reason}。",
            en=f"The data centre has ruled that {a.name!r} and {b.name!r} are one datum: {ruling.reason}.",
        )
        return Comparison(ComparisonVerdict.SAME, 1.0, why)
    why = say(
        zh=f"大数据中心已裁定“{a.name}”与“{b.name}”不是同一个数：{ruling.reason}。",
        en=f"The data centre has ruled that {a.name!r} and {b.name!r} are not one datum: {ruling.reason}.",
    )
    return Comparison(ComparisonVerdict.DIFFERENT, 1.0, why)


def _agreeing(
    a: Descriptor, b: Descriptor, first: AlignmentResult, second: AlignmentResult, certainty: float
) -> Comparison:
    datum = first.datum.text
    if certainty < SURE:
        weaker, name = (
            (first, a.name) if first.confidence <= second.confidence else (second, b.name)
        )
        why = say(
            zh=f"两者可能都是“{datum}”，但对“{name}”的理解把握不足（{_made(weaker)}）。请核对其数"
            "据集和含义后裁定。",
            en=f"Both may be {datum}, but {name!r} is not surely read ({_made(weaker)}). "
            "Check its dataset and meaning, then rule.",
        )
        return Comparison(ComparisonVerdict.REVIEW, certainty, why)
    if _twice_in_one_dataset(a, b, first, second):
        why = say(
            zh=f"两者在同一数据集“{a.dataset_name}”中并列，都近似“{datum}”；同一数据集通常不会重复"
            "记录同一个数。请核对后裁定。",
            en=f"Both stand in one dataset, {a.dataset_name}, and come near {datum}; "
            "a dataset rarely holds a datum twice. Check, then rule.",
        )
        return Comparison(ComparisonVerdict.REVIEW, round(certainty * 0.5, 4), why)
    why = say(
        zh=f"同为“{datum}”：“{a.name}”——{_made(first)}；“{b.name}”——{_made(second)}。",
        en=f"Both are {datum}: {a.name!r}, {_made(first)}; {b.name!r}, {_made(second)}.",
    )
    return Comparison(ComparisonVerdict.SAME, certainty, why)


def _twice_in_one_dataset(
    a: Descriptor, b: Descriptor, first: AlignmentResult, second: AlignmentResult
) -> bool:
    is_indirect = any(side.candidates[0].method in _INDIRECT for side in (first, second))
    return (
        is_indirect
        and bool(a.dataset_name)
        and (a.dataset_name, a.unit_name) == (b.dataset_name, b.unit_name)
        and spell(a.name).main != spell(b.name).main
        and first.form is second.form
    )


def _doubt(
    a: Descriptor, b: Descriptor, first: AlignmentResult, second: AlignmentResult, lexicon: Lexicon
) -> str:
    """Say why two that were read differently might be the same all the same.

    Empty where nothing speaks for it.
    """
    one, other = first.datum, second.datum
    codes = (one.element_code, other.element_code)
    if None not in codes and one.qualifier == other.qualifier and _are_near(codes, lexicon):
        return say(
            zh=f"“{one.text}”与“{other.text}”容易混用：值有时相同，但不是同一个数据元。请看实际填"
            "写的是哪一种后裁定。",
            en=f"{one.text} and {other.text} are easily taken for each other: the values are at "
            "times "
            "the same, the elements are not. See which one is filled in, then rule.",
        )
    for mine, theirs, name in ((first, second, a.name), (second, first, b.name)):
        if mine.confidence < SURE and _has(mine.candidates[1:], theirs):
            return say(
                zh=f"“{name}”有多种理解（{_options(mine)}），其中一种与对方相同。请核对其含义后裁"
                "定。",
                en=f"{name!r} can be read in several ways ({_options(mine)}), one of them as the "
                "other field. "
                "Check what it means, then rule.",
            )
    if one.is_provisional and other.is_provisional and one.object_class == other.object_class:
        pair = (min(one.attribute, other.attribute), max(one.attribute, other.attribute))
        likeness = SequenceMatcher(None, *pair).ratio()
        if likeness >= _LIKE and one.qualifier == other.qualifier:
            return say(
                zh=f"“{a.name}”和“{b.name}”都不在词表中，写法相近、主题相同（{one.object_class}）。"
                "请核对后裁定。",
                en=f"Neither {a.name!r} nor {b.name!r} is in the lexicon; they are written alike "
                "and about "
                f"the same ({one.object_class}). Check, then rule.",
            )
    return ""


def _are_near(codes: tuple[str | None, str | None], lexicon: Lexicon) -> bool:
    one, other = (lexicon.elements[code] for code in codes if code is not None)
    return other.code == one.near or one.code == other.near


def _has(candidates: tuple[Candidate, ...], other: AlignmentResult) -> bool:
    return any(candidate.datum == other.datum for candidate in candidates)


def _difference(
    a: Descriptor, b: Descriptor, first: AlignmentResult, second: AlignmentResult, lexicon: Lexicon
) -> str:
    one, other = first.datum, second.datum
    if one.element_code is not None and one.element_code == other.element_code:
        mine, theirs = (
            qualifier.written(datum, lexicon) or say(zh="对象本身", en="the thing itself")
            for datum in (one, other)
        )
        return say(
            zh=f"同为“{one.attribute}”，但所指不同：“{a.name}”是{mine}的，“{b.name}”是{theirs}的。",
            en=f"Both are {one.attribute}, but of different things: {a.name!r} of {mine}, "
            f"{b.name!r} of {theirs}.",
        )
    return say(
        zh=f"“{a.name}”是“{one.text}”，“{b.name}”是“{other.text}”，不是同一个数。",
        en=f"{a.name!r} is {one.text}, {b.name!r} is {other.text}: not one datum.",
    )


def _made(alignment: AlignmentResult) -> str:
    return say(zh="，", en=", ").join(map(str, alignment.reasons))


def _options(alignment: AlignmentResult) -> str:
    texts = [candidate.datum.text for candidate in alignment.candidates[:3]]
    return say(zh="、", en="; ").join(texts)
