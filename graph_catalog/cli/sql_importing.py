"""`import-sql FILE …`: lineage out of the scripts that move the data."""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph_catalog.cli import naming
from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.cli.naming import Several
from graph_catalog.errors import InputFileError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import LOCAL
from graph_catalog.language import counted, say
from graph_catalog.lineage.intake.rules import LineageRules
from graph_catalog.lineage.intake.sql import dialects, script
from graph_catalog.lineage.pure.observations import Loss, ReadObservations
from graph_catalog.lineage.recording import scripts
from graph_catalog.lineage.recording.recording import RecordedObservations, record_observations
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import Refusal
from graph_catalog.record import snapshots
from graph_catalog.record.change import Intent
from graph_catalog.record.keys import GlobalId
from graph_catalog.record.snapshots import AsOfPoint
from graph_catalog.sheets import text_table

_LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a script."""
_SHOWN: Final = 50
"""Losses that are told one by one; JSON has all."""


@dataclasses.dataclass(frozen=True)
class _Script:
    """A script by its path, as it is named on record, and its text."""

    name: str
    text: str


@dataclasses.dataclass
class _Imported:
    """What became of the scripts: statements recorded, facts, and losses, by script."""

    counts: dict[str, int] = dataclasses.field(default_factory=dict)
    losses: dict[str, list[Loss]] = dataclasses.field(default_factory=dict)
    revision: int = 0

    def add(self, name: str, read: ReadObservations, recorded: RecordedObservations) -> None:
        self.losses[name] = [*read.losses, *recorded.losses]
        self.revision = recorded.revision
        for count, number in recorded.counts.items():
            self.counts[count] = self.counts.get(count, 0) + number


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    parser = commands.add(
        "import-sql",
        say(zh="从 SQL 脚本导入血缘", en="lineage out of SQL scripts"),
        _import,
        epilog=say(
            zh="读取视图、建表、写入、合并与更新语句；其余语句不读。认不出的语句逐条列出文件、行号与原因，"
            "不猜测。同一脚本再次导入，不再出现的血缘即告终止。\n"
            "退出码：0 全部读出；1 有语句未能读出（其余已登记）；2 文件或参数无法理解；3 图数据库不可用。",
            en="Views, CREATE TABLE AS, INSERT, MERGE and UPDATE are read. What cannot be read is listed with file, "
            "line and reason, and never guessed. Where a script is imported again, what it does no longer has ended.\n"
            "Exit codes: 0 all read; 1 some statements could not be read (the others are recorded); "
            "2 a file or an option makes no sense; 3 the store is unavailable.",
        ),
    )
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help=say(zh="脚本文件，或其所在文件夹", en="scripts, or folders of them (*.sql)"),
    )
    parser.add_argument(
        "--dialect",
        required=True,
        choices=sorted(dialects.FLAVOURS),
        metavar="|".join(sorted(dialects.FLAVOURS)),
        help=say(zh="SQL 方言", en="the dialect"),
    )
    parser.add_argument(
        "--system",
        required=True,
        metavar=say(zh="系统", en="SYSTEM"),
        help=say(zh="脚本所在的信息系统：id、代码或全称", en="the system: its id, code or name"),
    )
    parser.add_argument(
        "--namespace",
        metavar=say(zh="命名空间", en="NAMESPACE"),
        help=say(
            zh="表的命名空间，与 OpenLineage 所用的一致，如 postgres://db:5432；默认用系统的代码或名称",
            en="namespace of the tables, as OpenLineage has it; else the system's code or name",
        ),
    )


def _import(call: Call) -> ExitCode:
    given = [_read(path, name) for path, name in _files(call.arguments.files)]
    rules = LineageRules.of(call.settings.lineage_rules)
    answer = asyncio.run(_put_on_record(call, given, rules))
    if isinstance(answer, Several):
        return answer.show(call.terminal)
    if isinstance(answer, Refusal):
        call.terminal.warn(answer.message)
        call.terminal.data({"result": "REFUSED", "code": answer.code, "message": answer.message})
        return ExitCode.ANSWERED
    return _report(call, len(given), answer)


def _files(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return the scripts with the names by which the record knows them: never where they lie on a machine."""
    found: list[tuple[Path, str]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix.lower() == ".sql")
            found += [(each, each.relative_to(path).as_posix()) for each in inside]
        else:
            found.append((path, path.name))
    return found


