"""What a new token is given: a name of its own, a unit that there is, and a last day."""

import contextlib
import datetime as dt
from collections.abc import Sequence
from typing import Final

from graph_catalog.cli import naming
from graph_catalog.cli.command import Call
from graph_catalog.cli.naming import Several
from graph_catalog.errors import InputFileError
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import LOCAL
from graph_catalog.identity.token_file import RESERVED, Token
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.characters import forbidden_in_name
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import InvalidInput, NotFound
from graph_catalog.model.wording import folded
from graph_catalog.record import snapshots
from graph_catalog.record.keys import GlobalId
from graph_catalog.record.snapshots import AsOfPoint

_LONGEST_NAME: Final = 100
_MOST_DAYS: Final = 3660


def name(given: str) -> str:
    """Read the name of a token; raises `InputFileError`."""
    read = " ".join(given.split())
    is_plain = forbidden_in_name(read) is None
    if read and len(read) <= _LONGEST_NAME and is_plain and folded(read) not in RESERVED:
        return read
    raise InputFileError(
        say(
            zh=f"--name 应为 1 至 {_LONGEST_NAME} 个字符，不含控制字符与不可见字符，且不是程序自用的名称（{'、'.join(sorted(RESERVED))}）。",
            en=f"--name must have 1 to {_LONGEST_NAME} characters, none that controls or cannot be seen, and be none "
            f"of the program's own names ({', '.join(sorted(RESERVED))}).",
        )
    )


def refuse_taken(wanted: str, tokens: Sequence[Token]) -> None:
    """Refuse a name that a token bears or bore: in the audit log it stays that token's."""
    if all(folded(token.viewer.name) != folded(wanted) for token in tokens):
        return
    raise InputFileError(
        say(
            zh=f"已有名为“{wanted}”的令牌（含已撤销的）。请换一个名称，如加上单位或序号；graph-catalog token list 可查。",
            en=f"There is or was a token named {wanted}. Give another name, with the unit or a number; "
            "see graph-catalog token list.",
        )
    )


def expiry(given: str | None) -> dt.datetime | None:
    """Read until when a token is taken, as a day or a number of days; raises `InputFileError`."""
    if given is None:
        return None
    now = dt.datetime.now(instant.SHANGHAI)
    if given.isascii() and given.isdecimal() and len(given) <= len(str(_MOST_DAYS)):
        days = min(int(given), _MOST_DAYS + 1)
        until = instant.When(now.date() + dt.timedelta(days=days)).until
        if 1 <= days <= _MOST_DAYS:
            return until
    with contextlib.suppress(instant.InstantError):
        until = instant.When.read(given).until
        if until > now:
            return until
    raise InputFileError(
        say(
            zh=f"--expires 的“{given}”不可用：应为今后的日期，如 2027-03-31，或 1 至 {_MOST_DAYS} 的天数。",
            en=f"--expires cannot be {given}: write a date to come, as 2027-03-31, or days, 1 to {_MOST_DAYS}.",
        )
    )


async def unit(call: Call, given: str) -> str | Several:
    """Return the key of the unit that is meant; raises `InputFileError` where the catalog has none such."""
    async with call.engine() as engine:
        now = await snapshots.resolve(engine, LOCAL, AsOfPoint())
        if isinstance(now, InvalidInput):
            raise InputFileError(now.message)
        found = await naming.find(engine, now, given, (NodeKind.UNIT,))
        match found:
            case Several():
                return found
            case GlobalId():
                rows = await _by_key(engine, now, found.key)
            case NotFound():
                rows = await _by_key(engine, now, given)
    if not rows:
        raise InputFileError(
            say(
                zh=f"目录中没有名称、统一社会信用代码、id 或 key 为“{given}”的单位。名称须完整。",
                en=f"No unit of the catalog has the name, credit code, id or key {given!r}. The name must be whole.",
            )
        )
    return str(rows[0]["key"])


async def _by_key(engine: Engine, now: Snapshot, key: str) -> list[Row]:
    found = await engine.read("entity/by_keys", LOCAL, now, keys=[key])
    return [row for row in found["rows"] if row["label"] == NodeKind.UNIT.value]
