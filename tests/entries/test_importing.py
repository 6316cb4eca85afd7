"""`importCatalog`: what is wrong is said in the words of the schema."""

from typing import Any, Final

import pytest

from graph_catalog.identity.auth import Viewer
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import Estate
from tests.sheets.catalog_files import NO_CATALOG, SEPARATED, as_csv, row, separated

IMPORT: Final = """mutation($input: ImportCatalogInput!) {
  importCatalog(input: $input) {
    ... on ImportCatalogPayload { revision warnings counts { name count } }
    ... on Refusal { code message path }
  }
}"""


def is_text(content: bytes) -> bool:
    """Whether a file can be sent as a text at all."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return b"\x00" not in content or content.count(b"\x00") == 1


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


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("case", [case for case in NO_CATALOG if is_text(NO_CATALOG[case][0])])
async def test_a_file_that_is_no_catalog_is_refused_with_what_it_is(
    catalog: Catalog, case: str, language: str
) -> None:
    content, zh, en = NO_CATALOG[case]
    answer = await _imported(catalog, content, language=language)
    assert (answer["code"], answer["path"]) == ("INVALID_INPUT", ["input", "content"])
    assert (zh if language == "zh-CN" else en) in answer["message"]


@pytest.mark.parametrize("name", SEPARATED)
async def test_cells_may_be_parted_by_what_else_stands_for_a_comma(
    catalog: Catalog, name: str
) -> None:
    answer = await _imported(catalog, separated(SEPARATED[name]), createUnits=True)
    counts = {each["name"]: each["count"] for each in answer["counts"]}
    assert (counts["rows"], counts["entries_registered"], counts["systems_registered"]) == (1, 1, 1)


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


_WHOLE: Final = """mutation($input: ImportCatalogInput!) {
  importCatalog(input: $input) {
    ... on ImportCatalogPayload {
      warnings counts { name count }
      ambiguities { row entry field change onRecord inFile needsApproval }
      missing { key name code provider isWithdrawn }
    }
    ... on Refusal { code message path }
  }
}"""


async def _asked(catalog: Catalog, *rows: dict[str, str], viewer: Viewer, **given: Any) -> Any:
    content = as_csv(list(rows)).decode()
    said = await catalog.ask(
        _WHOLE, {"input": {"fileName": "目录.csv", "content": content, **given}}, viewer=viewer
    )
    return said["importCatalog"]


def _counts(answer: dict[str, Any]) -> dict[str, int]:
    return {each["name"]: each["count"] for each in answer["counts"] if each["count"]}


@pytest.fixture
async def with_units(catalog: Catalog) -> Catalog:
    estate = Estate()
    estate.unit("civil", "镇海区民政局")
    estate.unit("water", "镇海区水务公司")
    await estate.record(catalog.engine)
    return catalog


async def test_the_answer_names_what_is_held_back_with_both_sides_and_what_is_missing(
    with_units: Catalog,
) -> None:
    first = [
        row(目录代码="308204/000001", 列名="SFZH"),
        row(业务名称="名册", 目录代码="308204/000002"),
    ]
    await _asked(with_units, *first, viewer=CENTRE)
    renamed = row(目录代码="308204/000001", 列名="SFZH", 数据项名称="身份证号")
    answer = await _asked(with_units, renamed, viewer=CENTRE, dryRun=True)
    assert answer["ambiguities"] == [
        {
            "row": 2,
            "entry": "最低生活保障对象",
            "field": "身份证号",
            "change": "RENAME_FIELD",
            "onRecord": ["公民身份号码（SFZH）"],
            "inFile": "身份证号（SFZH）",
            "needsApproval": True,
        }
    ]
    [missing] = answer["missing"]
    assert {**missing, "key": ""} == {
        "key": "",
        "name": "名册",
        "code": "308204/000002",
        "provider": "镇海区民政局",
        "isWithdrawn": False,
    }
    assert "accept: [RENAME_FIELD]" in answer["warnings"][0]
    assert not any("--" in warning for warning in answer["warnings"])
    answer = await _asked(
        with_units,
        renamed,
        viewer=CENTRE,
        accept=["RENAME_FIELD"],
        withdrawMissing={"reason": "不再提供", "atMostPercent": 50},
    )
    assert [each["needsApproval"] for each in answer["ambiguities"]] == [False]
    assert [each["isWithdrawn"] for each in answer["missing"]] == [True]
    assert _counts(answer)["fields_renamed"] == _counts(answer)["entries_withdrawn"] == 1
    found = await with_units.ask(
        "query($key: String!) { node: dataset(by: {key: $key}) { status } }",
        {"key": missing["key"]},
    )
    assert found["node"]["status"] == "WITHDRAWN"


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "改", "atMostPercent": 101}, "atMostPercent"),
        ({"reason": "改", "atMostPercent": -1}, "atMostPercent"),
        ({"reason": "改\u202e"}, "reason"),
    ],
)
async def test_what_is_withdrawn_is_withdrawn_for_a_reason_and_within_a_share(
    with_units: Catalog, given: dict[str, Any], path: str
) -> None:
    answer = await _asked(with_units, row(), viewer=CENTRE, withdrawMissing=given)
    assert (answer["code"], answer["path"]) == ("INVALID_INPUT", ["input", "withdrawMissing", path])


async def test_more_than_the_share_refuses_the_whole_file(with_units: Catalog) -> None:
    names = [row(业务名称=f"名册{number}") for number in range(10)]
    await _asked(with_units, *names, viewer=CENTRE)
    reason = {"reason": "不再提供"}
    answer = await _asked(
        with_units, *names[2:], row(业务名称="新"), viewer=CENTRE, withdrawMissing=reason
    )
    assert (answer["code"], answer["path"]) == ("INVALID_INPUT", ["input", "withdrawMissing"])
    assert "withdrawMissing.atMostPercent" in answer["message"]
    assert not (await with_units.ask('{ datasets(filter: {name: {eq: "新"}}) { nodes { id } } }'))[
        "datasets"
    ]["nodes"]
    answer = await _asked(with_units, *names[1:], viewer=CENTRE, withdrawMissing=reason)
    assert _counts(answer)["entries_withdrawn"] == 1


async def test_an_officer_withdraws_and_moves_nothing_and_is_told_no_names(
    with_units: Catalog,
) -> None:
    """As by `reviseEntry`: the centre withdraws (Art. 6), and nobody takes from another unit what is its own."""
    handed_over = row(目录代码="308204/000001")
    await _asked(with_units, handed_over, row(业务名称="名册"), viewer=CENTRE)
    at_water = {**handed_over, "提供单位": "镇海区水务公司", "信息系统名称": ""}
    await _asked(with_units, at_water, viewer=CENTRE, accept=["MOVE"])
    again = {**handed_over, "目录代码": ""}
    answer = await _asked(with_units, again, viewer=OFFICER)
    [told] = answer["ambiguities"]
    assert (told["change"], told["onRecord"], told["needsApproval"]) == (
        "MOVE",
        ["another unit"],
        True,
    )
    answer = await _asked(with_units, again, viewer=OFFICER, accept=["MOVE"])
    assert answer["code"] == "INVALID_INPUT"
    assert "镇海区水务公司" not in answer["message"]
    answer = await _asked(with_units, handed_over, viewer=OFFICER, accept=["MOVE"])
    assert answer["code"] == "INVALID_INPUT"
    answer = await _asked(
        with_units,
        row(业务名称="另一个"),
        viewer=OFFICER,
        withdrawMissing={"reason": "不再提供", "atMostPercent": 100},
    )
    assert answer["code"] == "NOT_PERMITTED"


async def test_a_file_that_is_refused_for_a_cell_is_in_the_audit_log(catalog: Catalog) -> None:
    content = as_csv([row(共享属性="看情况")])
    log = """{ auditEntries(first: 10, filter: {operations: ["importCatalog"]}) { nodes {
      outcome refusal { code message } input } } }"""
    refused = await _imported(catalog, content, dryRun=True)
    assert (await catalog.ask(log))["auditEntries"]["nodes"] == []
    assert await _imported(catalog, content) == refused
    [entry] = (await catalog.ask(log))["auditEntries"]["nodes"]
    assert entry["outcome"] == "REFUSED"
    assert entry["refusal"] == {"code": refused["code"], "message": refused["message"]}
    assert "sha256" in str(entry["input"])
