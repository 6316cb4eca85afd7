import pytest

from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.subject import read_subject


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("2023年宁波市镇海区专精特新中小企业名单", "专精特新中小企业"),
        ("省回流_宁波市科技创新领域省级科技型中小企业信息", "科技型中小企业"),
        ("专精特新中小企业信息（试用）", "专精特新中小企业"),
        ("信用评价信息（A级纳税人）", "信用评价a级纳税人"),
        ("市场主体信息", "市场主体"),
    ],
)
def test_places_years_and_words_for_the_form_are_no_topic(title: str, topic: str) -> None:
    assert read_subject(title, lexicon.current()).topic == topic


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("学生信息", "学生"),
        ("企业欠税公告", "欠税"),
        ("食品经营许可证", "食品经营许可"),
        ("城管许可", "行政许可"),
        ("知识产权示范企业名单", "名单"),
        ("公租房申请表", "保障性住房"),
    ],
)
def test_the_head_of_a_title_is_its_last_word_for_a_thing(title: str, head: str) -> None:
    found = read_subject(title, lexicon.current()).head
    assert found is not None
    assert found.object_class == head


@pytest.mark.parametrize(
    ("title", "role"),
    [("人口_监护人", "监护人"), ("学生监护人信息", "监护人"), ("家庭医生签约服务信息", "")],
)
def test_a_list_is_of_persons_in_a_role_where_its_name_ends_in_the_role(
    title: str, role: str
) -> None:
    found = read_subject(title, lexicon.current())
    assert [m.role for m in found.mentions if m.role] == ([role] if role else [])


@pytest.mark.parametrize("title", ["企业技术中心", "学校食堂名录", "标准化基地名录"])
def test_a_title_that_ends_in_a_thing_of_its_own_has_no_head(title: str) -> None:
    assert read_subject(title, lexicon.current()).head is None


def test_a_licence_outside_the_lexicon_is_told_by_its_ending() -> None:
    found = read_subject("煤炭经营许可证信息", lexicon.current())
    assert found.mentions[-1].scheme == "煤炭经营许可"


def test_a_title_without_words_is_about_nothing() -> None:
    assert read_subject(" 2024 ", lexicon.current()).mentions == ()
    assert read_subject("", lexicon.current()).head is None
