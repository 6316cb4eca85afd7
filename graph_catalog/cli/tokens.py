"""`token add`, `token list`, `token revoke`: who may come in, until when, and who may no longer."""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph_catalog.cli import token_giving
from graph_catalog.cli.command import Call, Commands, Parser
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.cli.naming import Several
from graph_catalog.errors import InputFileError, SettingsError
from graph_catalog.identity import token_file
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.token_file import Token
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.enums.roles import Role
from graph_catalog.settings import variable


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    group = commands.group("token", say(zh="访问令牌", en="bearer tokens"))
    parser = group.add(
        "add",
        say(
            zh="发一个访问令牌；令牌只显示这一次，文件中只存其散列值",
            en="make a token; it is shown this once, the file keeps its hash",
        ),
        _add,
    )
    parser.add_argument(
        "--name",
        required=True,
        metavar=say(zh="姓名", en="NAME"),
        help=say(zh="给谁；一个名称只用一次", en="whose; a name is used once only"),
    )
    parser.add_argument(
        "--role",
        required=True,
        action="append",
        choices=[role.value for role in Role],
        metavar="ROLE",
        help=say(zh="角色，可写多个：", en="role, may be repeated: ") + _roles(Role),
    )
    parser.add_argument(
        "--unit",
        metavar="UNIT",
        help=say(
            zh="所属单位的名称、统一社会信用代码、id 或 key（数据专员必填）",
            en="the unit: its name, credit code, id or key (officers need one)",
        ),
    )
    parser.add_argument(
        "--expires",
        metavar="DATE|DAYS",
        help=say(
            zh="有效至哪一天（含当日），如 2027-03-31，或天数；不写时长期有效",
            en="its last day, as 2027-03-31, or in how many days; without it, it does not expire",
        ),
    )
    _add_file(parser)
    listed = group.add(
        "list",
        say(zh="列出所有令牌，包括已撤销的", en="list all tokens, revoked ones too"),
        _list,
        store=False,
    )
    _add_file(listed)
    revoked = group.add(
        "revoke",
        say(
            zh="撤销一个令牌；运行中的服务随即不再接受",
            en="revoke a token; a running server stops taking it at once",
        ),
        _revoke,
        store=False,
    )
    revoked.add_argument(
        "name",
        metavar=say(zh="姓名", en="NAME"),
        help=say(zh="令牌的名称或 id", en="the token's name or id"),
    )
    _add_file(revoked)


def _add_file(parser: Parser) -> None:
    parser.add_argument(
        "--file",
        type=Path,
        metavar="FILE",
        help=say(
            zh=f"令牌文件；不写时依 {variable('tokens')}",
            en=f"the token file; else by {variable('tokens')}",
        ),
    )


def _roles(roles: Iterable[Role]) -> str:
    return "、".join(role.value for role in roles)


def _path(call: Call) -> Path:
    path: Path | None = call.arguments.file or call.settings.tokens
    if path is None:
        raise SettingsError(
            say(
                zh=f"没有令牌文件。请用 --file 指明，或设置 {variable('tokens')}。",
                en=f"There is no token file. Name one by --file, or set {variable('tokens')}.",
            )
        )
    return path


def _add(call: Call) -> ExitCode:
    given = call.arguments
    path = _path(call)
    name = token_giving.name(given.name)
    roles = frozenset(map(Role, given.role))
    expires = token_giving.expiry(given.expires)
    if given.unit is None and Role.UNIT_OFFICER in roles:
        raise InputFileError(
            say(
                zh="数据专员要有所属单位。请用 --unit 写明单位。",
                en="An officer belongs to a unit. Give the unit by --unit.",
            )
        )
    # Before the catalog is opened, which may take seconds; the file is asked once more when it is written.
    token_giving.refuse_taken(name, token_file.read(path) if path.exists() else [])
    unit = None if given.unit is None else asyncio.run(token_giving.unit(call, given.unit))
    if isinstance(unit, Several):
        return unit.show(call.terminal)
    secret = token_file.new_token()
    token = Token.made(secret, Viewer(name, unit, roles), expires=expires)
    with token_file.writing(path) as tokens:
        token_giving.refuse_taken(name, tokens)
        tokens.append(token)
    call.terminal.say(
        say(
            zh=f"已写入 {path}。令牌（只显示这一次，请转交 {name}）：",
            en=f"Written to {path}. The token, shown this once, for {name}:",
        )
    )
    call.terminal.say(secret)
    call.terminal.data({"token": secret, **_shown(token), "file": str(path)})
    return ExitCode.DONE


def _list(call: Call) -> ExitCode:
    tokens = token_file.read(_path(call))
    call.terminal.table(
        say(
            zh="姓名 id 单位 角色 发放 有效至 撤销",
            en="name id unit roles created expires revoked",
        ).split(),
        [
            (
                each["name"],
                each["id"],
                each["unit"],
                "、".join(each["roles"]),
                each["created"],
                each["expires"],
                each["revoked"],
            )
            for each in map(_shown, tokens)
        ],
    )
    call.terminal.data({"tokens": [_shown(token) for token in tokens]})
    return ExitCode.DONE


def _shown(token: Token) -> dict[str, Any]:
    """Return what may be told of a token: neither itself nor its hash."""
    viewer = token.viewer
    instants = {"created": token.created, "expires": token.expires, "revoked": token.revoked}
    return {
        "name": viewer.name,
        "id": viewer.identity,
        "unit": viewer.unit_key,
        "roles": sorted(role.value for role in viewer.roles),
        **{name: None if at is None else instant.text(at) for name, at in instants.items()},
    }


def _revoke(call: Call) -> ExitCode:
    given = call.arguments.name
    path = _path(call)
    with token_file.writing(path) as tokens:
        meant = [
            place
            for place, token in enumerate(tokens)
            if given in (token.viewer.name, token.viewer.identity)
        ]
        if len(meant) != 1:
            raise InputFileError(_not_one(given, len(meant)))
        place = meant[0]
        was_revoked = tokens[place].revoked is not None
        if not was_revoked:
            now = dt.datetime.now(dt.UTC).replace(microsecond=0)
            tokens[place] = dataclasses.replace(tokens[place], revoked=now)
        token = tokens[place]
    name = token.viewer.name
    call.terminal.say(
        say(zh=f"“{name}”的令牌此前已撤销。", en=f"The token of {name} was revoked before.")
        if was_revoked
        else say(zh=f"已撤销“{name}”的令牌。", en=f"The token of {name} is revoked.")
    )
    call.terminal.data(_shown(token))
    return ExitCode.DONE


def _not_one(given: str, found: int) -> str:
    if found == 0:
        return say(
            zh=f"没有名称或 id 为“{given}”的令牌。graph-catalog token list 可查。",
            en=f"No token has the name or the id {given!r}. See graph-catalog token list.",
        )
    return say(
        zh=f"名为“{given}”的令牌有 {found} 个。请改用其 id，graph-catalog token list 可查。",
        en=f"{found} tokens are named {given!r}. Give the id of the one; see graph-catalog token list.",
    )
