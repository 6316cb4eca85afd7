"""How fast things get on record: an estate, and a real file; against nodes that are made without any record."""

import dataclasses
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import neo4j

from benchmarks import estate
from benchmarks.comparing import Spread
from benchmarks.planned_estate import PlannedDataset, Scale
from graph_catalog.entries.imports import imports
from graph_catalog.entries.imports.imports import ImportOptions
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import LOCAL
from graph_catalog.model.refusals import Refusal
from graph_catalog.sheets import catalog_file
from graph_catalog.sheets.column_mapping import ColumnMapping
from graph_catalog.sheets.labels import Column

_BARE_ROWS: Final = 10_000
_BARE_ROUNDS: Final = 5
_BARE: Final = "UNWIND $rows AS row CREATE (node:Bare) SET node = row"
_BARE_AWAY: Final = "MATCH (node:Bare) DETACH DELETE node"
_MAPPING: Final = ColumnMapping(
    columns={
        Column.ENTRY: "dataset_cn",
        Column.FIELD: "field_cn",
        Column.PROVIDER: "provider",
    },
    defaults={
        Column.SYSTEM: "公共数据开放平台",
        Column.FORMAT: "数据库",
        Column.SHARING_CLASS: "无条件共享",
        Column.OPENNESS: "无条件开放",
        Column.PROVISION_METHOD: "市级接口共享",
        Column.UPDATE_CYCLE: "每月",
        Column.SHARING_PERIOD: "长期",
        Column.STATUS: "已发布",
    },
)
BEIJING_PROVIDER: Final = "市政务服务局"
"""Who provides what the file names no provider for."""


@dataclasses.dataclass(frozen=True)
class Stage:
    """A stage of a load: rows (things and facts) and seconds."""

    name: str
    rows: int
    seconds: float

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds


async def bare(driver: neo4j.AsyncDriver) -> Spread:
    """Make nodes without constraint, fact, audit entry or time; return nodes a second."""
    rows = [
        {"key": f"{number:08}", "name": f"名称{number}", "position": number, "status": "PUBLISHED"}
        for number in range(_BARE_ROWS)
    ]
    rates = []
    for _ in range(_BARE_ROUNDS):
        began = time.perf_counter()
        await driver.execute_query(_BARE, rows=rows)
        rates.append(_BARE_ROWS / (time.perf_counter() - began))
        await driver.execute_query(_BARE_AWAY)
    return Spread(rates)


async def load_estate(
    engine: Engine,
    scale: Scale,
    planned: Sequence[PlannedDataset],
    more: Sequence[PlannedDataset],
    edges: int,
) -> list[Stage]:
    """Load an estate and say how long each stage took."""
    fields = sum(len(dataset.fields) for dataset in planned)
    rows: Mapping[str, int] = {
        "estate": scale.units + 2 * scale.systems,
        "datasets": 3 * len(planned),
        "fields": 2 * fields,
        "alignments": fields,
        "derivations": edges,
    }
    seconds = await estate.load(engine, scale, more)
    return [Stage(name, rows[name], taken) for name, taken in seconds.items()]


def beijing() -> Path | None:
    """Return the Beijing catalog, where it lies beside the checkout or where GRAPH_CATALOG_SHARED says."""
    shared = os.environ.get("GRAPH_CATALOG_SHARED")
    folder = Path(shared) if shared else Path(__file__).parents[2] / "shared"
    path = folder / "data" / "beijing" / "fields.csv"
    return path if path.is_file() else None


def corrected(path: Path) -> bytes:
    """Return the Beijing catalog without the row that names no field: the import refuses it, and says which."""
    rows = path.read_bytes().splitlines(keepends=True)
    return b"".join(row for row in rows if not row.rstrip().endswith(b",/"))


async def import_beijing(engine: Engine, path: Path) -> list[Stage]:
    """Import the file, and again."""
    return [
        await _import(engine, path, "first time"),
        await _import(engine, path, "again, without effect"),
    ]


async def _import(engine: Engine, path: Path, name: str) -> Stage:
    began = time.perf_counter()
    sheet = catalog_file.parse(path.name, corrected(path), _MAPPING)
    options = ImportOptions(unit=BEIJING_PROVIDER, create_units=True)
    report = await imports.import_sheet(engine, LOCAL, sheet, options)
    if isinstance(report, Refusal):
        raise RuntimeError(report.message)  # noqa: TRY004  # a refusal is an answer, no wrong type
    return Stage(name, sheet.row_count, time.perf_counter() - began)
