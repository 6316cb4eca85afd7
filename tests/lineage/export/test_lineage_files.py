"""Lineage as files: fixed bytes, readable by others' readers, and never a part that passes for the whole."""

import csv
import dataclasses
import io
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest

from graph_catalog.language import Language, speaking
from graph_catalog.lineage import export as lineage_files
from graph_catalog.lineage.export import FORMATS, LineageFormat
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.refusals import InvalidInput
from tests.lineage.export import exports

GOLDEN: Final = Path(__file__).parent / "golden"
ROOT: Final = Path(__file__).parents[3]
every_format = pytest.mark.parametrize("wanted", LineageFormat, ids=lambda each: each.value)
_WRITE: Final = """
import sys
from graph_catalog.lineage import export as lineage_files
from tests.lineage.export import exports
for wanted in lineage_files.LineageFormat:
    sys.stdout.buffer.write(lineage_files.write(exports.small(), wanted))
"""


def text(wanted: LineageFormat, exported: Exported | None = None) -> str:
    return lineage_files.write(exported or exports.small(), wanted).decode()


def whole() -> Exported:
    small = exports.small()
    answer = dataclasses.replace(small.answer, complete=True, truncated_by=[], cuts=[])
    return dataclasses.replace(small, answer=answer)


@every_format
def test_a_file_has_the_bytes_that_it_is_known_to_have(wanted: LineageFormat) -> None:
    kept = GOLDEN / f"small{FORMATS[wanted].ending}"
    assert lineage_files.write(exports.small(), wanted) == kept.read_bytes()


def test_the_bytes_do_not_hang_on_the_process_or_the_caller() -> None:
    written = [lineage_files.write(exports.small(), wanted) for wanted in LineageFormat]
    with speaking(Language.ENGLISH):
        assert [lineage_files.write(exports.small(), wanted) for wanted in LineageFormat] == written
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        elsewhere = subprocess.run(
            [sys.executable, "-c", _WRITE],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env=environment,
        )
        assert elsewhere.stdout == b"".join(written)


@every_format
def test_the_first_lines_say_whether_the_file_is_whole(wanted: LineageFormat) -> None:
    for exported in (exports.small(), whole()):
        beginning = "".join(text(wanted, exported).splitlines()[:3])
        match wanted:
            case LineageFormat.JSON | LineageFormat.OPENLINEAGE:
                is_told = f'"complete": {str(exported.answer.complete).lower()}' in beginning
            case LineageFormat.HTML:
                is_told = ("（不完整）" in beginning) is not exported.answer.complete
            case _ if exported.answer.complete:
                is_told = "完整 complete" in beginning
            case _:
                is_told = "不完整 incomplete:DEPTH (3 个" in beginning
        assert is_told, beginning


@every_format
def test_nothing_in_a_file_turns_the_direction_of_writing(wanted: LineageFormat) -> None:
    written = text(wanted)
    if wanted in {LineageFormat.JSON, LineageFormat.OPENLINEAGE}:
        assert json.dumps(exports.NASTY, ensure_ascii=False)[1:-1] in written
    else:
        assert "\u202e" not in written
        assert "U+202E" in written.replace("#43;", "+")


def test_json_holds_the_whole_answer() -> None:
    read = json.loads(text(LineageFormat.JSON))
    assert next(iter(read)) == "complete"
    assert [node["name"] for node in read["nodes"]] == ["姓名", "姓名", None, exports.NASTY, "备注"]
    first = read["edges"][0]
    assert (first["coverage"], first["coveredBy"]) == (
        "PARTLY",
        [{"key": "sharing", "name": "户籍核验"}],
    )
    assert first["assertions"][1]["evidence"]["script"] == "load.sql"


def test_csv_has_a_row_for_each_edge_and_each_thing_without_one() -> None:
    written = text(LineageFormat.CSV)
    assert written.startswith("\ufeff# 不完整")
    rows = list(csv.reader(io.StringIO(written[1:], newline=""), strict=True))
    header, *table = rows[3:]
    assert {len(row) for row in (header, *table)} == {22}
    named = [dict(zip(header, row, strict=True)) for row in table]
    assert [(row["来自名称"], row["得到名称"][:7]) for row in named] == [
        ("户籍人口信息·姓名", "低保对象信息·"),
        ("（不可见）", "低保对象信息·"),
        ("低保对象信息·姓名", "副本·=cmd"),
        ("", "副本·备注"),
    ]
    assert named[0]["出处"] == "运行 run-1\nload.sql:12"


def test_csv_runs_nothing_in_a_spreadsheet_program() -> None:
    cells = [cell for row in csv.reader(io.StringIO(text(LineageFormat.CSV)[1:])) for cell in row]
    assert "'=1+1" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []


