"""How a field's name can be read: words in front, an attribute behind, a form at the end.

监护人公民身份号码 reads as 监护人 | 公民身份号码, 性别代码 as 性别 | code. A name has several
readings; which of them holds, the dataset's subject decides (`align`). Readings depend on the name
alone, so they are made once a name.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from graph_catalog.kept import MIB
from graph_catalog.matching.lexicon import mistyping
from graph_catalog.matching.lexicon.entries import DataType, LexiconElement, RoleKind
from graph_catalog.matching.lexicon.lexicon import Lexicon, Meaning
from graph_catalog.matching.lexicon.remembered import remembered
from graph_catalog.matching.lexicon.spelling import LONGEST
from graph_catalog.matching.reading.method import Method
from graph_catalog.model.enums.fields import DatumForm

_IMPLIED = {
    RoleKind.PERSON: "自然人.姓名",
    RoleKind.ORGANISATION: "法人.名称",
    RoleKind.PLACE: "自然人.地址",
}
"""What a role word alone asks for: who it is, what it is called, where it is."""

PARTIES = {RoleKind.PERSON: "自然人", RoleKind.ORGANISATION: "法人"}
"""Whose attributes those of somebody in a role are."""

_SHORTEST_NEAR = 3
_SHORTEST_SHORTENED = 4
_LONGEST_SHORTENED = 1.5
_CONTRASTS = frozenset(
    "不未非无是否前后上下起止始终开结束截至到届父母男女夫妻买卖出入进增减收支应实已总净借贷个单公人"
    "年月日季省市区县新旧原大小中高低首末次"
)
"""Characters that tell one attribute from its opposite or its neighbour.

A shortened name may not lack them.
"""
_Fits = Callable[[LexiconElement], bool]
_PARTICLES = frozenset("的及和或与等该本之")
_PERSON_ENDINGS = ("人", "员", "者", "医师", "医生", "教师", "护士")
_BODY_ENDINGS = ("单位", "机关", "部门", "机构", "企业", "公司", "方", "委员会", "局", "中心")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in front of an attribute, with the classes and the roles that it can stand for."""

    text: str
    is_known: bool = False
    classes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def is_filling(self) -> bool:
        """Whether it is known to say nothing: 所属, 的."""
        return self.is_known and not self.classes and not self.roles

    @property
    def is_party(self) -> bool:
        """Whether an unknown word looks like a person or a body (采样人, 牵头单位)."""
        return not self.is_known and self.text.endswith((*_PERSON_ENDINGS, *_BODY_ENDINGS))


@dataclass(frozen=True, slots=True)
class NameReading:
    """One way to read a name."""

    words: tuple[Word, ...]
    spelling: str
    elements: tuple[LexiconElement, ...]
    form: DatumForm = DatumForm.VALUE
    method: Method = Method.SYNONYM
    prefix: int = 0
    """Characters in front of the attribute; of a role alone, all."""


@remembered(2 * MIB, shared=(LexiconElement,))
def readings(text: str, lexicon: Lexicon) -> tuple[NameReading, ...]:
    """Return the ways to read a compact name, those with the fewest words in front first."""
    return _read(text[:LONGEST], lexicon)


def _read(text: str, lexicon: Lexicon) -> tuple[NameReading, ...]:
    found = [
        reading
        for whole, form, fits in _forms(text, lexicon)
        for reading in _by_attribute(whole, form, lexicon, fits)
    ]
    return _shortest_prefix_first((*found, *_by_role(text, lexicon)))


@remembered(MIB, shared=(LexiconElement,))
def near_readings(text: str, lexicon: Lexicon) -> tuple[NameReading, ...]:
    """Return the ways to read a name whose attribute is listed but for near words, or short."""
    text = text[:LONGEST]
    near = tuple(_by_near_words(text, lexicon)) or tuple(_by_shortening(text, lexicon))
    return _shortest_prefix_first(_behind_known_words(near))


@remembered(MIB, shared=(LexiconElement,))
def typo_readings(text: str, lexicon: Lexicon) -> tuple[NameReading, ...]:
    """Return the ways to read a compact name that holds one mistyped character."""
    text = text[:LONGEST]
    meant = (
        replace(reading, method=Method.TYPO)
        for variant in mistyping.variants(text, lexicon.words.confusable)
        for reading in _read(variant, lexicon)  # not remembered: a variant comes but once a name
    )
    return _shortest_prefix_first(_behind_known_words((*_by_typo(text, lexicon), *meant)))


def words_in(text: str, lexicon: Lexicon) -> tuple[Word, ...]:
    """Cut `text` into words: as few characters unknown as can be, then as few words."""
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(text) + 1):
        unknown, count, start = best[end - 1][0] + 1, best[end - 1][1] + 1, end - 1
        for begin in range(max(0, end - lexicon.longest_word), end):
            piece = text[begin:end]
            # 原 and 现 are words in front of a name, and parts of others within: 原因, 现状.
            if piece in lexicon.vocabulary and (
                begin == 0 or len(piece) > 1 or piece in _PARTICLES
            ):
                cost = (best[begin][0], best[begin][1] + 1, begin)
                if cost[:2] < (unknown, count):
                    unknown, count, start = cost
        best.append((unknown, count, start))
    return _joined(text, best, lexicon)


def _shortest_prefix_first(found: tuple[NameReading, ...]) -> tuple[NameReading, ...]:
    return tuple(sorted(found, key=lambda reading: reading.prefix))


def _behind_known_words(found: Iterable[NameReading]) -> tuple[NameReading, ...]:
    """Keep the readings with nothing unknown in front but whom it is of.

    What is not written as listed is likelier cut from that unknown word: 批准用地面积 is no 批 with
    a mistyped 总用地面积, nor 返还金额 a 还金额.
    """
    return tuple(
        reading
        for reading in found
        if all(word.is_known or word.is_party for word in reading.words)
    )