def _read(path: Path, name: str) -> _Script:
    try:
        content = path.read_bytes()
    except OSError as problem:
        message = say(
            zh=f"无法读取脚本 {path}：{problem.strerror}。请核对路径与权限。",
            en=f"The script {path} cannot be read: {problem.strerror}. Check path and rights.",
        )
        raise InputFileError(message) from problem
    if len(content) > _LARGEST:
        message = say(
            zh=f"脚本 {name} 超过 {_LARGEST // 1024**2} MB。请拆分，或去掉其中的数据。",
            en=f"The script {name} is larger than {_LARGEST // 1024**2} MB. Split it, or leave its data out.",
        )
        raise InputFileError(message)
    return _Script(name, text_table.decode(name, content)[1])


async def _put_on_record(
    call: Call, given: Sequence[_Script], rules: LineageRules
) -> _Imported | Several | Refusal:
    now = dt.datetime.now(dt.UTC)
    async with call.engine() as engine:
        snapshot = await snapshots.resolve(engine, LOCAL, AsOfPoint(None))
        if not isinstance(snapshot, Snapshot):
            return snapshot
        system = await naming.find(engine, snapshot, call.arguments.system, (NodeKind.SYSTEM,))
        if not isinstance(system, GlobalId):
            return system
        importing = _Importing(call, engine, rules, system.key, now)
        done = _Imported()
        if refusal := await importing.all(given, done):
            return refusal
        # What one script defines another may read, whatever the order of their names.
        unclear = [each for each in given if done.losses.get(each.name)]
        if len(given) > 1 and unclear and (refusal := await importing.all(unclear, done)):
            return refusal
        return done


@dataclasses.dataclass(frozen=True)
class _Importing:
    """Scripts of a system on their way to the record."""

    call: Call
    engine: Engine
    rules: LineageRules
    system: str
    at: dt.datetime

    async def all(self, given: Sequence[_Script], done: _Imported) -> Refusal | None:
        """Record each script by itself: what one defines, the next one knows."""
        with self.call.terminal.bar(say(zh="读取脚本", en="reading scripts"), len(given)) as bar:
            for number, each in enumerate(given, 1):
                refusal = await self._one(each, done)
                if refusal is not None:
                    return refusal
                bar(number, len(given))
        return None

    async def _one(self, given: _Script, done: _Imported) -> Refusal | None:
        snapshot = await snapshots.resolve(self.engine, LOCAL, AsOfPoint(None))
        if not isinstance(snapshot, Snapshot):
            return snapshot
        tables = await scripts.tables_of(self.engine, LOCAL, snapshot, self.system)
        namespace = self.call.arguments.namespace or tables.namespace
        read = await asyncio.to_thread(
            script.read,
            given.text,
            file=given.name,
            dialect=self.call.arguments.dialect,
            columns_of=tables.columns_of,
            namespace=namespace,
            at=self.at,
        )
        if isinstance(read, Refusal):
            return read
        ended = await scripts.gone(
            self.engine, LOCAL, read.observations, [given.name], namespace=namespace, at=self.at
        )
        recorded = await record_observations(
            self.engine,
            LOCAL,
            [*read.observations, *ended],
            tables.name_resolver(namespace, self.rules.place),
            Intent("importSql", {"script": given.name, "statements": len(read.observations)}),
        )
        if isinstance(recorded, Refusal):
            return recorded
        done.add(given.name, read, recorded)
        return None


def _report(call: Call, files: int, done: _Imported) -> ExitCode:
    terminal = call.terminal
    losses = [loss for _, each in sorted(done.losses.items()) for loss in each]
    heads = say(zh="位置 内容 原因", en="place what why").split()
    terminal.table(heads, [(loss.place, loss.what, loss.why) for loss in losses[:_SHOWN]])
    recorded, closed = done.counts.get("facts_recorded", 0), done.counts.get("facts_closed", 0)
    terminal.say(
        say(
            zh=f"{files} 个脚本，{done.counts.get('observations', 0)} 条写入语句；登记血缘 {recorded} 条，"
            f"终止 {closed} 条；未能照原样登记 {len(losses)} 处。",
            en=f"{counted(files, 'script')}, {counted(done.counts.get('observations', 0), 'writing statement')}; "
            f"{counted(recorded, 'fact')} recorded, {closed} ended; "
            f"{counted(len(losses), 'thing')} not recorded as written.",
        )
    )
    terminal.data(
        {
            "result": "IMPORTED",
            "revision": done.revision,
            "counts": done.counts,
            "losses": [dataclasses.asdict(loss) for loss in losses],
        }
    )
    return ExitCode.ANSWERED if losses else ExitCode.DONE
