import json
from typing import Any

import pytest

from graph_catalog.errors import InputFileError
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.forms import FormKind
from graph_catalog.sheets.forms.choice import Choice, UnclearFormError
from tests.sheets.forms.workbooks import names, read

PERSON = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "title": "姓名"},
        "birth": {"type": ["string", "null"], "format": "date", "description": "出生日期，公历"},
        "spouse": {"$ref": "#/$defs/person", "title": "配偶"},
    },
}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "低保申请",
    "properties": {
        "no": {"type": "string", "title": "受理编号", "readOnly": True},
        "father": {"$ref": "#/$defs/person", "title": "父亲"},
        "members": {"title": "家庭成员", "type": "array", "items": {"$ref": "#/$defs/person"}},
    },
    "$defs": {"person": PERSON},
}
INTERFACE = """openapi: 3.1.0
paths:
  /persons:
    post:
      operationId: createPerson
      summary: 登记人员
      parameters: [{name: a, in: query}]
      requestBody: {$ref: '#/components/requestBodies/P'}
  /firms:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {no: {type: string, description: 编号}}}
    get: {responses: {}}
components:
  requestBodies:
    P: {content: {application/json: {schema: {$ref: '#/components/schemas/P'}}}}
  schemas:
    P: {type: object, properties: {id: {type: integer, readOnly: true}, xm: {type: string, title: 姓名}}}
"""


def schema(**properties: Any) -> str:
    return json.dumps({"type": "object", "properties": properties})


def test_titles_are_names_and_groups_stand_before_what_is_in_them() -> None:
    found = read("表单.json", json.dumps(SCHEMA))
    assert (found.kind, found.name) == (FormKind.JSON_SCHEMA, "低保申请")
    assert [(field.name, field.origin, field.data_type) for field in found.fields] == [
        ("受理编号", "$.no", "string"),
        ("父亲·姓名", "$.father.name", "string"),
        ("父亲·出生日期", "$.father.birth", "string(date)"),
        ("父亲·配偶", "$.father.spouse", None),
        ("家庭成员·姓名", "$.members[].name", "string"),
        ("家庭成员·出生日期", "$.members[].birth", "string(date)"),
        ("家庭成员·配偶", "$.members[].spouse", None),
    ]
    assert found.fields[0].acquisition is Acquisition.GENERATED
    assert found.fields[2].description == "出生日期，公历"
    assert "循环引用，只展开一次：$.father.spouse、$.members[].spouse" in found.warnings


def test_a_reference_out_of_the_document_is_not_fetched_and_said() -> None:
    found = read("a.json", schema(a={"$ref": "https://example.org/x.json", "title": "甲"}))
    assert [field.name for field in found.fields] == ["甲"]
    assert any("https://example.org/x.json" in told for told in found.warnings)


def test_a_reference_that_leads_nowhere_is_refused_with_its_path() -> None:
    with pytest.raises(InputFileError, match=r"\$\.a 引用的 #/definitions/x 不存在"):
        read("a.json", schema(a={"$ref": "#/definitions/x"}))


def test_the_fields_of_all_cases_are_listed_and_it_is_said() -> None:
    cases = [{"properties": {"jd": {"title": "街道"}}}, {"properties": {"cun": {"title": "村"}}}]
    found = read("a.json", schema(addr={"title": "住址", "oneOf": cases}))
    assert [field.name for field in found.fields] == ["住址·街道", "住址·村"]
    assert "几种情形的字段都已列入：$.addr" in found.warnings


def test_a_group_without_a_title_is_pointed_out() -> None:
    found = read("a.json", schema(father={"properties": {"xm": {"title": "姓名"}}}))
    assert [field.name for field in found.fields] == ["姓名"]
    assert any("分组没有 title" in told and "$.father" in told for told in found.warnings)


def test_of_several_operations_one_has_to_be_named() -> None:
    with pytest.raises(
        UnclearFormError, match=r"createPerson、POST /firms.*--operation"
    ) as refused:
        read("接口.yaml", INTERFACE)
    assert refused.value.option == "operation"
    found = read("接口.yaml", INTERFACE, Choice(operation="createPerson"))
    assert (found.name, [field.name for field in found.fields]) == ("登记人员", ["姓名"])
    assert any("POST /persons.id" in told for told in found.warnings)
    assert any("另有 1 个路径、查询等参数" in told for told in found.warnings)
    assert names("接口.yaml", INTERFACE, Choice(operation="post /firms")) == ["编号"]
    with pytest.raises(UnclearFormError, match="没有 operation 所说的“x”"):
        read("接口.yaml", INTERFACE, Choice(operation="x"))


def test_a_key_that_yaml_takes_for_false_stays_a_name() -> None:
    found = read("a.yaml", "properties:\n  no: {title: 编号}\n  on: {type: string}\n")
    assert [field.column_name for field in found.fields] == ["no", "on"]


def test_yaml_that_multiplies_itself_is_read_in_bounds() -> None:
    lines = ["a0: &a0 [甲, 乙]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    bomb = "\n".join([*lines, "properties: {x: {title: 甲}}"])
    assert names("a.yaml", bomb) == ["甲"]


def test_a_schema_that_multiplies_itself_is_refused() -> None:
    steps = {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 3} for n in range(30)}
    hostile = {"properties": {"a": {"$ref": "#/$defs/a0"}}, "$defs": steps | {"a30": {}}}
    with pytest.raises(InputFileError, match="嵌套或引用过多"):
        read("a.json", json.dumps(hostile))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.json", '{"a": 1,,}', "第 1 行第 9 列不是有效的 JSON"),
        ("a.yaml", "openapi: 3.0.0\n a: b: c\n", "第 2 行第 3 列不是有效的 YAML"),
        ("a.yaml", "properties: " + "[" * 10_000, "嵌套或引用过多"),
        ("a.json", '{"properties": ' * 5000, "嵌套|不是有效的 JSON"),
        ("a.yaml", "properties: !!python/object/apply:os.getcwd []\n", "没有数据项"),
        ("a.json", '{"姓名": "张三"}', "既不是 JSON Schema 也不是 OpenAPI"),
        ("a.json", '{"swagger": "2.0", "paths": {}}', "先转换为 OpenAPI 3"),
        ("a.json", '{"openapi": "3.0.3", "paths": {}}', "没有带请求体"),
        ("a.json", '{"openapi": "3.0.3", "paths": [1]}', "没有带请求体"),
    ],
)
def test_what_is_no_schema_and_no_interface_is_refused(name: str, text: str, told: str) -> None:
    with pytest.raises(InputFileError, match=told):
        read(name, text)
