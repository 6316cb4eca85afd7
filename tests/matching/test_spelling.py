import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.matching import initials
from graph_catalog.matching.spelling import compact, normalise, spell


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


def test_a_rare_character_has_no_initial() -> None:
    assert initials.of("饕餮") is None
