import re
from pathlib import Path

import pytest

from graph_catalog.errors import LexiconError
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.lexicon.folder import OURS
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.descriptor import Descriptor

CLASSES = "对象类,上位类,种类,并入上位类,按场景区分,主体,默认地点,题名词,字段词,来源"
ELEMENTS = "编码,对象类,属性,标识符,数据类型,按场景区分,标准,同义名称,列名,相近数据元,来源"


def district(folder: Path, *rows: str, header: str = ELEMENTS) -> Path:
    path = folder / "district.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_the_lexicon_that_comes_with_the_program_has_no_contradiction() -> None:
    known = lexicon.current()
    assert len(known.elements) > 1000
    assert len(known.classes) > 150


def test_every_entry_names_its_source() -> None:
    known = lexicon.current()
    assert all(element.source for element in known.elements.values())
    assert all(entry.source for entry in known.classes.values())
    assert all(role.source for role in known.roles.values())


def test_no_spelling_becomes_ambiguous_within_a_class_by_folding() -> None:
    known = lexicon.current()
    doubled = [
        (spelling, [element.code for element in elements])
        for spelling, elements in known.spellings.items()
        if len({element.object_class for element in elements}) < len(elements)
    ]
    assert doubled == []


def test_a_code_names_its_class_and_attribute_and_is_found_by_itself() -> None:
    element = lexicon.current().element("自然人.公民身份号码")
    assert (element.name, element.standard, element.is_identifier) == (
        "公民身份号码",
        "GB 11643-1999",
        True,
    )


def test_a_districts_own_file_adds_elements_without_touching_ours(tmp_path: Path) -> None:
    own = lexicon.load(
        district(tmp_path, "自然人.市民卡号,自然人,市民卡号,是,标识,,,甬卡号,smkh,,本区")
    )
    found = align(Descriptor("甬卡号", "市民信息"), own)
    assert found.datum.element_code == "自然人.市民卡号"
    assert "自然人.市民卡号" not in lexicon.current().elements
    assert own.hash != lexicon.current().hash


def test_a_districts_own_file_adds_spellings_to_an_element_of_ours(tmp_path: Path) -> None:
    own = lexicon.load(district(tmp_path, "自然人.公民身份号码,,,,,,,本地证号,bdzh,,"))
    assert (
        align(Descriptor("本地证号", "居民信息"), own).datum.element_code == "自然人.公民身份号码"
    )
    assert own.element("自然人.公民身份号码").standard == "GB 11643-1999"


