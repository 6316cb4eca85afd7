from pathlib import Path

import pytest

from graph_catalog.cli.exit_codes import ExitCode
from tests.cli.conftest import Command


def test_the_schema_is_written_and_then_found_to_be_the_same(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command("schema", "--write").code == ExitCode.DONE
    assert (tmp_path / "schema.graphql").read_text("utf-8") == command("schema").out
    assert command("schema", "--check").code == ExitCode.DONE


def test_a_schema_that_differs_is_told_with_the_difference(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command("schema", "--write")
    path = tmp_path / "schema.graphql"
    path.write_text(path.read_text("utf-8").replace("type Query", "type Question"), "utf-8")
    said = command("schema", "--check")
    assert said.code == ExitCode.ANSWERED
    assert "+type Query" in said.out
    assert "--write" in said.err


def test_where_there_is_no_schema_file_it_is_said(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = command("schema", "--check")
    assert (said.code, "schema.graphql" in said.err) == (ExitCode.USAGE, True)
