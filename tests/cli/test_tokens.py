import stat
from pathlib import Path

from graph_catalog.auth import Tokens, Viewer
from graph_catalog.catalog import keys
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from tests.cli.conftest import Command


def test_a_token_is_shown_once_and_its_hash_is_kept_for_its_owner_alone(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "settings" / "tokens"
    unit = keys.encode(NodeKind.UNIT, "civil")
    said = command(
        "token", "add", "--name", "王芳", "--role", "UNIT_OFFICER", "--unit", unit,
        "--file", str(path), "--json",
    )  # fmt: skip
    assert said.code == ExitCode.DONE
    token = said.json["token"]
    assert token not in path.read_text("utf-8")
    assert Tokens.read(path).viewer(token) == Viewer(
        "王芳", "civil", frozenset({Role.UNIT_OFFICER})
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_token_is_added_to_the_file_that_the_settings_name(
    command: Command, tmp_path: Path
) -> None:
    environment = {"GRAPH_CATALOG_TOKENS": str(tmp_path / "tokens")}
    tokens = [
        command(
            "token", "add", "--name", name, "--role", "DATA_CENTER", "--json",
            environment=environment,
        ).json["token"]
        for name in ("甲", "乙")
    ]  # fmt: skip
    known = Tokens.read(tmp_path / "tokens")
    assert [getattr(known.viewer(token), "name", None) for token in tokens] == ["甲", "乙"]


def test_an_officer_without_a_unit_gets_no_token(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    said = command("token", "add", "--name", "王芳", "--role", "UNIT_OFFICER", "--file", str(path))
    assert (said.code, "--unit" in said.err) == (ExitCode.USAGE, True)
    assert not path.exists()


def test_without_a_file_it_is_said_how_to_name_one(command: Command) -> None:
    said = command("token", "add", "--name", "王芳", "--role", "AUDITOR")
    assert (said.code, "GRAPH_CATALOG_TOKENS" in said.err) == (ExitCode.USAGE, True)


def test_what_is_no_unit_is_refused(command: Command, tmp_path: Path) -> None:
    said = command(
        "token", "add", "--name", "王芳", "--role", "UNIT_OFFICER", "--unit", "民政局",
        "--file", str(tmp_path / "tokens"),
    )  # fmt: skip
    assert (said.code, "民政局" in said.err) == (ExitCode.USAGE, True)