def test_the_example_of_the_readme_is_one(tmp_path: Path) -> None:
    readme = (OURS / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```csv\n(.*?)```", readme, re.DOTALL)
    path = tmp_path / "district.csv"
    path.write_text(example, encoding="utf-8")
    own = lexicon.load(path)
    assert align(Descriptor("本地证号", "居民信息"), own).datum.text == "自然人·公民身份号码"
    assert align(Descriptor("甬卡号", "居民信息"), own).datum.text == "自然人·市民卡号"


def test_a_districts_folder_adds_classes_roles_and_words(tmp_path: Path) -> None:
    (tmp_path / "classes.csv").write_text(
        f"{CLASSES}\n渔民,自然人,人,是,,,,渔民,渔民,本区\n",
        encoding="utf-8",
    )
    (tmp_path / "roles.csv").write_text(
        "限定词,种类,归属,词,来源\n船老大,人,场景,船老大,本区\n", encoding="utf-8"
    )
    own = lexicon.load(tmp_path)
    assert align(Descriptor("姓名", "渔民名册"), own).datum.text == "自然人·姓名"
    assert align(Descriptor("船老大姓名", "渔民名册"), own).datum.qualifier.endswith("船老大")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("自然人.新,自然人,身份证号,,文本,,,,,,本区", "自然人.公民身份号码"),
        ("自然人.新,自然人,新属性,,文本,,,身份证号,,,本区", "自然人.公民身份号码"),
        ("自然人.新,自然人,新属性,,文本,,,,sfzh,,本区", "自然人.公民身份号码"),
        # 编号 and 号 are one ending, so these are one spelling.
        ("自然人.新,自然人,身份证编号,,文本,,,,,,本区", "自然人.公民身份号码"),
        ("甲.乙,甲,乙,,文本,,,,,,本区", "甲"),
        ("自然人.新,自然人,新属性,,字符,,,,,,本区", "数据类型"),
        ("自然人.新,自然人,新属性,可能,文本,,,,,,本区", "标识符"),
        ("自然人.新,自然人,新属性,,文本,,,,,,", "来源"),
        (",自然人,新属性,,文本,,,,,,本区", "编码"),
        ("自然人.新,自然人,新属性,,文本,,,,,自然人.无,本区", "自然人.无"),
        ("自然人.新,自然人,新属性", "11"),
        # What ours says of its own entries stands.
        ("自然人.性别,法人,,,,,,本地性别,,,", "对象类"),
        ("自然人.性别,,性别,,文本,,,本地性别,,,", "数据类型"),
        ('自然人.新,"自然人,新属性', "CSV"),
    ],
)
def test_a_contradiction_is_told_with_file_and_line(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(LexiconError) as fault:
        lexicon.load(district(tmp_path, row))
    assert f"{tmp_path / 'district.csv'}:2: " in str(fault.value)
    assert told in str(fault.value)


def test_the_row_that_said_it_first_is_told_as_well(tmp_path: Path) -> None:
    rows = ("自然人.甲,自然人,甲,,文本,,,丙号,,,本区", "自然人.乙,自然人,乙,,文本,,,丙号,,,本区")
    with pytest.raises(LexiconError, match=r"district\.csv:3.*district\.csv:2"):
        lexicon.load(district(tmp_path, *rows))
    with pytest.raises(LexiconError, match=r"elements/population\.csv:\d+"):
        lexicon.load(district(tmp_path, "自然人.乙,自然人,身份证号,,文本,,,,,,本区"))


def test_blank_lines_of_a_spreadsheet_say_nothing(tmp_path: Path) -> None:
    rows = ("", ",,,,,,,,,,", "自然人.市民卡号,自然人,市民卡号,是,标识,,,,,,本区")
    assert "自然人.市民卡号" in lexicon.load(district(tmp_path, *rows)).elements


@pytest.mark.parametrize(
    "row",
    ["尾替换,时点,时间,", "近义,资产,资金,", "尾替换,,钟点,"],
    ids=["tail", "near", "nothing"],
)
def test_a_word_that_ours_replaces_by_another_is_refused(tmp_path: Path, row: str) -> None:
    (tmp_path / "words.csv").write_text(f"种类,规范词,词,说明\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"words\.csv:2"):
        lexicon.load(tmp_path)


def test_a_default_place_that_is_no_qualifier_is_refused(tmp_path: Path) -> None:
    (tmp_path / "classes.csv").write_text(f"{CLASSES}\n渔民,自然人,人,是,,,船上,渔民,渔民,本区\n")
    with pytest.raises(LexiconError, match=r"classes\.csv:2.*船上"):
        lexicon.load(tmp_path)


def test_a_class_above_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "classes.csv").write_text(
        f"{CLASSES}\n甲,乙,事物,,,,,甲,甲,本区\n乙,甲,事物,,,,,乙,乙,本区\n",
        encoding="utf-8",
    )
    with pytest.raises(LexiconError, match=r"classes\.csv:2"):
        lexicon.load(tmp_path)


def test_a_role_word_with_two_roles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "roles.csv").write_text(
        "限定词,种类,归属,词,来源\n看护人,人,自然人,监护人,本区\n", encoding="utf-8"
    )
    with pytest.raises(LexiconError, match=r"roles\.csv:2"):
        lexicon.load(tmp_path)


def test_a_file_with_another_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"district\.csv:1"):
        lexicon.load(district(tmp_path, header="编码,名称"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_may_be_written_as_spreadsheets_do(tmp_path: Path, encoding: str) -> None:
    row = "自然人.市民卡号,自然人,市民卡号,是,标识,,,,,,本区"
    path = tmp_path / "district.csv"
    path.write_bytes(f"{ELEMENTS}\r\n{row}\r\n".encode(encoding))
    assert lexicon.load(path).element("自然人.市民卡号").attribute == "市民卡号"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "district.csv"
    path.write_bytes(f"{ELEMENTS}\n".encode("utf-16"))
    with pytest.raises(LexiconError, match=r"district\.csv .*GB18030"):
        lexicon.load(path)


def test_a_lexicon_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="absent"):
        lexicon.load(tmp_path / "absent")


@pytest.mark.parametrize("name", ["notes.txt", "elements.csv", "my.csv"])
def test_a_folder_that_has_no_file_of_ours_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(f"{ELEMENTS}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"classes\.csv"):
        lexicon.load(tmp_path)


def test_what_is_in_use_stays_when_another_is_refused(tmp_path: Path) -> None:
    before = lexicon.current()
    with pytest.raises(LexiconError):
        lexicon.use(tmp_path / "absent")
    assert lexicon.current() is before