def _joined(text: str, best: list[tuple[int, int, int]], lexicon: Lexicon) -> tuple[Word, ...]:
    """Walk the cheapest cuts back; unknown characters in a row are one word."""
    words: list[Word] = []
    end = len(text)
    while end:
        begin = best[end][2]
        piece = text[begin:end]
        is_known = best[end][0] == best[begin][0]
        if is_known:
            words.append(_word(piece, lexicon.vocabulary[piece]))
        elif words and not words[-1].is_known:
            words[-1] = Word(piece + words[-1].text)
        else:
            words.append(Word(piece))
        end = begin
    return tuple(reversed(words))


def _word(text: str, meanings: tuple[Meaning, ...]) -> Word:
    return Word(
        text,
        is_known=True,
        classes=tuple(meaning.object_class for meaning in meanings if meaning.object_class),
        roles=tuple(meaning.role for meaning in meanings if meaning.role),
    )


def _forms(text: str, lexicon: Lexicon) -> Iterator[tuple[str, DatumForm, _Fits]]:
    """Yield the name as it is, and without an ending that only says how it is written.

    Each with which elements can be written so.
    """
    yield text, DatumForm.VALUE, _any
    words = lexicon.words
    for endings, form, fits in (
        (words.code_forms, DatumForm.CODE, _coded),
        (words.name_forms, DatumForm.NAME, _named),
        (words.noise_tails, DatumForm.VALUE, _any),
        (words.units, DatumForm.VALUE, _measured),
    ):
        for ending in endings:
            if text.endswith(ending) and len(text) > len(ending) + 1:
                stem = text[: -len(ending)]
                yield stem, form, fits
                if form is DatumForm.NAME:
                    # 行业代码名称: the name of what the code says.
                    for code in words.code_forms:
                        if stem.endswith(code) and len(stem) > len(code) + 1:
                            yield stem[: -len(code)], form, _named


def _any(_: LexiconElement) -> bool:
    return True


def _coded(element: LexiconElement) -> bool:
    return element.kind.has_forms


def _named(element: LexiconElement) -> bool:
    """班级名称 is 班级, 抵押权人名称 is 抵押权人; but 罚款金额名称 is nothing."""
    return element.kind.has_forms or element.kind is DataType.TEXT


def _measured(element: LexiconElement) -> bool:
    return element.kind in {DataType.NUMBER, DataType.AMOUNT}


def _by_attribute(
    text: str, form: DatumForm, lexicon: Lexicon, fits: _Fits
) -> Iterator[NameReading]:
    for begin in range(max(0, len(text) - lexicon.longest_spelling - 1), len(text)):
        spelling = lexicon.fold(text[begin:])
        elements = tuple(filter(fits, lexicon.spellings.get(spelling, ())))
        if elements:
            yield NameReading(
                words_in(text[:begin], lexicon), spelling, elements, form, prefix=begin
            )


def _by_role(text: str, lexicon: Lexicon) -> Iterator[NameReading]:
    words = words_in(text, lexicon)
    if not words:
        return
    kinds = {lexicon.roles[role].kind for role in words[-1].roles}
    for kind in kinds & _IMPLIED.keys():
        element = lexicon.elements.get(_IMPLIED[kind])
        if element is not None:
            yield NameReading(words, text, (element,), DatumForm.VALUE, Method.ROLE, len(text))


def _by_typo(text: str, lexicon: Lexicon) -> Iterator[NameReading]:
    for begin in range(max(0, len(text) - lexicon.longest_spelling - 1), len(text)):
        meant = {
            lexicon.fold(known)
            for spelling in {text[begin:], lexicon.fold(text[begin:])}
            for pattern in mistyping.open_patterns(spelling)
            for known in lexicon.mistyped.get(pattern, ())
            if mistyping.is_slip(spelling, known)
        }
        for known in sorted(meant):
            words = words_in(text[:begin], lexicon)
            yield NameReading(
                words, known, lexicon.spellings[known], DatumForm.VALUE, Method.TYPO, begin
            )


def _by_near_words(text: str, lexicon: Lexicon) -> Iterator[NameReading]:
    for whole, form, fits in _forms(text, lexicon):
        for begin in range(len(whole) - _SHORTEST_NEAR + 1):
            spelling = lexicon.fold(whole[begin:])
            elements = tuple(filter(fits, lexicon.loose.get(lexicon.loosen(spelling), ())))
            if elements:
                words = words_in(whole[:begin], lexicon)
                yield NameReading(words, spelling, elements, form, Method.NEAR, begin)


def _by_shortening(text: str, lexicon: Lexicon) -> Iterator[NameReading]:
    """Read 统一信用代码 as 统一社会信用代码.

    All its characters in order, from the first on, and no word of contrast left out: what leads
    tells one 单位名称 or 起始日期 from the other, so that without it the name may be any of them.
    """
    for begin in range(len(text) - _SHORTEST_SHORTENED + 1):
        short = lexicon.fold(text[begin:])
        for known in lexicon.abbreviable.get(short[-1:], ()):
            if len(short) < len(known) <= len(short) * _LONGEST_SHORTENED and _shortens(
                short, known
            ):
                words = words_in(text[:begin], lexicon)
                yield NameReading(
                    words, known, lexicon.spellings[known], DatumForm.VALUE, Method.NEAR, begin
                )


def _shortens(short: str, known: str) -> bool:
    if short[0] != known[0]:
        return False
    left_out, place = [], 0
    for character in known:
        if place < len(short) and character == short[place]:
            place += 1
        else:
            left_out.append(character)
    return place == len(short) and not _CONTRASTS.intersection(left_out)
