import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.matching.lexicon import initials, sounds
from graph_catalog.matching.lexicon.spelling import compact, normalise, spell


@given(st.text(max_size=80))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=80))
def test_a_compact_text_has_nothing_more_to_lose(text: str) -> None:
    assert compact(compact(normalise(text))) == compact(normalise(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("姓名*", "姓名"),
        ("1、姓名", "姓名"),
        ("（三）姓名：", "姓名"),
        ("①姓名", "姓名"),
        ("01姓名", "姓名"),
        ("1 姓名", "姓名"),
        ("1-姓名", "姓名"),
        ("1.2.3 身份证号", "身份证号"),
        ("壹、姓名", "姓名"),
        ("Ⅰ.姓名", "姓名"),
        ("a.姓名", "姓名"),
        ("第1项 姓名", "姓名"),
        ("姓　　名：____", "姓名"),
        # What begins with a number, and is not numbered.
        ("24小时联系电话", "24小时联系电话"),
        ("65 岁以上人数", "65岁以上人数"),
        ("3.5米以上道路", "35米以上道路"),
        ("2.5浓度", "25浓度"),
        ("E-mail", "email"),
        # A bracket that says the form only is part of the name.
        ("企业类型（代码）", "企业类型代码"),
        ("性别(名称)", "性别名称"),
        ("（代码）", ""),
        ("統一社會信用代碼", "统一社会信用代码"),
        ("ＧＭＳＦＨＭ", "gmsfhm"),
        ("联系\u200b电话\u202e", "联系电话"),
        ("父亲身份证件-号码", "父亲身份证件号码"),
        ("行政相对人代码_2 (工商注册号)", "行政相对人代码"),
        ("罚款金额（万元）", "罚款金额"),
        ("认缴出资方式CA22", "认缴出资方式"),
        ("12315", "12315"),
        ("***", ""),
    ],
)
def test_what_differs_in_typing_only_is_one_name(typed: str, meant: str) -> None:
    assert spell(typed).main == meant


def test_brackets_are_kept_apart_and_in_their_place() -> None:
    read = spell("户籍县（市、区）代码")
    assert (read.main, read.joined, read.brackets) == ("户籍县代码", "户籍县市区代码", ("市区",))


def test_a_bracket_that_explains_codes_says_that_the_values_are_codes() -> None:
    assert spell("性别（1男；2女）").lists_codes
    assert not spell("联系电话（手机）").lists_codes


@pytest.mark.parametrize(
    ("text", "letters"),
    [("统一社会信用代码", "tyshxydm"), ("公民身份号码", "gmsfhm"), ("PM2.5浓度", "pm2.5nd")],
)
def test_initials_are_those_of_the_pinyin(text: str, letters: str) -> None:
    assert initials.of(text) == letters


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("码", "吗", True), ("身", "生", True), ("关", "构", False), ("饕", "涛", False)],
)
def test_characters_sound_alike_by_their_syllable(one: str, other: str, alike: bool) -> None:  # noqa: FBT001
    assert sounds.are_alike(one, other) is alike


def test_every_common_character_is_spoken() -> None:
    common = (
        bytes([row, cell]).decode("gb2312")
        for row in range(0xB0, 0xD7)
        for cell in range(0xA1, 0xFF)
    )
    assert all(sounds.of(character) for character in common)


@pytest.mark.parametrize(
    ("character", "syllable"),
    [
        ("啊", "a"),
        ("吧", "ba"),
        ("女", "nv"),
        ("旅", "lv"),
        ("证", "zheng"),
        ("座", "zuo"),
        ("亍", None),
    ],
)
def test_a_character_is_spoken_as_its_place_in_gb2312_says(
    character: str, syllable: str | None
) -> None:
    assert sounds.of(character) == syllable


def test_a_rare_character_has_no_initial() -> None:
    assert initials.of("饕餮") is None
