"""Credit codes (GB 32100-2015): those of companies that everybody can look up, and whatever is mistyped of them."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.model import credit_code

KNOWN: Final = ["914403001922038216", "9144030071526726XG", "91350100M000100Y43"]
"""Of two companies of Shenzhen, and of the example in GB 32100."""
LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("code", KNOWN)
def test_a_code_is_one_however_it_is_written(code: str) -> None:
    wide = "".join(chr(ord(each) + 0xFEE0) for each in code)
    spaced = f" {code[:2]} {code[2:8]}\u3000{code[8:]}\t"
    for written in (code, code.lower(), wide, spaced):
        assert credit_code.read(written) == code


@given(st.text(LETTERS, min_size=17, max_size=17), st.data())
def test_no_mistyped_character_and_no_two_swapped_ones_go_unseen(
    first: str, data: st.DataObject
) -> None:
    code = first + credit_code.check_character(first)
    assert credit_code.read(code) == code
    place = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from([each for each in LETTERS if each != code[place]]))
    assert credit_code.read(code[:place] + other + code[place + 1 :]) is None
    left = data.draw(st.integers(0, 15))
    swapped = code[:left] + code[left + 1] + code[left] + code[left + 2 :]
    assert (credit_code.read(swapped) is None) == (swapped != code)


@pytest.mark.parametrize(
    "text", ["", "  ", "91440300192203821", "I1440300192203821O", "9" * 40_000]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert credit_code.read(text) is None
