import dataclasses
import datetime as dt
import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.errors import SettingsError
from graph_catalog.identity import token_file
from graph_catalog.identity.auth import LOCAL, Viewer
from graph_catalog.identity.token_file import Token
from graph_catalog.identity.tokens import Tokens, TokenStanding
from graph_catalog.language import Language, speaking
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.opening import open_engine
from graph_catalog.record import keys
from graph_catalog.settings import Settings
from tests.cli.conftest import Command, Said
from tests.estate import Estate


@pytest.fixture(scope="module")
async def units(data: Path) -> Path:
    """A data directory whose catalog has two units of their own names and two of one."""
    estate = Estate()
    estate.unit("civil1", "民政局", credit_code="11330211002965432T")
    estate.unit("police1", "公安局")
    estate.unit("street1", "望潮街道")
    estate.unit("street2", "望潮街道")
    estate.system("aid1", "救助平台", operator="civil1")
    async with open_engine(Settings(data=data)) as engine:
        await estate.record(engine)
    return data


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tokens"


def add(command: Command, path: Path, name: str, *options: str) -> Said:
    roles = [] if "--role" in options else ["--role", "DATA_CENTER"]
    return command("token", "add", "--name", name, *roles, *options, "--file", str(path), "--json")


@contextmanager
def server(path: Path) -> Iterator["Clock"]:
    """The tokens as a server has them, and its clock."""
    clock = Clock()
    clock.tokens = Tokens.read(path, seconds=lambda: clock.seconds, now=lambda: clock.now)
    yield clock


class Clock:
    tokens: Tokens
    seconds = 0.0
    now = dt.datetime.now(dt.UTC)


