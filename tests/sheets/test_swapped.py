"""Labels over each other's contents: recognised where nothing else can be meant, and nowhere else."""

import itertools
from typing import Final

import pytest

from graph_catalog.model.catalog_sheet import CatalogSheet, SheetProblem
from graph_catalog.sheets import catalog_file
from graph_catalog.sheets.column_mapping import ColumnMapping
from graph_catalog.sheets.labels import Column
from tests.sheets.catalog_files import as_csv, row

FIELDS: Final = [("姓名", "XM"), ("公民身份号码", "GMSFHM"), ("住址", "ZZ_1"), ("ID", "ID")]
RIGHT: Final = [
    row(
        业务名称="名册" if number < 2 else "救助2023年",
        目录代码="308204/000001" if number < 2 else "MZ-02",
        数据项名称=name,
        列名=column,
        数据类型="字符型",
        长度=str(18 + number),
    )
    for number, (name, column) in enumerate(FIELDS)
]
PAIRS: Final = [("数据项名称", "列名"), ("业务名称", "目录代码"), ("数据类型", "长度")]


def read(*rows: dict[str, str], mapping: ColumnMapping | None = None) -> CatalogSheet:
    return catalog_file.parse("目录.csv", as_csv(rows), mapping or ColumnMapping())


def swapped(cells: dict[str, str], one: str, other: str) -> dict[str, str]:
    return {**cells, one: cells[other], other: cells[one]}


def problems(sheet: CatalogSheet, word: str) -> list[SheetProblem]:
    return [each for each in sheet.problems.first if word in each.wanted]


def test_a_file_as_it_should_be_is_taken() -> None:
    assert read(*RIGHT).problems.count == 0
    for size in (1, 2, 3):
        for some in itertools.combinations(RIGHT, size):
            assert read(*some).problems.count == 0


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize("size", [1, 2])
def test_swapped_labels_are_named_with_both_columns(pair: tuple[str, str], size: int) -> None:
    rows = [swapped(each, *pair) for each in RIGHT[:size]]
    (found,) = problems(read(*rows), "颠倒")
    assert found.row == 2
    assert all(label in found.wanted for label in pair)


@pytest.mark.parametrize("pair", PAIRS[:2], ids="-".join)
def test_whoever_maps_the_columns_is_believed(pair: tuple[str, str]) -> None:
    columns = {Column(label): label for label in pair}
    rows = [swapped(each, *pair) for each in RIGHT[:2]]
    assert problems(read(*rows, mapping=ColumnMapping(columns=columns)), "颠倒") == []


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_one_row_against_others_is_not_guessed_at(pair: tuple[str, str]) -> None:
    for turned in range(2):
        rows = [swapped(each, *pair) if n == turned else each for n, each in enumerate(RIGHT)]
        assert problems(read(*rows), "颠倒") == []


def test_a_column_of_codes_with_names_alone_is_refused() -> None:
    names = [{**each, "目录代码": "低保名册"} for each in RIGHT[:2]]
    (found,) = problems(read(*names), "没有一个代码")
    assert (found.row, found.column) == (2, "目录代码")


@pytest.mark.parametrize("column", ["业务名称", "数据项名称", "信息系统名称"])
@pytest.mark.parametrize("code", ["11330211002963126N", "１１３３０２１１００２９６３１２６ｎ"])
def test_a_credit_code_is_no_name(column: str, code: str) -> None:
    sheet = read(RIGHT[0], {**RIGHT[2], column: code})
    (found,) = problems(sheet, "是统一社会信用代码")
    assert (found.row, found.column) == (3, column)


@pytest.mark.parametrize("column", ["业务名称", "数据项名称", "信息系统名称"])
@pytest.mark.parametrize("words", ["无条件共享 受限共享", "每季度 每半年", "已发布 未发布"])
def test_a_column_of_names_with_choices_alone_is_refused(column: str, words: str) -> None:
    rows = [{**RIGHT[0], "目录代码": "", column: word} for word in words.split()]
    (found,) = problems(read(*rows), "固定选项")
    assert (found.row, found.column) == (2, column)
    assert problems(read(*rows, RIGHT[1]), "固定选项") == []


def test_short_words_of_a_cycle_are_names_of_fields() -> None:
    assert (
        read(*({**RIGHT[0], "数据项名称": word, "列名": word} for word in "年月日")).problems.count
        == 0
    )
