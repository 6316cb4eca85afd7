import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.language import Language, speaking
from graph_catalog.matching.compare import Comparison, compare
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.model.answers import ComparisonVerdict


def compared(a: tuple[str, str], b: tuple[str, str]) -> Comparison:
    return compare(Descriptor(*a), Descriptor(*b), lexicon.current())


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("单位名称", "企业社保信息"), ("企业全称", "高新技术企业名单")),
        (("婚姻情况", "劳动力调查"), ("婚姻状况代码", "常住人口信息")),
        (("车架号", "道路运输车辆信息"), ("车辆识别代号", "机动车登记信息")),
        (("有效期至", "食品经营许可证"), ("许可证有效期止", "食品经营许可信息")),
        (("施工单位名称", "竣工备案信息"), ("施工企业", "质量监督信息")),
    ],
)
def test_two_ways_to_write_one_datum_are_the_same(a: tuple[str, str], b: tuple[str, str]) -> None:
    found = compared(a, b)
    assert (found.verdict, found.same) == (ComparisonVerdict.SAME, True)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("证书编号", "律师执业证"), ("证书编号", "导游证")),
        (("户号", "供电用户信息"), ("户号", "供热用户信息")),
        (("等级", "旅游景区信息"), ("等级", "医院信息")),
        (("法定代表人姓名", "企业信息"), ("财务负责人姓名", "企业信息")),
        (("建设单位", "施工许可信息"), ("建设单位联系人", "施工许可信息")),
        (("有效期起", "排污许可证"), ("有效期止", "排污许可证")),
        (("净利润", "企业年报"), ("净利润是否公示", "企业年报")),
        (("单位月缴存额", "公积金信息"), ("个人月缴存额", "公积金信息")),
    ],
)
def test_two_data_that_look_alike_are_different(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert compared(a, b).verdict is ComparisonVerdict.DIFFERENT


def test_what_is_easily_confused_goes_to_a_person() -> None:
    found = compared(("证件号码", "人员信息"), ("公民身份号码", "人员信息"))
    assert (found.verdict, found.same) == (ComparisonVerdict.REVIEW, False)
    assert "裁定" in found.why


def test_an_unsure_reading_goes_to_a_person() -> None:
    assert compared(("名称", ""), ("企业名称", "")).verdict is not ComparisonVerdict.SAME


def test_two_like_names_side_by_side_in_one_dataset_go_to_a_person() -> None:
    found = compared(("寝室号", "学生信息"), ("寝室号码", "学生信息"))
    assert found.verdict is ComparisonVerdict.REVIEW


def test_the_reason_names_both_data_in_the_readers_language() -> None:
    a, b = ("法定代表人", "企业信息"), ("联系人", "企业信息")
    assert "法定代表人" in compared(a, b).why
    with speaking(Language.ENGLISH):
        assert "different things" in compared(a, b).why


NAMES = st.sampled_from(
    [
        "姓名",
        "名称",
        "证书编号",
        "证件号码",
        "公民身份号码",
        "联系人",
        "开户日期",
        "寝室号",
        "x",
        "",
    ]
) | st.text(max_size=12)
DATASETS = st.sampled_from(["企业信息", "学生信息", "用水用户信息", "食品经营许可证", ""])


@given(NAMES, DATASETS, NAMES, DATASETS)
def test_comparing_is_symmetric(a: str, dataset_a: str, b: str, dataset_b: str) -> None:
    there = compared((a, dataset_a), (b, dataset_b))
    back = compared((b, dataset_b), (a, dataset_a))
    assert (there.verdict, there.confidence) == (back.verdict, back.confidence)
