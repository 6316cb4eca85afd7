import re
from datetime import date

import pytest

from graph_catalog.errors import InputFileError
from graph_catalog.model.catalog_sheet import ROW_LIMIT, SHOWN_PROBLEMS, CatalogSheet
from graph_catalog.model.enums.entries import (
    EntryStatus,
    Openness,
    ProvisionMethod,
    SharingClass,
    StorageFormat,
    UpdateCycle,
)
from graph_catalog.model.enums.fields import Acquisition, Sensitivity
from graph_catalog.model.import_arguments import (
    ON_COMMAND_LINE,
    OVER_GRAPHQL,
    ImportArguments,
)
from graph_catalog.sheets import catalog_file, column_mapping
from graph_catalog.sheets.column_mapping import ColumnMapping
from tests.sheets.catalog_files import NINE, NO_CATALOG, SEPARATED, as_csv, row, separated


def sheet_of(*rows: dict[str, str]) -> CatalogSheet:
    return catalog_file.parse("目录.csv", as_csv(rows))


def mapped(**labels: str) -> ColumnMapping:
    """The file's own labels for columns of the template."""
    return ColumnMapping(column_mapping.columns(labels.items(), ON_COMMAND_LINE))


def the_problem(*rows: dict[str, str]) -> tuple[int, str, str, str]:
    problems = sheet_of(*rows).problems
    assert problems.count == 1
    problem = problems.first[0]
    return problem.row, problem.column, problem.value, problem.wanted


def test_the_template_is_read_with_its_nine_attributes() -> None:
    sheet = sheet_of(row(), row(数据项名称="姓名"))
    (entry,) = sheet.entries
    assert (entry.provider, entry.system, entry.name) == (
        "镇海区民政局",
        "社会救助系统",
        "最低生活保障对象",
    )
    assert entry.attributes == {
        "name": "最低生活保障对象",
        "format": StorageFormat.DATABASE,
        "sharing_class": SharingClass.UNCONDITIONAL,
        "openness": Openness.CLOSED,
        "provision_method": ProvisionMethod.SHARE_API,
        "update_cycle": UpdateCycle.MONTHLY,
        "sharing_from": None,
        "sharing_to": None,
        "sharing_open_ended": True,
    }
    assert [(field.row, field.attributes["name"]) for field in entry.fields] == [
        (2, "公民身份号码"),
        (3, "姓名"),
    ]


def test_the_optional_columns_are_read() -> None:
    optional = {
        "目录代码": "330211/000001",
        "状态": "已发布",
        "摘要": "低保对象名册",
        "列名": "SFZH",
        "数据类型": "字符型C",
        "长度": "18",
        "获取方式": "采集",
        "敏感级别": "L3",
        "法律依据": "社会救助暂行办法第九条",
        "覆盖区域": "330211000000",
        "覆盖人群": "户籍人口",
        "数据起始": "2020年1月1日",
        "最近更新": "20260301",
        "脱敏提供": "是",
        "说明": "本人",
    }
    (entry,) = sheet_of(row(**optional)).entries
    assert entry.code == "330211/000001"
    assert entry.attributes["status"] is EntryStatus.PUBLISHED
    assert entry.attributes["coverage_region"] == "330211"
    assert entry.attributes["coverage_from"] == date(2020, 1, 1)
    assert entry.attributes["last_updated_on"] == date(2026, 3, 1)
    assert entry.attributes["masked_offer"] is True
    assert entry.fields[0].attributes == {
        "name": "公民身份号码",
        "column_name": "SFZH",
        "data_type": "字符型C",
        "length": "18",
        "acquisition": Acquisition.COLLECTED,
        "sensitivity": Sensitivity.L3,
        "legal_basis": "社会救助暂行办法第九条",
        "description": "本人",
    }


def test_labels_of_the_national_model_are_understood() -> None:
    national = {
        "信息资源提供方": "民政局",
        "信息资源名称": "低保对象",
        "信息项名称": "姓名",
        "信息资源格式": "数据库-MySQL",
        "共享类型": "有条件共享",
        "共享条件": "需说明用途",
        "是否开放": "否",
        "共享方式": "批量库表交换",
        "更新周期": "每季",
    }
    (entry,) = sheet_of(national).entries
    assert entry.attributes["sharing_class"] is SharingClass.CONDITIONAL
    assert entry.attributes["sharing_reason"] == "需说明用途"
    assert entry.attributes["format"] is StorageFormat.DATABASE
    assert entry.attributes["provision_method"] is ProvisionMethod.SHARE_EXCHANGE
    assert entry.attributes["update_cycle"] is UpdateCycle.QUARTERLY


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")]
)
def test_utf8_with_or_without_its_mark_and_gb18030_read_the_same(encoding: str, said: str) -> None:
    sheet = catalog_file.parse("目录.csv", as_csv([row(业务名称="𠮷祥")], encoding))
    assert sheet.encoding == said
    assert sheet.entries[0].name == "𠮷祥"


