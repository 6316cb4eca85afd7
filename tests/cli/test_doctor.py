"""`doctor`: what stands against writing is told, with an exit code for scripts, in one call."""

from pathlib import Path

from graph_catalog.cli.exit_codes import ExitCode
from tests.cli.conftest import Command


def test_where_all_is_well_the_exit_code_says_so(command: Command, data: Path) -> None:
    said = command("doctor", "--data", str(data), "--json")
    assert (said.code, said.json["isWell"]) == (ExitCode.DONE, True)
    assert [check["wrong"] for check in said.json["checks"]] == [None, None, None]
    assert str(data) in said.json["checks"][0]["stands"]


def test_a_disk_without_room_is_told_with_what_to_do(command: Command, data: Path) -> None:
    floor = {"GRAPH_CATALOG_DISK_FLOOR": "1048576"}
    said = command("doctor", "--data", str(data), "--language", "en", environment=floor)
    assert said.code == ExitCode.ANSWERED
    assert "MiB left, less than the floor of 1048576 MiB" in said.out
    assert str(data) in said.out


def test_a_store_that_is_away_is_told_beside_what_nobody_can_know(command: Command) -> None:
    away = {"GRAPH_CATALOG_NEO4J_URI": "bolt://127.0.0.1:1"}
    said = command("doctor", "--json", environment=away)
    assert (said.code, said.json["isWell"]) == (ExitCode.STORE, False)
    disk, store = said.json["checks"]
    assert "无从得知" in disk["stands"]
    assert store["wrong"]
