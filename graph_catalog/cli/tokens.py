"""`token add`: give somebody a bearer token for the server."""

import os
from pathlib import Path

from graph_catalog import auth
from graph_catalog.auth import Viewer
from graph_catalog.catalog import keys
from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.errors import InputFileError, SettingsError
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.settings import variable


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    group = commands.group("token", say(zh="访问令牌", en="bearer tokens"))
    parser = group.add(
        "add",
        say(
            zh="发一个访问令牌;令牌只显示这一次,文件中只存其散列值",
            en="make a token; it is shown this once, the file keeps its hash",
        ),
        _add,
        store=False,
    )
    parser.add_argument(
        "--name", required=True, metavar=say(zh="姓名", en="NAME"), help=say(zh="给谁", en="whose")
    )
    parser.add_argument(
        "--role",
        required=True,
        action="append",
        choices=[role.value for role in Role],
        metavar="ROLE",
        help=say(zh="角色,可写多个:", en="role, may be repeated: ") + _roles(),
    )
    parser.add_argument(
        "--unit",
        metavar="ID",
        help=say(
            zh="所属单位的 id 或 key(数据专员必填)", en="id or key of the unit (officers need one)"
        ),
    )
    parser.add_argument(
        "--file",
        type=Path,
        metavar="FILE",
        help=say(
            zh=f"令牌文件;不写时依 {variable('tokens')}",
            en=f"the token file; else by {variable('tokens')}",
        ),
    )


def _roles() -> str:
    return "、".join(role.value for role in Role)


def _add(call: Call) -> ExitCode:
    given = call.arguments
    path = given.file or call.settings.tokens
    if path is None:
        raise SettingsError(
            say(
                zh=f"没有令牌文件。请用 --file 指明,或设置 {variable('tokens')}。",
                en=f"There is no token file. Name one by --file, or set {variable('tokens')}.",
            )
        )
    viewer = Viewer(given.name, _unit_key(given.unit), frozenset(map(Role, given.role)))
    if viewer.unit_key is None and viewer.roles == {Role.UNIT_OFFICER}:
        raise InputFileError(
            say(
                zh="数据专员要有所属单位。请用 --unit 写明单位的 id。",
                en="An officer belongs to a unit. Give the unit's id by --unit.",
            )
        )
    token = auth.new_token()
    _append(path, auth.line_for(token, viewer))
    call.terminal.say(
        say(
            zh=f"已写入 {path}。令牌(只显示这一次,请转交 {viewer.name}):",
            en=f"Written to {path}. The token, shown this once, for {viewer.name}:",
        )
    )
    call.terminal.say(token)
    call.terminal.data({"token": token, "name": viewer.name, "file": str(path)})
    return ExitCode.DONE


def _unit_key(given: str | None) -> str | None:
    if given is None:
        return None
    read = keys.decode(given)
    if read is not None and read.kind is NodeKind.UNIT:
        return read.key
    if given.isascii() and given.isalnum():
        return given
    raise InputFileError(
        say(
            zh=f"“{given}”不是单位的 id 或 key。查询 {{ units {{ nodes {{ id name }} }} }} 可得。",
            en=f"“{given}” is no id or key of a unit. Ask {{ units {{ nodes {{ id name }} }} }}.",
        )
    )


def _append(path: Path, line: str) -> None:
    """Add a line; the file is its owner's alone from the moment it exists."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as problem:
        raise SettingsError(
            say(
                zh=f"无法写入令牌文件 {path}:{problem.strerror}。请核对路径与权限。",
                en=f"The token file {path} cannot be written: {problem.strerror}. "
                "Check path and rights.",
            )
        ) from problem
