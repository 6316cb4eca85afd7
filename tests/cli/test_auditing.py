import json
import re
from pathlib import Path

import pytest

from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.opening import open_engine
from graph_catalog.settings import Settings
from tests.cli.conftest import Command
from tests.estate import Estate


@pytest.fixture(scope="module")
async def logged(data: Path) -> Path:
    """A data directory in whose log there is something."""
    estate = Estate()
    estate.unit("audited", "审计局")
    async with open_engine(Settings(data=data)) as engine:
        await estate.record(engine)
    return data


def test_a_whole_log_prints_its_head_which_is_found_again(command: Command, logged: Path) -> None:
    said = command("audit", "verify", "--data", str(logged))
    head = said.out.splitlines()[-1]
    assert (said.code, bool(re.fullmatch(r"\d+:[0-9a-f]{64}", head))) == (ExitCode.DONE, True)
    again = command("audit", "verify", "--data", str(logged), "--expect", head, "--json")
    assert (again.code, again.json["head"], again.json["expected"]) == (ExitCode.DONE, head, 1)
    assert (again.json["isWhole"], again.json["findings"]) == (True, [])


def test_what_was_kept_and_is_not_there_is_told_with_what_to_do(
    command: Command, logged: Path
) -> None:
    wrong = ["--expect", f"1:{'0' * 64}", "--expect", f"999999:{'1' * 64}"]
    said = command("audit", "verify", "--data", str(logged), *wrong, "--language", "en")
    assert said.code == ExitCode.ANSWERED
    assert [word in said.err for word in ("Entry 1 ", "Entry 999999", "backup")] == [True] * 3
    told = command("audit", "verify", "--data", str(logged), *wrong, "--json").json
    kinds = [finding["kind"] for finding in told["findings"]]
    assert (told["isWhole"], kinds) == (False, ["ANCHOR_DIFFERS", "ANCHOR_MISSING"])


@pytest.mark.parametrize("text", ["", "1", "1:", ":x", "1:xyz", f"-1:{'0' * 64}", f"1:{'0' * 63}"])
def test_what_is_no_anchor_is_wrong_usage(command: Command, text: str) -> None:
    said = command("audit", "verify", f"--expect={text}")
    assert (said.code, text in said.err) == (ExitCode.USAGE, True)


def test_the_head_is_appended_to_a_file_that_verify_reads(
    command: Command, logged: Path, tmp_path: Path
) -> None:
    path = tmp_path / "anchors"
    anchored = command("audit", "anchor", str(path), "--data", str(logged), "--json")
    assert (anchored.code, anchored.json["isNew"]) == (ExitCode.DONE, True)
    again = command("audit", "anchor", str(path), "--data", str(logged), "--json")
    assert again.json == {**anchored.json, "isNew": False}
    verify = ("audit", "verify", "--anchors", str(path), "--data", str(logged))
    assert command(*verify).code == ExitCode.DONE
    line = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**line, "hash": "0" * 64}) + "\n", "utf-8")
    assert command(*verify).code == ExitCode.ANSWERED
    lost = command("audit", "anchor", str(path), "--data", str(logged), "--language", "en")
    assert (lost.code, str(path) in lost.err) == (ExitCode.ANSWERED, True)


def test_a_file_of_anchors_that_is_none_is_named(command: Command, tmp_path: Path) -> None:
    said = command("audit", "verify", "--anchors", str(tmp_path / "nothing"))
    assert (said.code, "nothing" in said.err) == (ExitCode.USAGE, True)


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, "[]", "7", "{", '{"sequence": 1}', '{"sequence": true, "hash": "x"}', "\ud800"],
)
@pytest.mark.parametrize("does", [("verify", "--anchors"), ("anchor",)])
def test_a_line_that_is_no_anchor_is_named_by_whatever_reads_it(
    command: Command, logged: Path, tmp_path: Path, line: str, does: tuple[str, ...]
) -> None:
    path = tmp_path / "anchors"
    whole = json.dumps({"sequence": 1, "hash": "0" * 64})
    path.write_bytes(f"{whole}\n{line}\n".encode("utf-8", "surrogatepass"))
    said = command("audit", *does, str(path), "--data", str(logged), "--language", "en")
    assert (said.code, "line 2" in said.err) == (ExitCode.USAGE, True)


@pytest.mark.parametrize("content", ["", "\n", " \n\n"])
def test_an_empty_file_of_anchors_proves_nothing(
    command: Command, logged: Path, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "anchors"
    path.write_text(content, "utf-8")
    said = command("audit", "verify", "--anchors", str(path), "--data", str(logged), "--json")
    kinds = [finding["kind"] for finding in said.json["findings"]]
    assert (said.code, said.json["isWhole"], kinds) == (ExitCode.ANSWERED, False, ["ANCHORS_EMPTY"])
