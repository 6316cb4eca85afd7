"""The floor under the figures on the shared pairs; `benchmarks/eval_pairs.py` prints them all."""

import pytest

from benchmarks.eval_pairs import Score, failures, pairs_file, read_pairs, score
from graph_catalog.matching import lexicon


@pytest.fixture(scope="module")
def found() -> Score:
    path = pairs_file()
    if not path.is_file():
        pytest.skip(f"the shared pairs are not at {path}; set GRAPH_CATALOG_SHARED")
    return score(read_pairs(path), lambda _: lexicon.current())


def test_who_is_told_that_two_are_the_same_is_told_right(found: Score) -> None:
    assert found.precision >= 0.97, failures(found)


def test_most_of_what_is_the_same_is_found(found: Score) -> None:
    assert found.recall >= 0.90, failures(found)


def test_no_two_data_are_called_the_same_for_being_written_alike(found: Score) -> None:
    assert [pair for pair in found.accused if pair.is_namesake] == []
