"""`lineage ID --format …`: files, and exit codes that say whether they are whole."""

import json
from pathlib import Path

import pytest

from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.lineage.export import FORMATS, LineageFormat
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.cli.conftest import Command, put_on_record
from tests.estate import Estate

LAST = keys.encode(NodeKind.DATASET, "filethird")


@pytest.fixture(scope="session")
def chain(data: Path) -> Path:
    """Three tables, each made from the one before; the first is filled by hand."""
    estate = Estate()
    estate.unit("fileunit", "档案局")
    before = None
    for number in ("first", "second", "third"):
        estate.dataset(f"file{number}", f"第{number}档案", provider="fileunit")
        estate.field(f"file{number}name", "题名", dataset=f"file{number}", position=1)
        if before is not None:
            estate.derived(f"file{number}name", before)
        before = f"file{number}name"
    put_on_record(data, estate)
    return data


def test_a_file_that_is_whole_leaves_with_0_and_one_that_is_not_with_1(
    command: Command, chain: Path
) -> None:
    whole = command("lineage", LAST, "--format", "csv", "--data", str(chain))
    assert (whole.code, whole.err) == (ExitCode.DONE, "")
    assert whole.out.startswith("\ufeff# 完整 complete")
    part = command("lineage", LAST, "--format", "csv", "--depth", "1", "--data", str(chain))
    assert part.code == ExitCode.ANSWERED
    assert part.out.startswith("\ufeff# 不完整 incomplete:DEPTH")
    assert "DEPTH (1)" in part.err


@pytest.mark.parametrize("wanted", LineageFormat, ids=lambda each: each.value)
def test_a_file_on_disk_is_the_same_when_asked_again_by_its_pins(
    command: Command, chain: Path, tmp_path: Path, wanted: LineageFormat
) -> None:
    first, again = (tmp_path / f"{name}{FORMATS[wanted].ending}" for name in ("first", "again"))
    arguments = ("lineage", LAST, "--format", wanted.value, "--data", str(chain), "--json")
    told = command(*arguments, "--out", str(first)).json
    snapshot = ("--as-of", told["asOf"], "--at-revision", str(told["revision"]))
    assert command(*arguments, *snapshot, "--out", str(again)).code == ExitCode.DONE
    assert first.read_bytes() == again.read_bytes()
    assert told["complete"] is True
    assert str(tmp_path) not in first.read_text("utf-8")


def test_direction_and_level_are_those_asked_for(command: Command, chain: Path) -> None:
    options = ("--direction", "DOWNSTREAM", "--level", "FIELD", "--format", "json")
    said = command("lineage", LAST, *options, "--data", str(chain))
    read = json.loads(said.out)
    assert [node["key"] for node in read["nodes"]] == ["filethirdname"]
    assert read["question"]["direction"] == "DOWNSTREAM"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--format", "pdf"), ExitCode.USAGE),
        (("--out", "x.csv"), ExitCode.USAGE),
        (("--format", "csv", "--out", "/nowhere/x.csv"), ExitCode.USAGE),
        (("--format", "openlineage", "--level", "UNIT"), ExitCode.ANSWERED),
        (("--format", "csv", "--depth", "0"), ExitCode.ANSWERED),
        (("--format", "csv", "--at-revision", "999999"), ExitCode.ANSWERED),
    ],
)
def test_what_makes_no_sense_is_told_and_writes_nothing(
    command: Command, chain: Path, options: tuple[str, ...], code: ExitCode
) -> None:
    said = command("lineage", LAST, *options, "--data", str(chain))
    assert (said.code, said.out) == (code, "")
    assert said.err.count("\n") == 1
