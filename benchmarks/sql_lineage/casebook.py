"""The cases: SQL, and the lineage that a person reads out of it, in files under `cases/`.

A file is named after its dialect, `<dialect>-<subject>.txt`. What stands above the first `===` line
are the tables that the catalog knows. A case is then:

    === name
    known failure: reason               (only where it fails)
    tables: t(a, b); ods.x(c)           (only where the case has its own beside those of the file)
    <SQL>
    --- expect
    t.a = ods.x.c, ods.x.d:MASKING      direct sources, all of them; a kind where it matters
    t.b =                               made of nothing that is read
    t.* FILTER ods.x.dt                 all that filters, for every column of t
    coarse t = ods.x, ods.y             known by table only, and the tables
    loss 3                              something reported of line 3
    none                                no dataset is written
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from graph_catalog.model.enums.lineage import LineageKind

FOLDER: Final = Path(__file__).parent / "cases"
_TABLE: Final = re.compile(r"([^\s(;][^(;]*)\(([^)]*)\)")
_LINE: Final = re.compile(r"(?P<target>.+?)\s+=\s*(?P<sources>.*)")
_FOR_ALL: Final = re.compile(r"(?P<target>.+)\.\*\s+(?P<kind>[A-Z_]+)(?P<sources>.*)")


@dataclasses.dataclass(frozen=True)
class Source:
    """A column that something is made of; `kind` where the case says one."""

    dataset: str
    column: str
    kind: LineageKind | None = None


@dataclasses.dataclass
class Expected:
    """What a person reads out of a case."""

    columns: dict[tuple[str, str], list[Source]] = dataclasses.field(default_factory=dict)
    for_all: dict[tuple[str, LineageKind], list[Source]] = dataclasses.field(default_factory=dict)
    coarse: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    losses: list[int] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True)
class Case:
    """A piece of SQL and its lineage."""

    dialect: str
    subject: str
    name: str
    sql: str
    tables: Mapping[str, Sequence[str]]
    expected: Expected
    known_failure: str = ""

    @property
    def id(self) -> str:
        """Tell cases apart."""
        return f"{self.dialect}-{self.subject}: {self.name}"


def cases() -> list[Case]:
    """Read all cases, in the order of files."""
    return [case for file in sorted(FOLDER.glob("*.txt")) for case in _of_file(file)]


def _of_file(file: Path) -> Iterator[Case]:
    dialect, _, subject = file.stem.partition("-")
    head, *parts = re.split(r"^=== ", file.read_text("utf-8"), flags=re.MULTILINE)
    known = _tables(head)
    for part in parts:
        name, _, rest = part.partition("\n")
        body, _, said = rest.partition("--- expect\n")
        lines = body.split("\n")
        failure = ""
        tables = dict(known)
        while lines[0].startswith(("known failure:", "tables:")):
            key, _, value = lines.pop(0).partition(":")
            if key == "tables":
                tables |= _tables(value)
            else:
                failure = value.strip()
        case = Case(
            dialect, subject, name.strip(), "\n".join(lines), tables, _expected(said), failure
        )
        if subject == "tpch":
            yield from _both_ways(case)
        else:
            yield case


def _both_ways(case: Case) -> Iterator[Case]:
    """Yield a query as a view, and as an INSERT by position into a table that the catalog knows."""
    names = [column for _, column in case.expected.columns]
    yield dataclasses.replace(
        case, name=f"{case.name} as a view", sql=f"CREATE VIEW v AS\n{case.sql}"
    )
    yield dataclasses.replace(
        case,
        name=f"{case.name} as INSERT … SELECT",
        sql=f"INSERT INTO v\n{case.sql}",
        tables={**case.tables, "v": names},
    )


def _tables(text: str) -> dict[str, Sequence[str]]:
    return {
        found[1].strip().casefold(): [each.strip() for each in found[2].split(",")]
        for found in _TABLE.finditer(text.replace("\n", " "))
    }


def _expected(said: str) -> Expected:
    expected = Expected()
    for line in filter(None, map(str.strip, said.split("\n"))):
        if line.startswith("loss "):
            expected.losses.append(int(line[5:]))
        elif line.startswith("coarse "):
            target, _, sources = line[7:].partition("=")
            names = [each.strip() for each in sources.split(",") if each.strip()]
            expected.coarse[target.strip().casefold()] = [name.casefold() for name in names]
        elif found := _FOR_ALL.fullmatch(line):
            key = found["target"].casefold(), LineageKind(found["kind"])
            expected.for_all[key] = _sources(found["sources"])
        elif found := _LINE.fullmatch(f"{line} " if line.endswith("=") else line):
            dataset, _, column = found["target"].casefold().rpartition(".")
            expected.columns[dataset, column] = _sources(found["sources"])
        elif line != "none":
            raise ValueError(line)
    return expected


def _sources(text: str) -> list[Source]:
    found: list[Source] = []
    for each in filter(None, map(str.strip, text.split(","))):
        name, _, kind = each.partition(":")
        dataset, _, column = name.casefold().rpartition(".")
        found.append(Source(dataset, column, LineageKind(kind) if kind else None))
    return found
