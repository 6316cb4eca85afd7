"""`readForm` through the front door: what was read, and refusals with their place."""

import base64
import json
from typing import Any

import pytest

from tests.conftest import Catalog
from tests.sheets.forms.workbooks import cells, workbook

READ = """query($input: FormDocumentInput!) { readForm(input: $input) { __typename
    ... on FormReading { kind warnings parts { key name fields { name origin columnName subject acquisition } } }
    ... on Refusal { code message path } } }"""
SHEET = cells({"A1": "姓名", "C1": "性别", "D1": "□男 □女"})


async def read(catalog: Catalog, **given: Any) -> Any:
    document = {"fileName": "表", **given}
    return (await catalog.ask(READ, {"input": document}, language="zh-CN"))["readForm"]


async def test_what_was_read_is_answered_with_where_it_stands(catalog: Catalog) -> None:
    script = "CREATE TABLE a (id int AUTO_INCREMENT, x int COMMENT '姓名') COMMENT='监护人'"
    assert await read(catalog, text=script) == {
        "__typename": "FormReading",
        "kind": "TABLE_SCRIPT",
        "warnings": [
            "按 MYSQL 方言读取，可用 dialect 改变。",
            "1 列没有注释，以列名作名称：a.id。",
            "由数据库编号或计算、不作为采集的列：a.id。",
        ],
        "parts": [
            {
                "key": "a",
                "name": "监护人",
                "fields": [
                    {
                        "name": "id",
                        "origin": "第 1 行，a.id",
                        "columnName": "id",
                        "subject": None,
                        "acquisition": "GENERATED",
                    },
                    {
                        "name": "姓名",
                        "origin": "第 1 行，a.x",
                        "columnName": "x",
                        "subject": None,
                        "acquisition": "COLLECTED",
                    },
                ],
            }
        ],
    }


async def test_a_workbook_comes_as_base64_and_an_open_choice_names_its_argument(
    catalog: Catalog,
) -> None:
    book = base64.b64encode(workbook(甲=SHEET, 乙=SHEET)).decode()
    refused = await read(catalog, base64=book)
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["input", "sheet"])
    chosen = await read(catalog, base64=book, sheet="乙")
    assert [part["key"] for part in chosen["parts"]] == ["乙"]


async def test_what_cannot_be_read_is_refused_in_its_place(catalog: Catalog) -> None:
    for given, path in (
        ({}, ["input"]),
        ({"text": "姓名", "base64": ""}, ["input"]),
        ({"base64": "?"}, ["input", "base64"]),
        ({"base64": base64.b64encode(b"PK\x03\x04").decode()}, ["input", "base64"]),
        ({"text": ""}, ["input", "text"]),
        ({"text": "数据项名称,获取方式\n姓名,借来\n"}, ["input", "text"]),
    ):
        refused = await read(catalog, **given)
        assert (refused["__typename"], refused["path"]) == ("InvalidInput", path), given


async def test_nobody_is_asked_of_the_store_for_it(catalog: Catalog) -> None:
    document = {"input": {"fileName": "表", "text": "姓名"}}
    assert await catalog.reads(READ, document) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.sql", "CREATE TABLE t(a int);" + "$a$" * 200),
        ("a.sql", "$a$$a$"),
        ("a.sql", "CREATE TABLE t (a int DEFAULT " + "(" * 100_000 + ")" * 100_000 + ");"),
        ("a.sql", "CREATE TABLE t (a int DEFAULT " + "CASE WHEN " * 9_000 + "1);"),
        (
            "a.json",
            '{"$schema": "x", "properties": {"a": {"$ref": "#/allOf/' + "9" * 5_000 + '"}}}',
        ),
        (
            "a.json",
            json.dumps(
                {
                    "$schema": "https://json-schema.org/draft/2020-12/schema",
                    "properties": {"a": {"$ref": "#/$defs/d0"}},
                    "$defs": {f"d{n}": {"$ref": f"#/$defs/d{n + 1}"} for n in range(1_200)},
                }
            ),
        ),
        ("a.json", '{"properties":' * 3_000 + "{}" + "}" * 3_000),
        ("a.yaml", "- " * 3_000 + "a"),
    ],
)
async def test_a_document_made_to_trip_the_reader_is_the_senders_mistake(
    catalog: Catalog, name: str, text: str
) -> None:
    told = await read(catalog, fileName=name, text=text)
    assert told["__typename"] in {"InvalidInput", "FormReading"}, told
    if told["__typename"] == "InvalidInput":
        assert told["path"] == ["input", "text"]
