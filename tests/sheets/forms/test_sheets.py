import pytest
from openpyxl import Workbook

from graph_catalog.errors import InputFileError
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.forms import FormKind
from graph_catalog.model.form_reading import FormField
from graph_catalog.sheets.forms.choice import Choice, UnclearFormError
from tests.sheets.forms.workbooks import cells, names, read, repacked, saved, workbook

APPLICATION = cells(
    {
        "A1": "最低生活保障申请表",
        "A2": "申请人姓名",
        "C2": "性别",
        "D2": "□男 □女",
        "E2": "身份证号",
        "A3": "家庭住址",
        "A4": "家庭成员",
        "B4": "序号",
        "C4": "姓名",
        "D4": "与申请人关系",
        "E4": "身份证号",
        "F4": "月收入（元）",
        "A8": "申请人承诺",
        "B8": "本人承诺以上填写内容真实,如有虚假,愿意承担相应的法律责任,并接受核查与处理。",
        "A9": "注:本表一式两份",
    },
    *("A1:F1", "B3:F3", "A4:A7", "B8:F8", "A9:F9"),
)
LISTING = cells(
    {"A1": "系统字段清单", "A3": "序号", "B3": "字段名称", "C3": "类型", "D3": "主体"}
    | {"A4": "1", "B4": "姓名", "C4": "文本", "D4": "自然人", "A5": "2", "B5": "性别"},
    "D4:D5",
)


