"""One mistyped character: by sound, by shape, typed twice; and what is a word of its own."""

import pytest

from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import AlignmentResult
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method


def read(name: str, dataset: str) -> AlignmentResult:
    return align(Descriptor(name, dataset), lexicon.current())


@pytest.mark.parametrize(
    ("typed", "meant", "dataset"),
    [
        ("公民身分号码", "公民身份号码", "人口信息"),
        ("公民身份号吗", "公民身份号码", "人口信息"),
        ("身份正号码", "身份证号码", "人口信息"),
        ("统一社会信用带码", "统一社会信用代码", "企业登记信息"),
        ("经营范为", "经营范围", "企业登记信息"),
        ("经营范围围", "经营范围", "企业登记信息"),
        ("注册资木", "注册资本", "企业登记信息"),
        ("法定代表入", "法定代表人", "企业登记信息"),
        ("联系电活", "联系电话", "人口信息"),
        ("联糸电话", "联系电话", "人口信息"),
        ("户籍地趾", "户籍地址", "人口信息"),
        ("出生曰期", "出生日期", "人口信息"),
        ("出身日期", "出生日期", "人口信息"),
    ],
)
def test_one_mistyped_character_is_understood_with_less_confidence(
    typed: str, meant: str, dataset: str
) -> None:
    found, right = read(typed, dataset), read(meant, dataset)
    assert (found.datum, found.method) == (right.datum, Method.TYPO)
    assert found.confidence < right.confidence


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("入园日期", "学前教育在园幼儿信息"),  # no 入院日期
        ("犬证编号", "犬只登记信息"),  # no 权证编号
        ("合同中止日期", "劳动合同信息"),  # no 合同终止日期
        ("检察机关", "行政检查信息"),  # no 检查机关
    ],
)
def test_a_word_of_its_own_is_no_mistyped_one(name: str, dataset: str) -> None:
    assert read(name, dataset).datum.is_provisional
