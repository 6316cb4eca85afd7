"""`importCatalog`: what is wrong is said in the words of the schema."""

from typing import Any, Final

import pytest

from tests.conftest import Catalog
from tests.exchange.catalog_files import as_csv, row

IMPORT: Final = """mutation($input: ImportCatalogInput!) {
  importCatalog(input: $input) {
    ... on ImportCatalogPayload { revision warnings counts { name count } }
    ... on Refusal { code message path }
  }
}"""


async def _imported(
    catalog: Catalog, content: bytes, *, language: str = "en", **given: Any
) -> dict[str, Any]:
    given = {"fileName": "目录.csv", "content": content.decode(), **given}
    answer: dict[str, Any] = (await catalog.ask(IMPORT, {"input": given}, language=language))[
        "importCatalog"
    ]
    return answer


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(
    ("content", "given", "argument", "path"),
    [
        (as_csv([{"a": "1"}]), {}, "columns: [{column:", "content"),
        (as_csv([{"业务名称": "1"}]), {}, "columns: [{column:", "content"),
        (
            as_csv([row()]),
            {"columns": [{"column": "业务名称", "label": "title"}]},
            "columns",
            "content",
        ),
        (as_csv([row()]), {"columns": [{"column": "无", "label": "a"}]}, "columns", "columns"),
        (as_csv([row()]), {"defaults": [{"column": "无", "value": "a"}]}, "defaults", "defaults"),
        (
            as_csv([row()]),
            {"defaults": [{"column": "共享属性", "value": "看情况"}]},
            "defaults",
            "defaults",
        ),
        (as_csv([row()]), {}, "createUnits", "content"),
        (as_csv([row(提供单位="")]), {}, " unit ", "content"),
    ],
)
async def test_a_refusal_speaks_of_arguments_by_their_names_in_the_schema(
    catalog: Catalog,
    language: str,
    content: bytes,
    given: dict[str, Any],
    argument: str,
    path: str,
) -> None:
    answer = await _imported(catalog, content, language=language, **given)
    assert argument in answer["message"]
    assert "--" not in answer["message"]
    assert answer["path"] == ["input", path]


@pytest.mark.parametrize(("count", "said"), [(1, "1 entry lacks "), (2, "2 entries lack ")])
async def test_a_warning_counts_in_the_readers_grammar_and_names_the_argument(
    catalog: Catalog, count: int, said: str
) -> None:
    content = as_csv([row(业务名称=f"名册{number}", 更新周期="") for number in range(count)])
    answer = await _imported(catalog, content, createUnits=True)
    [warning] = answer["warnings"]
    assert warning.startswith(said)
    assert warning.endswith("give it by defaults.")


async def test_labels_and_values_are_taken_as_they_are(catalog: Catalog) -> None:
    cells = row(共享依据="")
    del cells["业务名称"]
    content = as_csv([{**cells, "a=b,业务": "低保=对象"}])
    answer = await _imported(
        catalog,
        content,
        createUnits=True,
        columns=[{"column": "业务名称", "label": "a=b,业务"}],
        defaults=[{"column": "共享依据", "value": "《办法》,状态=已发布"}],
    )
    assert answer["warnings"] == []
    found = await catalog.ask("{ datasets { nodes { name legalBasis status } } }")
    assert found["datasets"]["nodes"] == [
        {"name": "低保=对象", "legalBasis": "《办法》,状态=已发布", "status": "DRAFT"}
    ]
