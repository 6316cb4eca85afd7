"""Data on record that lie near a planned field which comes to nothing else: three nets' catch.

The nets hang in the store (`collection.retrieval`): vectors of subject and name, pairs of characters, pinyin
initials. Here is what they are asked for, in which order their catch stands, and which of it is put
before a person. Nearness is no sameness: hard pairs that are one datum and such that are not lie
equally near, so what a net caught may raise a REVIEW and stays below the confidence that accuses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from graph_catalog.matching.lexicon import initials
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.lexicon.spelling import LONGEST, compact, has_chinese, normalise, spell
from graph_catalog.matching.reading.datum import AlignmentResult, Candidate, DatumKey, Reason
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.reading.subject import read_subject
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.enums.fields import DatumForm

WORTH: Final[Mapping[Method, float]] = {
    Method.VECTOR: 0.82,
    Method.TEXT: 0.75,
    Method.INITIALS: 1.0,
}
"""Likeness from which on a catch is put before a person: cosine, share of common characters, equality.

Chosen on `benchmarks/retrieval`: of the queries' five nearest data those with a cosine from 0.85 on
are right in 8 of 10 cases, those from 0.80 to 0.85 in 3 of 10.
"""

CONFIDENCE: Final = 0.1
"""Of every catch: of those labelled on the sample district's forms 6 % were right (4 of 67), though 9 of 10
where the catalog has an answer at all (`benchmarks/retrieval`): worth a look, no more."""

_WEIGHTS: Final[Mapping[Method, float]] = {
    Method.VECTOR: 1.0,
    Method.INITIALS: 1.0,
    Method.TEXT: 0.25,
}
_DAMPING: Final = 3
_MOST: Final = 5
_FEWEST_LETTERS: Final = 4
"""Fewer initials are those of anything: xm, rq."""

_LIKE_SCHEMES: Final = 0.6
"""Share of common characters from which on two schemes may be one: 预付卡备案, 商业预付卡备案企业."""

_ENDINGS: Final = {
    "号码": "code", "编号": "code", "代码": "code", "编码": "code", "文号": "code", "号": "code",
    "日期": "time", "时间": "time", "年份": "time", "年度": "time", "期限": "time", "年限": "time",
    "金额": "amount", "总额": "amount", "价格": "amount", "面积": "area", "数量": "count",
    "人数": "count", "电话": "phone", "手机": "phone", "地址": "place", "住所": "place",
    "名称": "name", "姓名": "name", "类型": "kind", "类别": "kind", "种类": "kind",
    "状态": "state", "结果": "result", "内容": "content", "原因": "reason", "理由": "reason",
    "方式": "way", "比例": "share", "等级": "grade", "级别": "grade", "依据": "basis",
}  # fmt: skip
"""What a name that ends so is: two that are different things are not one datum, however near."""

_SORTED_ENDINGS: Final = sorted(_ENDINGS, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class NearbyWording:
    """How a datum is spelled, as the nets look at it: in catalogs and in plans by the same rules.

    `subject` is what the dataset or form is about; `initials` those of the name, empty where it has
    none; `column` the technical name, which is the name itself where that is not Chinese.
    """

    name: str
    subject: str
    initials: str
    column: str

    @property
    def texts(self) -> tuple[str, str]:
        """The texts whose vectors together are the wording's: the name, and subject and name."""
        return self.name, self.subject + self.name


@dataclass(frozen=True, slots=True)
class RetrievalHit:
    """A datum that a net caught, by which of its spellings, and how near that lies (see `WORTH`)."""

    datum: DatumKey
    spelling: str
    net: Method
    likeness: float


def wording(descriptor: Descriptor, datum: DatumKey, lexicon: Lexicon) -> NearbyWording:
    """Return how a described field spells the datum that it was read as."""
    spelling = spell(descriptor.name)
    name = (spelling.main or spelling.joined)[:LONGEST]
    about = read_subject(descriptor.subject or descriptor.dataset_name, lexicon).topic
    column = compact(normalise(descriptor.column_name))
    if not column and not has_chinese(name):
        column = name
    return NearbyWording(
        name=name,
        subject=(about or datum.object_class)[:LONGEST],
        initials=(initials.of(name) or "") if has_chinese(name) else "",
        column=column[:LONGEST],
    )


def is_open(alignment: AlignmentResult, *, is_held: bool) -> bool:
    """Whether the nets are asked about a field: no element fits surely, or nobody holds the datum read.

    Not where the describer named the element.
    """
    best = alignment.candidates[0]
    if best.method is Method.GIVEN:
        return False
    return best.datum.is_provisional or best.confidence < SURE or not is_held