def test_a_plan_is_read_field_by_field() -> None:
    text = "数据项名称,列名,获取方式,主体,限定词,说明\n姓名,XM,采集,自然人,父亲,\n住址,,共享获取,,,现住\n"
    assert read("plan.csv", text).fields == [
        FormField(
            name="姓名", origin="第 2 行", column_name="XM", subject="自然人", qualifier="父亲"
        ),
        FormField(
            name="住址", origin="第 3 行", acquisition=Acquisition.SHARED, description="现住"
        ),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    assert names("plan.csv", "数据项名称,说明\n姓名,名册\n".encode(encoding)) == ["姓名"]


def test_cells_parted_by_tabs_are_a_table_too() -> None:
    assert names("pasted", "字段名称\t类型\n姓名\t文本\n") == ["姓名"]


def test_a_data_dictionary_without_names_goes_by_its_comments() -> None:
    found = read("字典.csv", "字段名,字段说明,类型\nxm,姓名：与证件一致,varchar\nbz,,varchar\n")
    assert [(field.name, field.column_name) for field in found.fields] == [
        ("姓名", "xm"),
        ("bz", "bz"),
    ]


@pytest.mark.parametrize(("row", "column"), [(",采集", "数据项名称"), ("姓名,借来", "获取方式")])
def test_a_cell_that_makes_no_sense_is_a_problem_in_its_place(row: str, column: str) -> None:
    found = read("plan.csv", f"数据项名称,获取方式\n住址,采集\n{row}\n")
    assert [(each.row, each.column) for each in found.problems.first] == [(3, column)]


def test_a_header_may_stand_below_a_title_and_merged_cells_say_it_of_each_row() -> None:
    found = read("清单.xlsx", workbook(清单=LISTING))
    assert (found.kind, found.name) == (FormKind.FIELD_SHEET, "系统字段清单")
    assert [(f.name, f.data_type, f.subject) for f in found.fields] == [
        ("姓名", "文本", "自然人"),
        ("性别", None, "自然人"),
    ]
    assert "未用的列：序号" in found.warnings[0]


def test_a_form_to_fill_in_is_read_by_its_blanks_with_groups_and_cells() -> None:
    found = read("表.xlsx", workbook(申请表=APPLICATION))
    assert (found.kind, found.name) == (FormKind.BLANK_FORM, "最低生活保障申请表")
    assert [(field.name, field.origin) for field in found.fields] == [
        ("申请人姓名", "申请表!A2"),
        ("性别", "申请表!C2"),
        ("身份证号", "申请表!E2"),
        ("家庭住址", "申请表!A3"),
        ("家庭成员·姓名", "申请表!C4"),
        ("家庭成员·与申请人关系", "申请表!D4"),
        ("家庭成员·身份证号", "申请表!E4"),
        ("家庭成员·月收入（元）", "申请表!F4"),
    ]
    assert "按空白表单读取" in found.warnings[0]


def test_a_header_of_two_levels_gives_each_name_its_group() -> None:
    header = {"A1": "学生姓名", "B1": "父亲", "D1": "母亲"}
    header |= {"B2": "姓名", "C2": "电话", "D2": "姓名", "E2": "电话"}
    sheet = cells(header, "A1:A2", "B1:C1", "D1:E1")
    assert names("登记.xlsx", workbook(登记=sheet)) == [
        *("学生姓名", "父亲·姓名", "父亲·电话", "母亲·姓名", "母亲·电话"),
    ]


def test_of_a_register_with_data_the_header_alone_is_read() -> None:
    found = read("台账.csv", "姓名,身份证号,电话\n张三,330211,\n李四,330212,139\n")
    assert (found.kind, [field.name for field in found.fields]) == (
        FormKind.LEDGER,
        ["姓名", "身份证号", "电话"],
    )
    assert "其下的数据未读取" in found.warnings[0]


def test_two_sheets_that_look_like_forms_are_refused_until_one_is_named() -> None:
    book = workbook(申请表=APPLICATION, 附表=LISTING)
    with pytest.raises(UnclearFormError, match=r"申请表、附表.*--sheet") as refused:
        read("表.xlsx", book)
    assert (refused.value.option, refused.value.options) == ("sheet", ("申请表", "附表"))
    assert names("表.xlsx", book, Choice(sheet="附表")) == ["姓名", "性别"]
    with pytest.raises(UnclearFormError, match="没有 sheet 所说的“别的”"):
        read("表.xlsx", book, Choice(sheet="别的"))


def test_sheets_that_are_no_forms_and_hidden_ones_are_named() -> None:
    book = Workbook()
    LISTING(book.worksheets[0])
    book.create_sheet("说明")["A1"] = "本工作簿用于登记。"
    hidden = book.create_sheet("字典")
    hidden["A1"] = "代码"
    hidden.sheet_state = "hidden"
    told = "".join(read("表.xlsx", saved(book)).warnings)
    assert "未读取：说明" in told
    assert "隐藏的工作表未读取：字典" in told


def test_a_named_sheet_without_fields_is_refused() -> None:
    book = workbook(说明=cells({"A1": "本工作簿用于登记。"}))
    with pytest.raises(InputFileError, match="找不到数据项"):
        read("表.xlsx", book, Choice(sheet="说明"))


def test_a_merged_area_of_a_whole_sheet_is_refused_before_it_is_read() -> None:
    hostile = repacked(
        workbook(清单=LISTING), lambda _, part: part.replace(b'"D4:D5"', b'"D4:XFD1048576"')
    )
    with pytest.raises(InputFileError, match="解开后过大"):
        read("表.xlsx", hostile)


def test_a_workbook_that_unpacks_to_more_than_any_form_is_refused() -> None:
    more = {"xl/worksheets/sheet9.xml": b" " * (9 * 1024**2)}
    with pytest.raises(InputFileError, match="解开后过大"):
        read("表.xlsx", repacked(workbook(清单=LISTING), lambda _, part: part, **more))


def test_a_document_type_in_a_workbook_is_refused() -> None:
    def declare(_: str, part: bytes) -> bytes:
        return part.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')

    with pytest.raises(InputFileError, match="不是可以读取的 XLSX"):
        read("表.xlsx", repacked(workbook(清单=LISTING), declare))


@pytest.mark.parametrize("content", [b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0old"])
def test_what_is_no_workbook_of_today_is_refused(content: bytes) -> None:
    with pytest.raises(InputFileError, match="另存为 XLSX"):
        read("表.xlsx", content)