def test_mermaid_keeps_to_its_grammar_whatever_names_there_are() -> None:
    label = r'"(?:[^\x00-\x7f]|[A-Za-z0-9 \-_.,:/()]|#\d+;)*"'
    grammar = re.compile(
        rf"%% [^\n{{}}]*|flowchart LR|  n\d+\[{label}\](:::\w+)?|  n\d+ -\.?->\|{label}\| n\d+"
        rf"|  n\d+ -->\|{label}\| n\d+|  classDef \w+ [\w:,# -]+"
    )
    assert [
        line for line in text(LineageFormat.MERMAID).splitlines() if not grammar.fullmatch(line)
    ] == []


def test_dot_keeps_to_its_grammar_whatever_names_there_are() -> None:
    value = r'"(?:[^"\\]|\\["\\])*"'
    pair = rf"\w+=(?:{value}|\w+)"
    listed = rf"\[{pair}(?:, {pair})*\];"
    grammar = re.compile(
        rf"// .*|digraph lineage \{{|\}}|  (?:graph|node|edge|n\d+|n\d+ -> n\d+) {listed}"
    )
    assert [
        line for line in text(LineageFormat.DOT).splitlines() if not grammar.fullmatch(line)
    ] == []


@pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz here")
def test_graphviz_draws_it() -> None:
    drawn = subprocess.run(
        ["dot", "-Tsvg"],  # noqa: S607  # wherever it is
        input=lineage_files.write(exports.small(), LineageFormat.DOT),
        check=True,
        capture_output=True,
    )
    assert "低保对象信息".encode() in drawn.stdout


def test_graphml_is_xml_with_every_node_and_edge() -> None:
    read = ET.fromstring(text(LineageFormat.GRAPHML))  # noqa: S314  # our own
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    declared = {key.get("id") for key in read.findall("g:key", space)}
    used = {data.get("key") for data in read.iterfind(".//g:data", space)}
    assert used <= declared
    assert len(read.findall(".//g:node", space)) == 5
    ends = [(edge.get("source"), edge.get("target")) for edge in read.findall(".//g:edge", space)]
    assert ends == [("resname", "aidname"), ("redacted-1", "aidname"), ("aidname", "nasty")]
    assert read.find(".//g:data[@key='graph.complete']", space).text == "false"  # type: ignore[union-attr]  # it is there


class _Page(HTMLParser):
    """What a page holds."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_needs_nothing_and_runs_nothing() -> None:
    page = _Page()
    page.feed(text(LineageFormat.HTML))
    assert {"script", "link", "img", "iframe", "b", "object"} & set(page.tags) == set()
    assert [name for name, _ in page.attributes if name in {"src", "href", "onload"}] == []
    assert "url(" not in text(LineageFormat.HTML).replace("url(#head)", "")
    visible = [told.strip() for told in page.texts if told.strip()]
    assert visible[0] == "血缘：姓名（不完整）"
    assert visible[2] == "不完整 incomplete:DEPTH (3 个超出深度的对象);HIDDEN (1 个不可见的对象)"
    assert any("<b>[x]--&`" in told for told in visible)
    assert page.tags.count("rect") == 5


def events() -> list[dict[str, Any]]:
    return [json.loads(line) for line in text(LineageFormat.OPENLINEAGE).splitlines()]


def test_openlineage_has_a_job_for_each_output_and_a_dataset_for_the_rest() -> None:
    jobs = {event["job"]["name"]: event for event in events() if "job" in event}
    assert {(name, event["outputs"][0]["name"]) for name, event in jobs.items()} == {
        ("夜间\n同步", "public.list"),
        ("lineage > public.list (columns)", "public.list"),
        ("lineage > public.list (tables)", "public.list"),
        ("lineage > copy (columns)", "copy"),
    }
    fields = jobs["夜间\n同步"]["outputs"][0]["facets"]["columnLineage"]["fields"]
    assert fields == {
        "XM": {
            "inputFields": [
                {
                    "namespace": "graph-catalog",
                    "name": "GA-001",
                    "field": "XM",
                    "transformations": [{"type": "DIRECT", "subtype": "IDENTITY"}],
                }
            ]
        }
    }
    assert "columnLineage" not in jobs["lineage > public.list (tables)"]["outputs"][0]["facets"]


def test_openlineage_has_no_words_for_systems_and_units() -> None:
    small = exports.small()
    question = dataclasses.replace(small.question, level=LineageLevel.SYSTEM)
    assert isinstance(lineage_files.unfit(question, LineageFormat.OPENLINEAGE), InvalidInput)
    assert lineage_files.unfit(question, LineageFormat.HTML) is None
