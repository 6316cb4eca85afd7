"""Column names: as listed, by the standards of registers, behind a role's initials, by initials."""

import pytest

from graph_catalog.matching.lexicon import initials, lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import AlignmentResult
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.enums.fields import DatumForm


def read(column: str, dataset: str) -> AlignmentResult:
    return align(Descriptor("字段12", dataset, column_name=column), lexicon.current())


@pytest.mark.parametrize(
    ("column", "datum"),
    [
        ("AAC001", "自然人·个人编号·参保人员"),
        ("AAC002", "自然人·公民身份号码"),
        ("AAC003", "自然人·姓名"),
        ("aac004", "自然人·性别"),
        ("AAC005", "自然人·民族"),
        ("AAC006", "自然人·出生日期"),
        ("AAC010", "自然人·地址·户籍地"),
        ("AAE005", "自然人·联系电话"),
        ("AAE006", "自然人·地址"),
        ("AAB003", "法人·组织机构代码"),
        ("AAB004", "法人·名称"),
        ("AAB013", "自然人·姓名·法定代表人"),
        ("AAB014", "自然人·公民身份号码·法定代表人"),
        ("AAB998", "法人·统一社会信用代码"),
    ],
)
def test_the_codes_of_social_insurance_are_columns(column: str, datum: str) -> None:
    found = read(column, "参保人员信息")
    assert (found.datum.text, found.method) == (datum, Method.COLUMN)
    assert found.confidence >= SURE


@pytest.mark.parametrize(
    ("column", "datum"),
    [
        ("ENT_NAME", "法人·名称"),
        ("uniscid", "法人·统一社会信用代码"),
        ("LEREP", "自然人·姓名·法定代表人"),
        ("OPSCOPE", "法人·经营范围"),
        ("tyshxy_dm", "法人·统一社会信用代码"),
        ("fddbr", "自然人·姓名·法定代表人"),
        ("fddbrsfzh", "自然人·公民身份号码·法定代表人"),
        ("frxm", "自然人·姓名·法定代表人"),
        ("sqrsfzh", "自然人·公民身份号码"),
    ],
)
def test_a_column_of_a_register_is_read(column: str, datum: str) -> None:
    assert read(column, "企业登记信息").datum.text == datum


@pytest.mark.parametrize(
    ("column", "form"),
    [
        ("xb", DatumForm.VALUE),
        ("xb_dm", DatumForm.CODE),
        ("xbbm", DatumForm.CODE),
        ("xbmc", DatumForm.NAME),
    ],
)
def test_the_end_of_a_column_says_its_form(column: str, form: DatumForm) -> None:
    found = read(column, "人口信息")
    assert (found.datum.text, found.form) == ("自然人·性别", form)


def test_four_initials_are_not_enough_to_accuse_by() -> None:
    found = read("cfyy", "行政处罚信息")
    assert found.datum.attribute == "处罚事由"
    assert found.confidence < SURE


def test_two_and_two_letters_are_not_the_attribute_of_a_class() -> None:
    assert read("yhzb", "存款信息").datum.is_provisional


def test_a_character_with_two_readings_has_two_initials() -> None:
    assert list(initials.all_of("银行账号")) == ["yxzh", "yhzh"]
    assert initials.begin("yhzh", "银行账号")