def test_what_is_neither_utf8_nor_gb18030_is_refused() -> None:
    with pytest.raises(InputFileError, match="既不是 UTF-8 也不是 GB18030（读到第 3 行为止）"):
        catalog_file.parse("目录.csv", as_csv([row()]) + b"\xff\xff\n")


def test_a_spreadsheet_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputFileError, match="另存为"):
        catalog_file.parse("目录.xlsx", b"PK\x03\x04...")


def test_an_unclosed_quote_is_refused_with_its_row() -> None:
    with pytest.raises(InputFileError, match="第 2 行"):
        catalog_file.parse("目录.csv", as_csv([row()]).replace("镇海".encode(), '"镇海'.encode()))


@pytest.mark.parametrize("case", NO_CATALOG)
def test_a_file_that_is_no_catalog_is_refused_with_what_it_is(case: str) -> None:
    content, zh, _ = NO_CATALOG[case]
    with pytest.raises(InputFileError, match=re.escape(zh)):
        catalog_file.parse("目录.csv", content)


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("name", SEPARATED)
def test_cells_may_be_parted_by_what_else_stands_for_a_comma(name: str, *, quoted: bool) -> None:
    plain = catalog_file.parse("目录.csv", separated(",", quoted=quoted))
    separator = SEPARATED[name]
    other = catalog_file.parse("目录.csv", separated(separator, quoted=quoted))
    assert (other.separator, other.problems.count, other.row_count) == (separator, 0, 1)
    assert other.columns == plain.columns
    assert other.entries[0].system == f"甲{separator}乙".replace("\t", " ")
    assert other.entries[0].fields == plain.entries[0].fields


def test_another_header_among_the_rows_is_a_problem_of_its_row() -> None:
    again = dict(zip(NINE, NINE, strict=True))
    turned = dict(zip(NINE, reversed(NINE), strict=True))
    for header in (again, turned):
        number, column, _, wanted = the_problem(row(), header, row(数据项名称="姓名"))
        assert (number, column) == (3, "")
        assert "表头" in wanted
    assert sheet_of(row(数据项名称="业务名称"), row(数据项名称="更新周期")).problems.count == 0


def test_titles_above_the_header_and_marks_in_it_do_not_matter() -> None:
    header, *body = as_csv([row()]).decode().splitlines()
    marked = header.replace("共享属性", "共享属性*").replace("更新周期", "更新周期(必填)")
    text = "\n".join(["镇海区公共数据目录", "", marked, *body])
    sheet = catalog_file.parse("目录.csv", text.encode())
    assert sheet.entries[0].row == 4
    assert sheet.entries[0].attributes["update_cycle"] is UpdateCycle.MONTHLY


def test_a_file_without_the_needed_columns_is_refused_with_what_is_missing_and_what_there_is() -> (
    None
):
    with pytest.raises(InputFileError, match="缺少列：业务名称、数据项名称；现有：提供单位、备注"):
        sheet_of({"提供单位": "民政局", "备注": ""})


def test_a_file_without_a_known_header_is_refused_with_the_template() -> None:
    with pytest.raises(InputFileError, match=r"没有可识别的表头.*提供单位"):
        sheet_of({"a": "1", "b": "2"})


def test_two_columns_that_mean_the_same_are_refused() -> None:
    with pytest.raises(InputFileError, match="意思相同"):
        sheet_of({**NINE, "信息资源名称": "低保"})


def test_a_mapping_names_the_columns_of_a_foreign_file() -> None:
    mapping = mapped(业务名称="dataset_cn", 数据项名称="field_cn", 提供单位="provider")
    content = as_csv([{"dataset_cn": "低保", "provider": "", "field_cn": "姓名", "n": "1"}])
    sheet = catalog_file.parse("f.csv", content, mapping)
    assert (sheet.entries[0].name, sheet.entries[0].provider) == ("低保", None)
    assert sheet.ignored == ["n"]


def test_a_mapped_column_wins_over_one_that_is_named_like_ours() -> None:
    content = as_csv([{"数据项名称": "1", "字段": "姓名", "业务名称": "低保"}])
    mapping = mapped(数据项名称="字段")
    sheet = catalog_file.parse("f.csv", content, mapping)
    assert sheet.entries[0].fields[0].attributes["name"] == "姓名"


