"""Which characters texts and names may hold, over all of Unicode."""

import unicodedata

import pytest

from graph_catalog.model.characters import forbidden_character, forbidden_in_name

ALL = [chr(point) for point in range(0x110000)]
FORBIDDEN = {each for each in ALL if forbidden_character(f"a{each}b")}
FORBIDDEN_IN_NAMES = {each for each in ALL if forbidden_in_name(f"a{each}b")}


def test_no_text_holds_controls_surrogates_or_noncharacters() -> None:
    controls = {each for each in ALL if unicodedata.category(each) in {"Cc", "Cs"}} - set("\n\r\t")
    nonchars = {
        each for each in ALL if ord(each) & 0xFFFE == 0xFFFE or "\ufdd0" <= each <= "\ufdef"
    }
    turning = {
        each
        for each in ALL
        if unicodedata.bidirectional(each) in {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    } | set("\u200e\u200f\u061c")  # fmt: skip
    assert controls | nonchars | turning == FORBIDDEN


def test_no_name_holds_what_no_text_does_or_a_format_character_without_a_shape() -> None:
    assert FORBIDDEN < FORBIDDEN_IN_NAMES
    formats = {each for each in ALL if unicodedata.category(each) == "Cf"}
    # Signs of Arabic, Syriac, Kaithi, Egyptian and of shorthand that are seen, or join letters that are.
    seen = {each for each in formats - FORBIDDEN_IN_NAMES if not unicodedata.name(each).startswith(
        ("ARABIC ", "SYRIAC ", "KAITHI ", "EGYPTIAN HIEROGLYPH "))}  # fmt: skip
    assert seen == set()


@pytest.mark.parametrize(
    "text",
    ["张三", "𠮷野", "\U0003134a", "\ue000", "Ａ（一）", "a b", "é", "a\u0301", "😀", "名称\t二"],
)
def test_letters_of_every_plane_are_a_name(text: str) -> None:
    assert (forbidden_character(text), forbidden_in_name(text)) == (None, None)


@pytest.mark.parametrize(
    ("character", "shown"),
    [("\u200b", "U+200B"), ("\ufffe", "U+FFFE"), ("\U0010ffff", "U+10FFFF"), ("\U000e0001", "U+E0001"), ("\ufe0f", "U+FE0F")],
)  # fmt: skip
def test_a_character_is_named_by_its_number(character: str, shown: str) -> None:
    assert forbidden_in_name(f"a{character}\u2060") == shown
