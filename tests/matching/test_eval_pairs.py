"""The floor under the figures on the shared pairs; `make eval` prints them all."""

from pathlib import Path

import pytest

from benchmarks.evaluation import labelled, labels, measuring
from benchmarks.evaluation.deprived import Lack
from benchmarks.evaluation.figures import Figures, measure
from benchmarks.evaluation.measuring import Observation, Share
from benchmarks.evaluation.pairs import pairs_file
from benchmarks.evaluation.proposals import draw, rows_of
from benchmarks.evaluation.proposed import Proposal
from benchmarks.evaluation.reliability import (
    agree,
    bands,
    calibration_error,
    fitted,
    held_out,
    read_off,
)
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading import calibration
from graph_catalog.matching.reading.calibration import calibrated, told_apart
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method


@pytest.fixture(scope="module")
def figures() -> Figures:
    path = pairs_file()
    if not path.is_file():
        pytest.skip(f"the shared pairs are not at {path}; set GRAPH_CATALOG_SHARED")
    return measure(path)


def test_who_is_told_that_two_are_the_same_is_told_right(figures: Figures) -> None:
    wrong = [each.pair.text for each in figures.stands if each.is_accused]
    assert measuring.precision(figures.stands).value >= 0.97, wrong


def test_most_of_what_is_the_same_is_found(figures: Figures) -> None:
    missed = [each.pair.text for each in figures.stands if each.is_missed]
    assert measuring.recall(figures.stands).value >= 0.90, missed


def test_no_two_data_are_called_the_same_for_being_written_alike(figures: Figures) -> None:
    namesakes = [each for each in figures.stands if each.pair.is_namesake and not each.pair.same]
    assert namesakes
    assert [each.pair.text for each in namesakes if each.is_accused] == []


@pytest.mark.parametrize("lack", Lack)
def test_a_lexicon_that_does_not_know_the_concepts_accuses_hardly_anybody_wrongly(
    figures: Figures, lack: Lack
) -> None:
    wrong = [each.pair.text for each in figures.lacking[lack] if each.is_accused]
    assert measuring.precision(figures.lacking[lack]).value >= 0.95, wrong


def test_the_tables_in_the_code_are_those_that_the_pairs_give(figures: Figures) -> None:
    for name, found, committed in (
        ("SAME", figures.fitted_same, calibration.SAME),
        ("DIFFERENT", figures.fitted_different, calibration.DIFFERENT),
        ("GUESS", ((0.0, figures.fitted_guess),), ((0.0, calibration.GUESS),)),
    ):
        assert agree(found, committed), f"{name} in matching/calibration.py should be {found}"


def test_no_pair_of_a_concept_stands_on_both_sides_of_the_validation(figures: Figures) -> None:
    sides: dict[str, set[int]] = {}
    for each in figures.same:
        sides.setdefault(each.what, set()).add(each.part)
    assert all(len(parts) == 1 for parts in sides.values())


def test_confidence_says_more_of_what_is_observed_than_the_score_does(figures: Figures) -> None:
    for observed in (figures.same, figures.different):
        found = bands(observed, held_out(observed))
        after = calibration_error(found, lambda band: band.stated)
        assert after < calibration_error(found, lambda band: band.score)


@pytest.mark.parametrize("method", Method)
def test_a_surer_reading_never_has_less_confidence(method: Method) -> None:
    stated = [calibrated(score / 100, method) for score in range(101)]
    assert stated == sorted(stated)
    assert 0 <= stated[0] <= stated[-1] <= 1


@pytest.mark.parametrize("method", [Method.GIVEN, Method.RULED])
def test_what_people_said_is_as_sure_as_they_are(method: Method) -> None:
    assert calibrated(1.0, method) == 1.0


@pytest.mark.parametrize("is_guess", [True, False])
def test_surer_readings_never_tell_two_apart_less_surely(is_guess: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    stated = [told_apart(score / 100, is_guess=is_guess) for score in range(101)]
    assert stated == sorted(stated)


def test_who_is_in_no_lexicon_is_never_surely_told_from_another() -> None:
    assert told_apart(1.0, is_guess=True) < 0.6 < told_apart(1.0, is_guess=False)


def seen(score: float, right: int, wrong: int) -> list[Observation]:
    return [
        Observation(str(number), number % 3, score, Method.NAME, number < right)
        for number in range(right + wrong)
    ]


def test_bands_with_few_observations_are_pooled_with_the_next() -> None:
    assert fitted(seen(0.75, 3, 4) + seen(0.85, 20, 0)) == ((0.0, round(23.5 / 28, 3)),)


def test_a_higher_band_that_is_less_often_right_is_pooled_with_the_lower() -> None:
    table = fitted(seen(0.75, 18, 2) + seen(0.85, 15, 5) + seen(0.97, 40, 0))
    assert [start for start, _ in table] == [0.0, 0.9]
    assert read_off(table, 0.75) == read_off(table, 0.85) == round(33.5 / 41, 3)


def test_nothing_is_ever_stated_as_certain() -> None:
    assert 0.9 < read_off(fitted(seen(0.97, 40, 0)), 0.97) < 1


def proposals(count: int) -> list[Proposal]:
    methods = [Method.NAME, Method.SYNONYM, Method.COLUMN]
    return [
        Proposal(
            planned=Descriptor(f"字段{number}", "申请表", "民政局"),
            candidate=Descriptor(f"数据项{number}", "登记信息", "公安局"),
            is_sure=number % 5 > 0,
            score=round(0.7 + number % 5 * 0.06, 4),
            method=methods[number % 3].value,
            data=(f"a{number}", f"b{number % 40}"),
        )
        for number in range(count)
    ]


def test_a_sample_is_drawn_alike_each_time_and_shares_nothing_with_the_other(
    tmp_path: Path,
) -> None:
    pool, known = proposals(900), lexicon.current()
    tuning = draw(pool, "tuning", tmp_path, known)
    held = draw(pool, "held", tmp_path, known)
    assert (len(tuning), len(held)) == (300, 150)
    assert not {each.names for each in tuning} & {each.names for each in held}
    assert draw(list(reversed(pool)), "tuning", tmp_path, known) == tuning
    assert {each.stratum for each in tuning} == {each.stratum for each in pool}


def test_labels_outlast_another_draw_and_are_counted(tmp_path: Path) -> None:
    known = lexicon.current()
    drawn = draw(proposals(900), "tuning", tmp_path, known)
    file = tmp_path / "tuning.csv"
    assert list(labelled.written(tmp_path)) == []
    text = file.read_text("utf-8").splitlines()
    file.write_text(
        "\n".join([text[0], *(f"{line}1" for line in text[1:-2]), f"{text[-2]}0", f"{text[-1]}?"]),
        "utf-8",
    )
    assert draw(proposals(900), "tuning", tmp_path, known) == drawn
    told = labels.observations(rows_of(file))
    assert (len(told), sum(each.is_right for each in told)) == (299, 298)
    assert len(list(labelled.written(tmp_path))) == 1


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (8, 10, 0.49, 0.943)],
)
def test_intervals_are_wilson_s(hits: int, total: int, low: float, high: float) -> None:
    assert Share(hits, total).interval == pytest.approx((low, high), abs=0.001)