def test_a_mapping_to_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputFileError, match="没有 --map 所说的列：title"):
        catalog_file.parse("f.csv", as_csv([row()]), mapped(业务名称="title"))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (ON_COMMAND_LINE, "--map 业务名称=<文件中的列名>"),
        (OVER_GRAPHQL, 'columns: [{column: "业务名称", label: "<文件中的列名>"}]'),
    ],
)
def test_what_to_do_about_a_header_is_said_in_the_callers_terms(
    arguments: ImportArguments, named: str
) -> None:
    mapping = ColumnMapping(arguments=arguments)
    for content in (as_csv([{"a": "1"}]), as_csv([{"提供单位": "1", "数据项名称": "1"}])):
        with pytest.raises(InputFileError) as refused:
            catalog_file.parse("f.csv", content, mapping)
        assert named in str(refused.value)


def test_defaults_fill_what_the_file_lacks_or_leaves_blank_and_nothing_else() -> None:
    given = [("共享属性", "无条件共享"), ("共享依据", "《办法》第一条,第二条"), ("状态", "已发布")]
    mapping = ColumnMapping(defaults=column_mapping.defaults(given, ON_COMMAND_LINE))
    content = as_csv([row(共享属性=""), row(业务名称="名册", 共享属性="非共享")])
    first, second = catalog_file.parse("f.csv", content, mapping).entries
    assert first.attributes["sharing_class"] is SharingClass.UNCONDITIONAL
    assert first.attributes["legal_basis"] == "《办法》第一条,第二条"
    assert first.attributes["status"] is EntryStatus.PUBLISHED
    assert second.attributes["sharing_class"] is SharingClass.NOT_SHARED


@pytest.mark.parametrize(
    "pair",
    [("颜色", "红"), ("共享属性", ""), ("共享属性", " "), ("共享属性", "随便"), ("密级", "非密")],
)
@pytest.mark.parametrize("arguments", [ON_COMMAND_LINE, OVER_GRAPHQL])
def test_a_default_that_makes_no_sense_is_refused_by_the_name_of_the_argument(
    pair: tuple[str, str], arguments: ImportArguments
) -> None:
    with pytest.raises(InputFileError) as refused:
        column_mapping.defaults([pair], arguments)
    assert str(refused.value).startswith(arguments.defaults)


def test_a_blank_cell_says_nothing() -> None:
    (entry,) = sheet_of(row(更新周期=" ", 共享期限="", 列名="")).entries
    assert not {"update_cycle", "sharing_from", "sharing_open_ended"} & entry.attributes.keys()
    assert entry.fields[0].attributes == {"name": "公民身份号码"}


def test_a_value_that_is_not_known_is_a_problem_with_row_column_value_and_choices() -> None:
    assert the_problem(row(), row(数据项名称="姓名", 共享属性="看情况")) == (
        3,
        "共享属性",
        "看情况",
        "应为其中之一：无条件共享、受限共享、非共享。",
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("共享期限", "三年"),
        ("共享期限", "2026-12-31至2026-01-01"),
        ("数据起始", "2026-02-30"),
        ("覆盖区域", "镇海区"),
        ("脱敏提供", "也许"),
        ("业务名称", " "),
        ("数据项名称", ""),
        ("数据项名称", "长" * 201),
    ],
)
def test_a_cell_that_makes_no_sense_is_a_problem_in_its_place(column: str, value: str) -> None:
    assert the_problem(row(**{column: value}))[:2] == (2, column)


@pytest.mark.parametrize("character", ["\u202e", "\u200f", "\x1b", "\x07"])
def test_an_invisible_character_in_a_name_is_a_problem_and_is_shown_spelled_out(
    character: str,
) -> None:
    number, column, value, wanted = the_problem(row(业务名称=f"低{character}保"))
    assert (number, column) == (2, "业务名称")
    assert value == f"低⟨U+{ord(character):04X}⟩保"
    assert f"U+{ord(character):04X}" in wanted


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'}) DETACH DELETE n //", "name:(a AND", "=1+1", "[red]x"]
)
def test_markup_cypher_and_search_syntax_are_plain_text(text: str) -> None:
    assert sheet_of(row(业务名称=text)).entries[0].name == text


def test_rows_of_an_entry_that_contradict_are_a_problem_that_names_both_rows() -> None:
    number, column, value, wanted = the_problem(row(), row(数据项名称="姓名", 更新周期="每日"))
    assert (number, column, value) == (3, "更新周期", "每日")
    assert "第 2 行为“每月”" in wanted


def test_a_row_that_leaves_an_attribute_blank_does_not_contradict() -> None:
    sheet = sheet_of(row(更新周期=""), row(数据项名称="姓名"))
    assert sheet.problems.count == 0
    assert sheet.entries[0].attributes["update_cycle"] is UpdateCycle.MONTHLY


def test_a_duplicate_row_is_a_problem_that_names_the_first() -> None:
    number, column, value, wanted = the_problem(row(), row())
    assert (number, column, value) == (3, "数据项名称", "公民身份号码")
    assert "与第 2 行重复" in wanted


