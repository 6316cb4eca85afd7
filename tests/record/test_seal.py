"""Keys and places of findings tell nothing, come back as they were, and are the same every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.rules.seal import Seal

SEAL = Seal("of one store")
OTHER = Seal("of another store")


@given(st.text())
def test_a_place_comes_back_to_its_own_store_alone(place: str) -> None:
    sealed = SEAL.close(place.encode("utf-8", "replace").decode())
    assert SEAL.open(sealed) == place.encode("utf-8", "replace").decode()
    assert SEAL.close(str(SEAL.open(sealed))) == sealed
    assert OTHER.open(sealed) is None


@pytest.mark.parametrize("made_up", ["", "R-21|a|b", "不是", "AAAA", "A" * 64])
def test_what_was_made_up_opens_to_nothing(made_up: str) -> None:
    assert SEAL.open(made_up) is None


def test_a_key_is_no_hash_that_a_guess_could_be_tried_on() -> None:
    assert SEAL.key("R-21|a|b") == SEAL.key("R-21|a|b")
    assert SEAL.key("R-21|a|b") != OTHER.key("R-21|a|b")
    assert SEAL.key("a", "b") != SEAL.key("ab")
