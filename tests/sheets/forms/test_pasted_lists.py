import pytest

from graph_catalog.errors import InputFileError
from graph_catalog.model.enums.forms import FormKind
from tests.sheets.forms.workbooks import names, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("姓名\n性别\n", ["姓名", "性别"]),
        ("一、姓名\n2.性别\n(3)民族\n（4） 籍贯\n⑤住址", ["姓名", "性别", "民族", "籍贯", "住址"]),
        ("• 姓名\n- 性别*\n* 民族：", ["姓名", "性别", "民族"]),
        ("姓名、性别,民族；籍贯\t住址", ["姓名", "性别", "民族", "籍贯", "住址"]),
        ("1.姓名 2.性别 3.民族", ["姓名", "性别", "民族"]),
        ("姓名：____ 性别：____ 民族：", ["姓名", "性别", "民族"]),
        ("性别（男、女）\n3.5英寸盘编号", ["性别（男、女）", "3.5英寸盘编号"]),
        ("姓名\r\nfirst name\r\n", ["姓名", "first name"]),
        ("姓名：本人；性别：男或女", ["姓名", "性别"]),
    ],
)
def test_names_are_read_as_people_write_them(text: str, expected: list[str]) -> None:
    assert names("pasted", text) == expected


def test_what_follows_a_colon_explains_the_name_and_it_is_said() -> None:
    found = read("pasted", "姓名\n婚姻状况：未婚、已婚、离异\n")
    assert [field.description for field in found.fields] == [None, "未婚、已婚、离异"]
    assert found.fields[1].origin == "第 2 行"
    assert "第 2 行冒号后面的文字作为说明" in found.warnings[0]


def test_notes_and_rules_between_the_names_are_left_out_and_it_is_said() -> None:
    found = read("pasted", "姓名\n-----\n注：以上必填\n123\n")
    assert [field.name for field in found.fields] == ["姓名"]
    assert "第 2、3、4 行" in found.warnings[0]


def test_one_column_of_a_csv_without_a_header_is_a_list() -> None:
    assert read("清单.csv", "姓名\n性别\n").kind is FormKind.PASTED_LIST


@pytest.mark.parametrize("text", ["", "  \n", "123\n456", "。，；！", "\ufeff"])
def test_a_document_without_a_word_has_no_fields(text: str) -> None:
    with pytest.raises(InputFileError, match="没有数据项"):
        read("pasted", text)


def test_a_name_of_a_thousand_characters_is_refused_with_its_line() -> None:
    with pytest.raises(InputFileError, match="第 2 行有一个名称超过 60 个字"):
        read("pasted", "姓名\n" + "名" * 1000)


def test_an_invisible_character_is_refused_with_its_line() -> None:
    with pytest.raises(InputFileError, match=r"第 2 行.*U\+202E"):
        read("pasted", "姓名\n性\u202e别")


def test_html_is_text_like_any_other() -> None:
    assert names("pasted", "<script>alert(1)</script>姓名") == ["<script>alert(1)</script>姓名"]


def test_columns_without_a_header_are_refused_not_guessed() -> None:
    with pytest.raises(InputFileError, match="没有表头"):
        read("pasted", "姓名\t文本\n性别\t文本\n民族\t文本\n")


def test_a_mark_of_secrecy_refuses_the_document_and_shows_the_mark_alone() -> None:
    with pytest.raises(InputFileError, match="第三十条") as told:
        read("pasted", "姓名\n储备点位置（秘密）")
    assert "储备点" not in str(told.value)


def test_more_fields_than_a_plan_takes_are_refused() -> None:
    with pytest.raises(InputFileError, match="有 501 个数据项；一次最多检查 500 个"):
        read("pasted", "\n".join(f"字段{number}" for number in range(501)))


def test_a_document_larger_than_any_form_is_refused() -> None:
    with pytest.raises(InputFileError, match="超过 5 MB"):
        read("pasted", b"\xe5" * (5 * 1024**2 + 1))
