"""Rulings, put together: groups and what they denote, what they bar, which contradict each other."""

import pytest

from graph_catalog.matching.compare import compare
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.rulings.contradictions import Contradiction, contradicted
from graph_catalog.matching.rulings.ruled_on import Scope, Side
from graph_catalog.matching.rulings.rulings import MatchRuling, Rulings, in_force
from graph_catalog.model.answers import ComparisonVerdict

WORDS = lexicon.current()
HARDSHIP = Descriptor("家庭困难情形", "临时救助申请")
CAUSE = Descriptor("致困缘由", "特困供养台账")
THIRD = Descriptor("陷入困境的情形", "慈善救助登记")
FIRM = Descriptor("名称", "企业基本信息")
PROJECT = Descriptor("名称", "建设项目信息")
POVERTY = DatumKey("社会救助.致贫原因", "社会救助", "致贫原因")
OTHER = DatumKey("法人.名称", "法人", "名称")


def ruling(
    one: Side, other: Side, *, same: bool = True, scope: Scope = Scope.SUBJECT, key: str = "r"
) -> MatchRuling:
    return MatchRuling(key, one, other, same, scope, "理由")


def together(*rulings: MatchRuling) -> Rulings:
    return in_force(rulings, WORDS)


def datum(descriptor: Descriptor, *rulings: MatchRuling) -> str:
    return align(descriptor, WORDS, together(*rulings)).datum.key


def test_what_is_ruled_the_same_denotes_one_datum_in_either_order() -> None:
    for one, other in ((HARDSHIP, CAUSE), (CAUSE, HARDSHIP)):
        joined = ruling(one, other)
        assert datum(HARDSHIP, joined) == datum(CAUSE, joined)
    assert datum(HARDSHIP) != datum(CAUSE)


def test_sameness_is_handed_on_and_a_known_datum_counts_for_the_whole_group() -> None:
    rulings = (ruling(HARDSHIP, CAUSE), ruling(CAUSE, THIRD), ruling(THIRD, POVERTY))
    assert {datum(each, *rulings) for each in (HARDSHIP, CAUSE, THIRD)} == {POVERTY.key}


def test_a_ruled_reading_is_certain_and_names_its_ruling() -> None:
    best = align(HARDSHIP, WORDS, together(ruling(HARDSHIP, POVERTY, key="k"))).candidates[0]
    assert (best.confidence, best.method, best.ruling) == (1.0, Method.RULED, "k")


def test_a_ruling_holds_for_what_is_written_alike_about_the_subject_and_no_further() -> None:
    ruled = ruling(HARDSHIP, POVERTY)
    assert datum(Descriptor("1. 家庭困难情形 ", "临时救助申请表"), ruled) == POVERTY.key
    assert datum(Descriptor("家庭困难情形", "学生资助信息"), ruled) != POVERTY.key
    everywhere = ruling(HARDSHIP, POVERTY, scope=Scope.EVERYWHERE)
    assert datum(Descriptor("家庭困难情形", "学生资助信息"), everywhere) == POVERTY.key


def test_the_narrower_scope_wins() -> None:
    rulings = (
        ruling(HARDSHIP, POVERTY, scope=Scope.EVERYWHERE),
        ruling(HARDSHIP, OTHER, scope=Scope.SUBJECT),
    )
    assert datum(HARDSHIP, *rulings) == OTHER.key


def test_what_is_ruled_apart_loses_the_datum_of_the_other() -> None:
    plain = align(FIRM, WORDS).datum
    apart = ruling(FIRM, plain, same=False)
    left = align(FIRM, WORDS, together(apart))
    assert plain not in {candidate.datum for candidate in left.candidates}
    assert left.datum.is_provisional


def test_a_datum_that_is_another_is_so_wherever_it_is_read() -> None:
    firm, project = align(FIRM, WORDS).datum, align(PROJECT, WORDS).datum
    assert datum(FIRM, ruling(firm, project)) == project.key
    chain = (ruling(firm, project), ruling(project, POVERTY))
    assert datum(FIRM, *chain) == datum(PROJECT, *chain) == POVERTY.key


def test_who_named_the_element_himself_is_not_overruled_by_a_ruling_on_words() -> None:
    given = Descriptor("家庭困难情形", "临时救助申请", element_code="法人.名称")
    assert datum(given, ruling(HARDSHIP, POVERTY)) == OTHER.key


def test_without_rulings_nothing_changes() -> None:
    assert not together()
    assert align(FIRM, WORDS, together()) == align(FIRM, WORDS)


@pytest.mark.parametrize(
    ("older", "new", "found"),
    [
        ([ruling(HARDSHIP, CAUSE)], ruling(CAUSE, HARDSHIP), Contradiction.SAID_BEFORE),
        ([ruling(HARDSHIP, CAUSE)], ruling(CAUSE, HARDSHIP, same=False), Contradiction.OPPOSITE),
        ([ruling(HARDSHIP, CAUSE, same=False)], ruling(HARDSHIP, CAUSE), Contradiction.OPPOSITE),
        (
            [ruling(HARDSHIP, CAUSE), ruling(CAUSE, THIRD)],
            ruling(HARDSHIP, THIRD, same=False),
            Contradiction.OPPOSITE,
        ),
        (
            [ruling(HARDSHIP, CAUSE), ruling(CAUSE, THIRD, same=False)],
            ruling(HARDSHIP, THIRD),
            Contradiction.OPPOSITE,
        ),
        ([ruling(HARDSHIP, POVERTY)], ruling(HARDSHIP, OTHER), Contradiction.OTHER_DATUM),
        (
            [ruling(HARDSHIP, POVERTY), ruling(CAUSE, OTHER)],
            ruling(HARDSHIP, CAUSE),
            Contradiction.OTHER_DATUM,
        ),
        ([ruling(HARDSHIP, POVERTY)], ruling(CAUSE, POVERTY), None),
        ([ruling(HARDSHIP, CAUSE)], ruling(FIRM, PROJECT, same=False), None),
        ([], ruling(HARDSHIP, CAUSE), None),
    ],
)
def test_a_contradiction_is_found_also_where_it_only_follows(
    older: list[MatchRuling], new: MatchRuling, found: Contradiction | None
) -> None:
    contradiction = contradicted(together(*older), new)
    assert (contradiction and contradiction[0]) == found


def test_comparing_goes_by_the_ruling_on_the_two_and_says_why() -> None:
    same = compare(HARDSHIP, CAUSE, WORDS, together(ruling(HARDSHIP, CAUSE)))
    assert (same.verdict, same.confidence) == (ComparisonVerdict.SAME, 1.0)
    apart = compare(HARDSHIP, CAUSE, WORDS, together(ruling(CAUSE, HARDSHIP, same=False)))
    assert apart.verdict is ComparisonVerdict.DIFFERENT
    assert "理由" in apart.why