def test_one_name_with_two_columns_is_two_fields() -> None:
    sheet = sheet_of(row(列名="A"), row(列名="B"))
    assert [field.attributes["column_name"] for field in sheet.entries[0].fields] == ["A", "B"]


def test_a_column_of_two_fields_is_a_problem_and_of_two_entries_none() -> None:
    number, column, value, wanted = the_problem(row(列名="A"), row(数据项名称="姓名", 列名="Ａ"))
    assert (number, column, value) == (3, "列名", "Ａ")
    assert "第 2 行" in wanted
    by_case = sheet_of(row(列名="A"), row(数据项名称="姓名", 列名="a"))
    apart = sheet_of(row(列名="A"), row(业务名称="名册", 数据项名称="姓名", 列名="A"))
    assert (by_case.problems.count, apart.problems.count) == (0, 0)


def test_codes_part_entries_of_one_name() -> None:
    sheet = sheet_of(row(目录代码="1"), row(目录代码="2"))
    assert [entry.code for entry in sheet.entries] == ["1", "2"]


def test_a_row_without_a_code_among_several_entries_of_its_name_is_a_problem() -> None:
    rows = [row(目录代码="1"), row(目录代码="2"), row(目录代码="", 数据项名称="姓名")]
    assert the_problem(*rows)[:2] == (4, "目录代码")


def test_one_code_for_two_entries_is_a_problem() -> None:
    assert the_problem(row(目录代码="1"), row(业务名称="名册", 目录代码="1"))[:3] == (
        3,
        "目录代码",
        "1",
    )


@pytest.mark.parametrize(
    ("column", "value", "mark"),
    [
        ("密级", "机密", "机密"),
        ("密级", "秘密级", "秘密级"),
        ("是否涉密", "是", "是"),
        ("敏感级别", "国家秘密", "国家秘密"),
        ("业务名称", "人防工程(绝密)", "(绝密)"),
        ("说明", "机密★10年", "机密★"),
    ],
)
def test_a_classified_row_is_refused_by_article_30(column: str, value: str, mark: str) -> None:
    number, where, found, wanted = the_problem(row(**{column: value}))
    assert (number, where, found) == (2, column, mark)
    assert "第三十条" in wanted


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("密级", "非密"),
        ("是否涉密", "否"),
        ("业务名称", "密云区保密工作检查"),
        ("说明", "商业秘密"),
    ],
)
def test_what_only_sounds_classified_is_not(column: str, value: str) -> None:
    assert sheet_of(row(**{column: value})).problems.count == 0


def test_a_secrecy_that_is_unclear_is_not_let_through() -> None:
    assert the_problem(row(密级="待定"))[:3] == (2, "密级", "待定")


def test_a_row_with_more_cells_than_the_header_is_a_problem() -> None:
    content = as_csv([row()]).rstrip() + ",多出\r\n".encode()
    problems = catalog_file.parse("f.csv", content).problems
    assert (problems.count, problems.first[0].row, problems.first[0].value) == (1, 2, "多出")


def test_too_many_rows_are_refused_with_what_to_do() -> None:
    rows = [row(数据项名称=f"数据项{number}") for number in range(ROW_LIMIT + 10_000)]
    sheet = sheet_of(*rows)
    assert sheet.entries == []
    assert sheet.problems.count == 1
    assert "30000 行" in str(sheet.problems.first[0])
    assert "拆分" in str(sheet.problems.first[0])


def test_as_many_rows_as_are_allowed_are_read() -> None:
    rows = [row(数据项名称=f"数据项{number}") for number in range(ROW_LIMIT)]
    assert len(sheet_of(*rows).entries[0].fields) == ROW_LIMIT


def test_all_problems_are_counted_and_the_first_are_shown_in_order() -> None:
    rows = [row(数据项名称=f"数据项{number}", 共享属性="?") for number in range(200)]
    problems = sheet_of(*rows).problems
    assert problems.count == 200
    assert [problem.row for problem in problems.first] == list(range(2, 2 + SHOWN_PROBLEMS))


@pytest.mark.parametrize("column", ["提供单位", "信息系统名称", "业务名称", "数据项名称"])
@pytest.mark.parametrize("name", ["/", "——", "…", "（）", "☆", "／"])
def test_a_name_without_a_letter_digit_or_ideograph_is_a_problem_of_its_row(
    column: str, name: str
) -> None:
    number, named, found, wanted = the_problem(row(**{column: name}))
    assert (number, named, found) == (2, column, name)
    assert "没有文字、字母或数字" in wanted


@pytest.mark.parametrize("name", ["A", "１", "〇", "①", "ⅷ", "ᠮᠣᠩᠭᠣᠯ", "是否/有无"])
def test_a_name_of_any_script_is_a_name(name: str) -> None:
    assert sheet_of(row(数据项名称=name)).problems.count == 0