def test_a_token_is_shown_once_and_its_hash_is_kept_for_its_owner_alone(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "settings" / "tokens"
    said = add(command, path, "王芳", "--role", "AUDITOR")
    assert said.code == ExitCode.DONE
    token = said.json["token"]
    assert token not in path.read_text("utf-8")
    viewer = Tokens.read(path).viewer(token)
    assert viewer == Viewer("王芳", None, frozenset({Role.AUDITOR}), said.json["id"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_token_is_added_to_the_file_that_the_settings_name(
    command: Command, path: Path
) -> None:
    environment = {"GRAPH_CATALOG_TOKENS": str(path)}
    tokens = [
        command(
            "token", "add", "--name", name, "--role", "DATA_CENTER", "--json",
            environment=environment,
        ).json["token"]
        for name in ("甲", "乙")
    ]  # fmt: skip
    known = Tokens.read(path)
    assert [getattr(known.viewer(token), "name", None) for token in tokens] == ["甲", "乙"]


UNIT_ID = keys.encode(NodeKind.UNIT, "civil1")


@pytest.mark.parametrize("called", ["民政局", "11330211002965432T", "civil1", UNIT_ID])
def test_the_unit_of_an_officer_is_found_by_name_credit_code_key_or_id(
    command: Command, units: Path, path: Path, called: str
) -> None:
    said = add(command, path, "王芳", "--role", "UNIT_OFFICER", "--unit", called, "--data", str(units))  # fmt: skip
    assert (said.code, said.json["unit"]) == (ExitCode.DONE, "civil1")
    assert getattr(Tokens.read(path).viewer(said.json["token"]), "unit_key", None) == "civil1"


@pytest.mark.parametrize(
    "called", ["nosuchunit", "财政局", keys.encode(NodeKind.UNIT, "gone"), "aid1", ""]
)
def test_a_unit_that_the_catalog_does_not_have_is_refused(
    command: Command, units: Path, path: Path, called: str
) -> None:
    said = add(command, path, "王芳", "--role", "UNIT_OFFICER", "--unit", called, "--data", str(units))  # fmt: skip
    assert (said.code, called in said.err) == (ExitCode.USAGE, True)
    assert not path.exists()


def test_of_two_units_of_one_name_the_caller_chooses(
    command: Command, units: Path, path: Path
) -> None:
    said = add(command, path, "李明", "--role", "UNIT_OFFICER", "--unit", "望潮街道", "--data", str(units))  # fmt: skip
    assert (said.code, said.json["code"]) == (ExitCode.ANSWERED, "AMBIGUOUS")
    assert not path.exists()


@pytest.mark.parametrize("others", [[], ["--role", "DATA_CENTER"]])
def test_an_officer_without_a_unit_gets_no_token(
    command: Command, path: Path, others: list[str]
) -> None:
    said = add(command, path, "王芳", "--role", "UNIT_OFFICER", *others)
    assert (said.code, "--unit" in said.err) == (ExitCode.USAGE, True)
    assert not path.exists()


def test_a_role_that_there_is_not_is_refused(command: Command, path: Path) -> None:
    assert add(command, path, "王芳", "--role", "KING").code == ExitCode.USAGE


def test_without_a_file_it_is_said_how_to_name_one(command: Command) -> None:
    said = command("token", "add", "--name", "王芳", "--role", "AUDITOR")
    assert (said.code, "GRAPH_CATALOG_TOKENS" in said.err) == (ExitCode.USAGE, True)


@pytest.mark.parametrize("again", ["mzj", "MZJ", " mzj ", "mz\uff4a"])
@pytest.mark.parametrize("end", ["kept", "revoked"])
def test_a_name_is_given_once_only(command: Command, path: Path, again: str, end: str) -> None:
    assert add(command, path, "mzj").code == ExitCode.DONE
    if end == "revoked":
        assert command("token", "revoke", "mzj", "--file", str(path)).code == ExitCode.DONE
    before = path.read_bytes()
    said = add(command, path, again)
    assert (said.code, again.strip().lower() in said.err.lower()) == (ExitCode.USAGE, True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["", " ", "字" * 101, "甲\u202e乙", "甲\x07", "甲\u200b", "local", "LOCAL", "graph-catalog"],
)
def test_what_is_no_name_is_refused(command: Command, path: Path, name: str) -> None:
    assert add(command, path, name).code == ExitCode.USAGE


def test_a_list_tells_everything_but_the_secret(command: Command, path: Path) -> None:
    first = add(command, path, "甲", "--expires", "2099-12-31").json
    add(command, path, "乙", "--role", "AUDITOR", "--role", "SUPERVISOR")
    command("token", "revoke", first["id"], "--file", str(path))
    said = command("token", "list", "--file", str(path), "--json")
    one, other = said.json["tokens"]
    assert (one["name"], one["id"], one["expires"]) == ("甲", first["id"], "2099-12-31T16:00:00Z")
    assert (one["revoked"] is None, one["created"] is None) == (False, False)
    assert (other["roles"], other["revoked"]) == (["AUDITOR", "SUPERVISOR"], None)
    table = command("token", "list", "--file", str(path)).out
    for text in (said.out, table):
        assert first["token"] not in text
        assert not any(line.split('"')[3] in text for line in path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("given", ["0", "3661", "-1", "99999999999999", "2001-01-01", "bald", "2027-02-30"])  # fmt: skip
def test_a_last_day_that_is_none_is_refused(command: Command, path: Path, given: str) -> None:
    assert add(command, path, "甲", f"--expires={given}").code == ExitCode.USAGE


def test_a_token_is_taken_through_its_last_day(command: Command, path: Path) -> None:
    token = add(command, path, "甲", "--expires", "2099-12-31").json["token"]
    with server(path) as clock:
        clock.now = dt.datetime(2099, 12, 31, 15, 59, 59, tzinfo=dt.UTC)
        assert clock.tokens.standing(token) is TokenStanding.TAKEN
        clock.now = dt.datetime(2099, 12, 31, 16, tzinfo=dt.UTC)
        assert clock.tokens.standing(token) is TokenStanding.EXPIRED
        assert clock.tokens.viewer(token) is None


def test_what_is_revoked_or_added_holds_in_a_running_server_within_a_second(
    command: Command, path: Path
) -> None:
    first = add(command, path, "甲").json["token"]
    with server(path) as clock:
        command("token", "revoke", "甲", "--file", str(path))
        second = add(command, path, "乙").json["token"]
        assert clock.tokens.standing(first) is TokenStanding.TAKEN  # not looked at yet
        clock.seconds += 1.0
        assert clock.tokens.standing(first) is TokenStanding.REVOKED
        assert clock.tokens.standing(second) is TokenStanding.TAKEN


UNFIT: dict[str, Any] = {
    "no JSON": b"{",
    "no object": b"[]",
    "nested past reading": b"[" * 100_000,
    "no UTF-8": b"\xff\xfe",
    "no name": {"name": None},
    "a name that is no text": {"name": ["x"]},
    "a name that no encoding can write": b'{"sha256": "x", "name": "\\ud800", "roles": []}',
    "a name with what cannot be seen": {"name": "a\u202eb"},
    "no hash": {"sha256": 7},
    "no roles": {"roles": None},
    "two lists of roles": b'{"sha256": "x", "name": "a", "roles": ["AUDITOR"], "roles": []}',
    "roles that are no list": {"roles": "AUDITOR"},
    "a role that is no text": {"roles": [{}]},
    "a role that there is not": {"roles": ["KING"]},
    "a unit that is no text": {"unit": ["civil1"]},
    "an officer without a unit": {"roles": ["UNIT_OFFICER"], "unit": None},
    "an id that is no text": {"id": {}},
    **{f"{each} that is no instant": {each: "soon"} for each in ("created", "expires", "revoked")},
    **{f"{each} that is a number": {each: 7} for each in ("created", "expires", "revoked")},
}


def unfit(kind: str, line: str) -> bytes:
    """A line made unfit in one of those ways."""
    told = UNFIT[kind]
    return told if isinstance(told, bytes) else json.dumps(json.loads(line) | told).encode()


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("kind", UNFIT)
def test_a_line_that_breaks_keeps_no_token_alive_its_own_or_one_revoked_beside_it(
    path: Path, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    tokens = [Token.made(name, Viewer(name)) for name in ("kept", "broken", "revoked")]
    lines = [token.line for token in tokens]
    path.write_text("\n".join(lines), "utf-8")
    with server(path) as clock:
        gone = dataclasses.replace(tokens[2], revoked=tokens[2].created).line
        path.write_bytes(b"\n".join([lines[0].encode(), unfit(kind, lines[1]), gone.encode()]))
        for _ in range(3):
            clock.seconds += 1.0
            assert [clock.tokens.standing(token) for token in ("kept", "broken", "revoked")] == [
                TokenStanding.TAKEN, TokenStanding.UNKNOWN, TokenStanding.REVOKED,
            ]  # fmt: skip
        assert ["line 2" in told for told in errors(caplog)] == [True]
        path.write_text("\n".join(lines), "utf-8")
        clock.seconds += 1.0
        assert clock.tokens.standing("broken") is TokenStanding.TAKEN


@pytest.mark.parametrize("kind", UNFIT)
def test_a_server_does_not_start_with_such_a_line_and_is_told_which(path: Path, kind: str) -> None:
    line = Token.made("secret", Viewer("甲")).line
    path.write_bytes(line.encode() + b"\n\n" + unfit(kind, line))
    with speaking(Language.ENGLISH), pytest.raises(SettingsError, match="line 3"):
        Tokens.read(path)


@pytest.mark.parametrize("how", ["deleted", "a folder"])
def test_a_file_that_is_gone_takes_its_tokens_along_and_gives_them_back(
    path: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_text(Token.made("secret", Viewer("甲")).line, "utf-8")
    kept = path.read_bytes()
    with server(path) as clock:
        path.unlink()
        if how == "a folder":
            path.mkdir()
        for language in (Language.ENGLISH, Language.CHINESE, Language.ENGLISH):
            clock.seconds += 1.0
            with speaking(language):
                assert clock.tokens.standing("secret") is TokenStanding.UNKNOWN
        assert len(errors(caplog)) == 1
        if how == "a folder":
            path.rmdir()
        path.write_bytes(kept)
        clock.seconds += 1.0
        assert clock.tokens.standing("secret") is TokenStanding.TAKEN


@pytest.mark.parametrize("same", ["sha256", "id"])
@pytest.mark.parametrize("revoked", [0, 1, None])
def test_of_lines_of_one_token_or_one_id_none_is_taken(
    path: Path, same: str, revoked: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    lines = [json.loads(Token.made(name, Viewer(name)).line) for name in ("one", "other", "third")]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    with server(path) as clock:
        lines[1][same] = lines[0][same]
        if revoked is not None:
            lines[revoked]["revoked"] = "2026-01-01"
        path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        clock.seconds += 1.0
        known = [name for name in ("one", "other", "third") if clock.tokens.viewer(name)]
        assert known == ["third"]
        assert ["line 1" in told and "line 2" in told for told in errors(caplog)] == [True]
    with pytest.raises(SettingsError):
        Tokens.read(path)


@pytest.mark.parametrize("again", ["mzj", "MZJ", "mz\uff4a"])
@pytest.mark.parametrize("end", ["kept", "revoked"])
def test_whoever_had_a_name_first_keeps_it_at_the_start_and_later(
    path: Path, again: str, end: str, caplog: pytest.LogCaptureFixture
) -> None:
    first, other = Token.made("first", Viewer("mzj")), Token.made("other", Viewer(again))
    first = dataclasses.replace(first, revoked=first.created if end == "revoked" else None)
    path.write_text(first.line, "utf-8")
    with server(path) as clock:
        path.write_text(f"{first.line}\n{other.line}", "utf-8")
        clock.seconds += 1.0
        with speaking(Language.ENGLISH):
            anew = Tokens.read(path)
        for tokens in (clock.tokens, anew):
            assert tokens.standing("first") is (
                TokenStanding.TAKEN if end == "kept" else TokenStanding.REVOKED
            )
            assert tokens.standing("other") is TokenStanding.UNKNOWN
    assert ["line 2" in told for told in errors(caplog)] == [True, True]


@pytest.mark.parametrize("name", ["local", "Graph-Catalog"])
def test_a_name_of_the_program_is_nobody_elses(path: Path, name: str) -> None:
    path.write_text(Token.made("secret", Viewer(name)).line, "utf-8")
    assert Tokens.read(path).standing("secret") is TokenStanding.UNKNOWN


def test_ten_thousand_tokens_are_known_each_and_none_is_looked_for_among_all(path: Path) -> None:
    lines = [
        token_file.line_for(f"secret {number}", Viewer(f"nr {number}")) for number in range(10_000)
    ]
    path.write_text("\n".join(lines), "utf-8")
    known = Tokens.read(path)
    assert all(known.viewer(f"secret {number}") for number in range(10_000))
    assert len({getattr(known.viewer(f"secret {n}"), "identity", None) for n in range(10_000)}) == 10_000  # fmt: skip
    assert known.standing("secret 10000") is TokenStanding.UNKNOWN


def test_lines_of_earlier_releases_are_read_and_keep_an_identity(path: Path) -> None:
    path.write_text('{"sha256": "ab", "name": "甲", "unit": null, "roles": []}\n'
                    '{"sha256": "cd", "name": "甲", "unit": null, "roles": []}\n', "utf-8")  # fmt: skip
    first, other = (token.viewer.identity for token in token_file.read(path))
    assert first != other
    assert {first, other}.isdisjoint({"ab", "cd", LOCAL.identity})
    again = [token.viewer.identity for token in token_file.read(path)]
    assert again == [first, other]


def test_of_two_tokens_of_one_name_in_an_old_file_the_caller_chooses(
    command: Command, path: Path
) -> None:
    path.write_text('{"sha256": "ab", "name": "甲", "unit": null, "roles": []}\n'
                    '{"sha256": "cd", "name": "甲", "unit": null, "roles": []}\n', "utf-8")  # fmt: skip
    assert command("token", "revoke", "甲", "--file", str(path)).code == ExitCode.USAGE
    one = command("token", "list", "--file", str(path), "--json").json["tokens"][0]
    assert command("token", "revoke", one["id"], "--file", str(path)).code == ExitCode.DONE
    told = command("token", "list", "--file", str(path), "--json").json["tokens"]
    assert [each["revoked"] is None for each in told] == [False, True]


def test_what_is_revoked_twice_or_unknown_is_said(command: Command, path: Path) -> None:
    add(command, path, "甲")
    revoke = ("token", "revoke", "甲", "--file", str(path), "--json")
    assert command(*revoke).json["revoked"] == command(*revoke).json["revoked"]
    assert command("token", "revoke", "乙", "--file", str(path)).code == ExitCode.USAGE


def test_a_token_file_that_others_may_read_is_made_private(command: Command, path: Path) -> None:
    add(command, path, "甲")
    path.chmod(0o644)
    Tokens.read(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
