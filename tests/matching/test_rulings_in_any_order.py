"""Rulings in any number, order and form: what is accepted holds, its opposite is refused, and who is concerned is known."""

import itertools
from collections.abc import Iterator
from typing import Final

import hypothesis
from hypothesis import strategies as st

from graph_catalog.matching.compare import compare
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import Candidate, DatumKey
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.rulings.affected import Affected
from graph_catalog.matching.rulings.contradictions import Contradiction, contradicted
from graph_catalog.matching.rulings.ruled_on import Scope, Side, Wording
from graph_catalog.matching.rulings.rulings import MatchRuling, Rulings, in_force
from graph_catalog.model.answers import ComparisonVerdict

WORDS: Final = lexicon.current()
OWN: Final = [
    Descriptor("家庭困难情形", "临时救助申请"),
    Descriptor("致困缘由", "特困供养台账"),
    Descriptor("陷入困境的情形", "慈善救助登记"),
    Descriptor("供热面积核定数", "供热单位备案"),
    Descriptor("家庭困难情形", "学生资助信息"),
    Descriptor("致困缘由", "临时救助申请"),
]
"""Descriptions that fit no element; some share a name, some a subject."""
KNOWN: Final = [
    Descriptor("名称", "企业基本信息"),
    Descriptor("名称", "建设项目信息"),
    Descriptor("企业名称", "市场主体登记"),
    Descriptor("公民身份号码", "人口信息"),
    Descriptor("身份证号", "低保家庭成员"),
]
ELEMENTS: Final = [
    DatumKey("社会救助.致贫原因", "社会救助", "致贫原因"),
    DatumKey("法人.名称", "法人", "名称"),
    DatumKey("自然人.公民身份号码", "自然人", "公民身份号码"),
]
DESCRIBED: Final = [*OWN, *KNOWN]
SIDES: Final[list[Side]] = [
    *DESCRIBED,
    *ELEMENTS,
    *dict.fromkeys(align(each, WORDS).datum for each in DESCRIBED),
]


@st.composite
def rulings(draw: st.DrawFn) -> list[MatchRuling]:
    sides = st.sampled_from(SIDES)
    drawn = draw(
        st.lists(
            st.tuples(sides, sides, st.booleans(), st.sampled_from(Scope)), min_size=1, max_size=7
        )
    )
    return [
        MatchRuling(f"r{number}", one, other, is_same, scope, "理由")
        for number, (one, other, is_same, scope) in enumerate(drawn)
    ]


def together(*given: MatchRuling) -> Rulings:
    return in_force(given, WORDS)


def accepted(drawn: list[MatchRuling]) -> Iterator[tuple[Rulings, MatchRuling]]:
    """Make one ruling after the other; yield each that can be made with those that stand before it."""
    standing: list[MatchRuling] = []
    for ruling in drawn:
        if contradicted(together(*standing), ruling) is None:
            yield together(*standing), ruling
            standing.append(ruling)


def forms(side: Side) -> list[Side]:
    """Return how somebody can speak of a side: by its words, and by the datum that it is."""
    if isinstance(side, DatumKey):
        written = (each for each in DESCRIBED if align(each, WORDS).datum == side)
        return [side, *written] if side.is_provisional else [side]
    own = align(side, WORDS).datum
    return [side, own] if own.is_provisional else [side]


def denoted(side: Side, standing: Rulings) -> DatumKey:
    if isinstance(side, DatumKey):
        return standing.standing_for(side)
    return align(side, WORDS, standing).datum


@hypothesis.given(rulings())
@hypothesis.settings(max_examples=400, deadline=None)
def test_what_is_accepted_holds_for_fields_data_and_whoever_compares(
    drawn: list[MatchRuling],
) -> None:
    stood = [ruling for _, ruling in accepted(drawn)]
    standing = together(*stood)
    for ruling in stood:
        for one, other in itertools.product(forms(ruling.one), forms(ruling.other)):
            # A ruling on a name anywhere leaves the datum alone that the name is in one subject.
            if ruling.scope is Scope.SUBJECT or (one, other) == (ruling.one, ruling.other):
                is_one = denoted(one, standing) == denoted(other, standing)
                assert is_one == ruling.is_same, (ruling, one, other)
        if isinstance(ruling.one, Descriptor) and isinstance(ruling.other, Descriptor):
            verdict = compare(ruling.one, ruling.other, WORDS, standing).verdict
            assert (verdict is ComparisonVerdict.SAME) == ruling.is_same, ruling


@hypothesis.given(rulings(), st.data())
@hypothesis.settings(max_examples=400, deadline=None)
def test_the_opposite_of_what_stands_is_refused_in_every_form(
    drawn: list[MatchRuling], data: st.DataObject
) -> None:
    stood = [ruling for _, ruling in accepted(drawn)]
    if not stood:
        return
    standing = together(*stood)
    ruling = data.draw(st.sampled_from(stood))
    one = data.draw(st.sampled_from(forms(ruling.one)))
    other = data.draw(st.sampled_from(forms(ruling.other)))
    opposite = MatchRuling("new", one, other, not ruling.is_same, ruling.scope, "相反")
    turned = MatchRuling("new", other, one, not ruling.is_same, Scope.EVERYWHERE, "相反")
    for each in (opposite, turned):
        assert contradicted(standing, each) is not None, (ruling, each)


@hypothesis.given(rulings())
@hypothesis.settings(max_examples=400, deadline=None)
def test_the_same_again_is_said_before(drawn: list[MatchRuling]) -> None:
    stood = [ruling for _, ruling in accepted(drawn)]
    standing = together(*stood)
    for ruling in stood:
        found = contradicted(standing, ruling)
        assert found is not None, ruling
        assert found[0] is Contradiction.SAID_BEFORE, ruling


@hypothesis.given(rulings())
@hypothesis.settings(max_examples=400, deadline=None)
def test_whatever_denotes_otherwise_is_among_what_is_affected(drawn: list[MatchRuling]) -> None:
    for standing, ruling in accepted(drawn):
        now = together(*standing.rulings, ruling)
        for before, after in ((standing, now), (now, standing)):
            affected = Affected.between(before, after)
            for descriptor in DESCRIBED:
                was, will_be = best(descriptor, before), best(descriptor, after)
                if (was.datum, was.ruling, was.method) != (
                    will_be.datum,
                    will_be.ruling,
                    will_be.method,
                ):
                    wording = Wording.of(descriptor, WORDS)
                    assert (
                        wording.in_subject in affected.in_subject
                        or wording.anywhere in affected.anywhere
                        or was.datum in affected.data
                    ), (ruling, descriptor)


def best(descriptor: Descriptor, standing: Rulings) -> Candidate:
    return align(descriptor, WORDS, standing).candidates[0]
