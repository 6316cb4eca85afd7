from pathlib import Path

import pytest

from graph_catalog.errors import LexiconError
from graph_catalog.matching import lexicon
from graph_catalog.matching.align import align
from graph_catalog.matching.descriptor import Descriptor

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


def test_a_districts_folder_adds_classes_roles_and_words(tmp_path: Path) -> None:
    (tmp_path / "classes.csv").write_text(
        "对象类,上位类,种类,并入上位类,按场景区分,主体,默认地点,题名词,字段词,来源\n"
        "渔民,自然人,人,是,,,,渔民,渔民,本区\n",
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
        ("甲.乙,甲,乙,,文本,,,,,,本区", "甲"),
        ("自然人.新,自然人,新属性,,字符,,,,,,本区", "数据类型"),
        ("自然人.新,自然人,新属性,可能,文本,,,,,,本区", "标识符"),
        ("自然人.新,自然人,新属性,,文本,,,,,,", "来源"),
        (",自然人,新属性,,文本,,,,,,本区", "编码"),
        ("自然人.新,自然人,新属性,,文本,,,,,自然人.无,本区", "自然人.无"),
        ("自然人.新,自然人,新属性", "11"),
    ],
)
def test_a_contradiction_is_told_with_file_and_line(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(LexiconError) as fault:
        lexicon.load(district(tmp_path, row))
    assert "district.csv:2" in str(fault.value)
    assert told in str(fault.value)


def test_a_class_above_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "classes.csv").write_text(
        "对象类,上位类,种类,并入上位类,按场景区分,主体,默认地点,题名词,字段词,来源\n"
        "甲,乙,事物,,,,,甲,甲,本区\n乙,甲,事物,,,,,乙,乙,本区\n",
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


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "district.csv"
    path.write_bytes(f"{ELEMENTS}\n".encode("gb18030"))
    with pytest.raises(LexiconError, match="UTF-8"):
        lexicon.load(path)


def test_a_lexicon_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="absent"):
        lexicon.load(tmp_path / "absent")
