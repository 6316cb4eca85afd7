"""Which characters texts and names may hold, over all of Unicode."""

import itertools
import unicodedata

import pytest

from graph_catalog.model.characters import (
    Misfit,
    forbidden_character,
    forbidden_in_name,
    misfit,
    says_something,
    shape,
)

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


def test_no_name_of_a_thing_holds_what_looks_otherwise_elsewhere_or_is_no_character() -> None:
    for character in ALL:
        category = unicodedata.category(character)
        is_ideograph = 0x20000 <= ord(character) < 0x3FFFE
        wanted = (
            Misfit.LOST
            if character in "\ufffc\ufffd"
            else {"Co": Misfit.PRIVATE}.get(category)
            or (Misfit.UNASSIGNED if category == "Cn" and not is_ideograph else None)
            or (Misfit.WITHOUT_BASE if category[0] == "M" else None)
        )
        found = misfit(f"民{character}政")
        assert found == (None if wanted is None else (2, f"U+{ord(character):04X}", wanted))


def test_a_mark_stands_on_a_letter() -> None:
    for character in ALL:
        if unicodedata.category(character)[0] == "M":
            for base in ("a", "é", "か", "ก", "a\u0301"):
                assert misfit(f"{base}{character}") is None
            for base in ("", "a ", "1", "民", "㐀", "(", "½"):
                name = f"{base}{character}"
                assert misfit(name) == (
                    len(name.split(character, maxsplit=1)[0]) + 1,
                    f"U+{ord(character):04X}",
                    Misfit.WITHOUT_BASE,
                )


LIKE_LATIN = "АВЕКМНОРСТУХаеорсухіјѕ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϹͿϳ"


@pytest.mark.parametrize("letter", LIKE_LATIN)
@pytest.mark.parametrize(("before", "after"), [("A", ""), ("", "b"), ("区A_1", ""), ("Ａ", "区"), ("é", "")])  # fmt: skip
def test_a_letter_that_looks_latin_is_none_in_a_word_of_latin_letters(
    letter: str, before: str, after: str
) -> None:
    found = misfit(f"{before}{letter}{after}")
    assert found == (len(before) + 1, f"U+{ord(letter):04X}", Misfit.MIXED)
    assert misfit(f"民{letter}政") is None


@pytest.mark.parametrize(
    "name",
    ["PM2.5浓度(μg/m3)", "kΩ", "ΔT", "α粒子", "Aβ42", "γ-GT", "Школа", "Школа A", "λmax", "№1"],
)
def test_measures_formulas_and_words_of_one_script_are_names(name: str) -> None:
    assert misfit(name) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("а类", "a类"),
        ("сору", "copy"),
        ("αβ", "ab"),
        ("Υ型", "Y型"),
        ("υ型", "u型"),
        ("ϲ类", "c类"),
        ("Ϲ类", "C类"),
        ("Ϳ类", "J类"),
        ("ρH值", "pH值"),
        ("νAT", "vAT"),
        ("二○二四", "二〇二四"),
        ("甲——乙", "甲–乙"),
        ("《甲》", "<<甲>>"),
        ("甲…", "甲..."),
    ],
)
def test_names_of_one_shape_look_alike(one: str, other: str) -> None:
    assert shape(one) == shape(other)
    assert shape("民政局") != shape("民族局")
    assert shape("二四") != shape("二〇四")


ALIKE = (
    "·•‧⋅・･∙",
    "-‐‑‒–—―−－﹣ー",
    "\"'“”‘’＂＇「」『』〝〞",
    "(（﹙⦅",
    ")）﹚⦆",
    "[［〔【〖﹝",
    "]］〕】〗﹞",
    "<＜〈《«‹",
    ">＞〉》»›",
    "~～〜∼",
    "/／∕⁄",
    ":：∶︰",
    "|｜∣│",
    "*＊∗﹡",
    ",，﹐",
    ".．﹒․",
    ";；﹔",
    "#＃﹟",
    "&＆﹠",
    "%％﹪",
    "+＋﹢",
    "=＝﹦",
    "?？﹖",
    "!！﹗",
)
"""Signs that a Chinese name may have, those that people take for each other in a line."""


@pytest.mark.parametrize("signs", ALIKE)
def test_signs_that_look_alike_are_one_shape_and_others_are_not(signs: str) -> None:
    for first, second in itertools.product(signs, repeat=2):
        for name in ("第一{}所", "{}甲", "A{}B", "甲 {} 乙"):
            assert shape(name.format(first)) == shape(name.format(second)), (first, second)
    others = {shape(f"一{other[0]}所") for other in ALIKE if other is not signs}
    assert len(others) == len(ALIKE) - 1
    assert shape(f"一{signs[0]}所") not in others


def test_a_shape_has_one_shape() -> None:
    for character in ALL:
        if unicodedata.category(character) not in {"Cs", "Cn", "Co"}:
            once = shape(f"民{character}")
            assert shape(once) == once


def test_letters_digits_and_ideographs_say_something() -> None:
    assert not any(
        map(says_something, ("", "/", "...", "—", "、", "\u0301", "（ ）", "😀", "\ue000"))
    )
    assert all(map(says_something, ("a", "1", "民", "①", "\U0003134a", "\U0002ebf0", "é", "(一)")))