def letters(planned: NearbyWording) -> str:
    """Return what a planned field looks for among initials; empty where that would be anything."""
    return planned.column if len(planned.column) >= _FEWEST_LETTERS else ""


def joint(vectors: Sequence[Sequence[float]]) -> list[float]:
    """Return the vector of a wording from those of its texts: their mean, of length one."""
    summed = [sum(numbers) for numbers in zip(*vectors, strict=True)]
    length = sum(number * number for number in summed) ** 0.5
    return [number / length for number in summed]


def ranked(retrieved: Iterable[RetrievalHit]) -> list[RetrievalHit]:
    """Return each datum once, by its nearest catch, in the order of all nets together.

    Reciprocal ranks: a datum scores by its place in each net, whatever that net's likeness means.
    Catches of one net come nearest first.
    """
    nearest: dict[Method, dict[str, RetrievalHit]] = {}
    for hit in retrieved:
        nearest.setdefault(hit.net, {}).setdefault(hit.datum.key, hit)
    scores: dict[str, float] = {}
    best: dict[str, RetrievalHit] = {}
    for net, weight in _WEIGHTS.items():
        for place, (key, hit) in enumerate(nearest.get(net, {}).items()):
            scores[key] = scores.get(key, 0.0) + weight / (_DAMPING + place)
            best.setdefault(key, hit)
    return sorted(best.values(), key=lambda hit: (-scores[hit.datum.key], hit.datum.key))


def with_retrieved(
    alignment: AlignmentResult,
    planned: NearbyWording,
    retrieved: Iterable[RetrievalHit],
    lexicon: Lexicon,
) -> AlignmentResult:
    """Return the readings of a planned field and, behind them, what nets caught that deserves a look."""
    known = {candidate.datum for candidate in alignment.candidates}
    worth = [
        hit
        for hit in retrieved
        if not _is_told_apart(alignment, hit.datum)
        and _is_worth_a_look(alignment.datum, planned, hit, lexicon)
    ]
    added = [_candidate(hit, worth) for hit in ranked(worth) if hit.datum not in known]
    return replace(alignment, candidates=(*alignment.candidates, *added[:_MOST]))


def _is_told_apart(alignment: AlignmentResult, retrieved: DatumKey) -> bool:
    """Whether the lexicon surely reads two data: it knows better than any net that they differ.

    Two elements, or one of two schemes: the number of a 食品经营许可 is not that of a
    安全生产许可. Schemes that are called nearly alike may be one.
    """
    read = alignment.datum
    if alignment.confidence < SURE or None in (read.element_code, retrieved.element_code):
        return False
    if read.element_code != retrieved.element_code:
        return True
    return _common(read.qualifier, retrieved.qualifier) < _LIKE_SCHEMES


def _common(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _is_worth_a_look(
    read: DatumKey, planned: NearbyWording, hit: RetrievalHit, lexicon: Lexicon
) -> bool:
    likeness = hit.likeness
    if hit.net is Method.TEXT:
        likeness = _common(planned.name, hit.spelling)
    if likeness < WORTH[hit.net]:
        return False
    if hit.net is not Method.INITIALS and _are_different_things(planned.name, hit.spelling):
        return False
    return _parties(read, lexicon) == _parties(hit.datum, lexicon)


def _are_different_things(one: str, other: str) -> bool:
    kinds = {_kind(one), _kind(other)} - {""}
    return len(kinds) > 1


def _kind(name: str) -> str:
    if name.startswith("是否"):
        return "flag"
    ending = next((each for each in _SORTED_ENDINGS if name.endswith(each)), "")
    return _ENDINGS.get(ending, "")


def _parties(datum: DatumKey, lexicon: Lexicon) -> frozenset[str]:
    """Return the roles of a datum: what is a father's is not the child's, however alike it is called."""
    parts = (part.rpartition("·")[2] for part in datum.qualifier.split("/"))
    return frozenset(part for part in parts if part in lexicon.roles)


def _candidate(best: RetrievalHit, retrieved: Sequence[RetrievalHit]) -> Candidate:
    """Return the candidate of a catch; its reasons name every net that caught the datum."""
    nets = dict.fromkeys(hit.net for hit in retrieved if hit.datum == best.datum)
    return Candidate(
        datum=best.datum,
        form=DatumForm.VALUE,
        score=CONFIDENCE,
        method=best.net,
        reasons=tuple(_REASONS[net] for net in nets),
    )


_REASONS: Final = {
    Method.VECTOR: Reason("含义相近（向量检索）", "near in meaning (vector net)"),
    Method.TEXT: Reason("写法相近（全文检索）", "written alike (full-text net)"),
    Method.INITIALS: Reason("拼音首字母相同", "the same pinyin initials"),
}
