"""What is said of files that are not as they should be: in the reader's language, and of no column that is not there."""

import csv
import re
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph_catalog.errors import InputFileError
from graph_catalog.language import Language, speaking
from graph_catalog.model.csv_rows import why_no_csv
from graph_catalog.sheets import catalog_file, text_table
from graph_catalog.sheets.labels import Column

HEAD: Final = "提供单位,业务名称,数据项名称\n"
ENGLISH: Final = re.compile(r"[A-Za-z]{4,}")


def _said(content: str) -> list[str]:
    """Everything that is said of a file, but for the names of files and columns that are ours."""
    try:
        sheet = catalog_file.parse("名册.csv", content.encode())
    except InputFileError as problem:
        return [str(problem)]
    return [str(problem) for problem in sheet.problems.first]


@given(st.text(st.sampled_from('名册",;\t\r\n 数x')))
@example('甲局,名册,"姓名')
@example('甲局,名册,"姓名"x')
@example(f"甲局,名册,{'长' * 140_000}")
def test_a_broken_file_is_spoken_of_in_chinese_and_with_words_between_quotes(body: str) -> None:
    with speaking(Language.CHINESE):
        for said in _said(HEAD + body):
            assert not ENGLISH.search(said.replace("Excel", "")), said
            assert "“”" not in said
            assert "“ ”" not in said


@pytest.mark.parametrize("body", ['a,"b', 'a,"b"c', f"a,{'b' * 200_000}"])
@pytest.mark.parametrize("language", Language)
def test_each_refusal_of_python_reader_is_known_by_its_words(body: str, language: Language) -> None:
    with pytest.raises(csv.Error) as refused:
        list(csv.reader([body], strict=True))
    with speaking(language):
        said = why_no_csv(refused.value)
    assert bool(ENGLISH.search(said)) is (language is Language.ENGLISH)
    with pytest.raises(InputFileError, match=re.escape(said)), speaking(language):
        text_table.parse("名册.csv", (HEAD + body).encode(), lambda _: None)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "rows",
    [
        ",".join(column.value for column in list(Column)[:4]),  # another header
        "甲局,名册,姓名,多余",
        ",,",
        "甲局,,",
    ],
)
def test_a_row_that_is_wrong_as_a_whole_names_no_column(rows: str, language: Language) -> None:
    with speaking(language):
        for said in _said(f"{HEAD}甲局,名册,住址\n{rows}\n"):
            assert "“”" not in said
            assert ", :" not in said
