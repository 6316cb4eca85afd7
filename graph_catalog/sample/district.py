"""The files of the sample district as officers would send them: units, systems, entries, rights, lineage."""

import csv
import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import strawberry

from graph_catalog.agreements import agreements, exemptions, sources
from graph_catalog.entries import organisation
from graph_catalog.entries.imports import imports
from graph_catalog.errors import InputFileError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import LOCAL
from graph_catalog.lineage.intake.words import LINEAGE_KINDS
from graph_catalog.lineage.recording import declared as declared_lineage
from graph_catalog.model import instant
from graph_catalog.model.enums.lineage import LineageKind
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.agreements import ConsumerInput, RecordAgreementInput, UsageInput
from graph_catalog.model.inputs.coverage import CoverageInput
from graph_catalog.model.inputs.lineage import DeclareLineageInput, JobInput
from graph_catalog.model.inputs.sources import DesignateSourceInput, ExemptCollectionInput
from graph_catalog.model.inputs.systems import RegisterSystemInput
from graph_catalog.model.inputs.units import RegisterUnitInput
from graph_catalog.model.instant import When
from graph_catalog.model.refusals import Refusal
from graph_catalog.record import keys, lookups
from graph_catalog.record.change import Committed, Intent
from graph_catalog.sample import labels
from graph_catalog.sheets import catalog_file

Row = Mapping[str, str]


@dataclasses.dataclass
class District:
    """The sample under way: what has been loaded so far, by the names that the files use."""

    engine: Engine
    files: Path
    unit_ids: dict[str, strawberry.ID] = dataclasses.field(default_factory=dict)
    system_ids: dict[str, strawberry.ID] = dataclasses.field(default_factory=dict)
    dataset_ids: dict[str, strawberry.ID] = dataclasses.field(default_factory=dict)
    field_ids: dict[tuple[str, str], strawberry.ID] = dataclasses.field(default_factory=dict)
    agreement_ids: dict[str, strawberry.ID] = dataclasses.field(default_factory=dict)

    def rows(self, name: str) -> Iterator[Row]:
        """Return the rows of a file."""
        with (self.files / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, strict=True)

    async def units(self) -> None:
        """Register the units."""
        for row in self.rows("units"):
            given = RegisterUnitInput(
                name=row["单位名称"],
                credit_code=row["统一社会信用代码"] or None,
                kind=labels.UNIT_KINDS[row["单位类别"]],
                level=labels.UNIT_LEVELS[row["层级"]],
                security_lead=row["安全管理负责人"] or None,
            )
            committed = done(
                await organisation.register_unit(
                    self.engine, LOCAL, given, step("registerUnit", row["单位名称"])
                ),
                row,
            )
            self.unit_ids[row["单位名称"]] = _id(NodeKind.UNIT, committed.subject)

    async def systems(self) -> None:
        """Register the systems under their units."""
        for row in self.rows("systems"):
            given = RegisterSystemInput(
                unit_id=self.unit_ids[row["运行单位"]],
                name=row["信息系统名称"],
                code=row["系统代码"],
                stage=labels.SYSTEM_STAGES[row["系统阶段"]],
                hosting=row["部署环境"],
                network=row["网络"],
                source_level=labels.SOURCE_LEVELS[row["来源分级"]],
            )
            committed = done(
                await organisation.register_system(
                    self.engine, LOCAL, given, step("registerSystem", row["系统代码"])
                ),
                row,
            )
            self.system_ids[row["信息系统名称"]] = _id(NodeKind.SYSTEM, committed.subject)

    async def catalog(self) -> None:
        """Import the catalog file."""
        sheet = catalog_file.read(self.files / "catalog.csv")
        report = await imports.import_sheet(self.engine, LOCAL, sheet, imports.ImportOptions())
        if isinstance(report, Refusal):
            raise InputFileError(report.message)
        await self._index()

    async def _index(self) -> None:
        """Learn the ids of entries by code, and of their fields by name."""
        now = Snapshot(
            dt.datetime.now(dt.UTC), instant.OPEN_REVISION - 1, instant.OPEN_REVISION - 1
        )
        codes = sorted({row["目录代码"] for row in self.rows("catalog")})
        for code in codes:
            (found,) = await lookups.by_code(self.engine, LOCAL, now, NodeKind.DATASET, code)
            self.dataset_ids[code] = _id(NodeKind.DATASET, found["key"])
        by_key = {keys.decode(id_).key: code for code, id_ in self.dataset_ids.items()}  # type: ignore[union-attr]
        page = await self.engine.read(
            "relation/dataset_fields",
            LOCAL,
            now,
            keys=list(by_key),
            after_position=-1,
            after_key="",
            limit=1000,
        )
        for group in page["groups"]:
            for field in group["rows"]:
                self.field_ids[by_key[group["key"]], field["name"]] = _id(
                    NodeKind.FIELD, field["key"]
                )

    async def designations(self) -> None:
        """Designate the sources."""
        for row in self.rows("designations"):
            given = DesignateSourceInput(
                datum_id=await self._datum(row["目录代码"], row["数据项名称"]),
                dataset_id=self.dataset_ids[row["目录代码"]],
                coverage=_coverage(row),
                basis=row["定源依据"],
                valid_from=day(row["生效日期"]),
                valid_to=day(row["失效日期"]),
            )
            done(
                await sources.designate(
                    self.engine,
                    LOCAL,
                    given,
                    step("designateSource", row["目录代码"], row["数据项名称"]),
                ),
                row,
            )

    async def exemptions(self) -> None:
        """Exempt collections."""
        for row in self.rows("exemptions"):
            given = ExemptCollectionInput(
                datum_id=await self._datum(row["目录代码"], row["数据项名称"]),
                unit_id=self.unit_ids[row["单位"]],
                reason=row["豁免类型"],
                basis=row["依据"],
                coverage=_coverage(row),
                valid_from=day(row["生效日期"]),
                valid_to=day(row["失效日期"]),
            )
            done(
                await exemptions.exempt(
                    self.engine, LOCAL, given, step("exemptCollection", row["豁免编号"])
                ),
                row,
            )

    async def _datum(self, code: str, field: str) -> strawberry.ID:
        now = Snapshot(
            dt.datetime.now(dt.UTC), instant.OPEN_REVISION - 1, instant.OPEN_REVISION - 1
        )
        key = keys.decode(self.field_ids[code, field]).key  # type: ignore[union-attr]  # an id of ours
        found = await self.engine.read("relation/field_datum", LOCAL, now, keys=[key])
        return _id(NodeKind.DATUM, found["groups"][0]["row"]["key"])

    async def agreements(self) -> None:
        """Record the agreements with consumers and uses."""
        consumers = {row["使用方编号"]: row for row in self.rows("consumers")}
        usages: dict[str, list[Row]] = {}
        for row in self.rows("usages"):
            usages.setdefault(row["协议编号"], []).append(row)
        for row in self.rows("agreements"):
            given = RecordAgreementInput(
                name=row["协议名称"],
                code=row["协议编号"],
                kind=labels.AGREEMENT_KINDS[row["协议类型"]],
                purpose=row["应用场景"],
                method=labels.provision_method(row["共享方式"]),
                status=labels.AGREEMENT_STATUSES[row["状态"]],
                opinion=row["意见"] or None,
                legal_basis=labels.stated_basis(row["意见"]),
                consumer=self._consumer(consumers[row["使用方编号"]]),
                dataset_ids=[self.dataset_ids[code] for code in row["目录代码"].split("；")],
                usages=[
                    UsageInput(
                        dataset_id=self.dataset_ids[usage["目录代码"]],
                        name=usage["使用名称"],
                        purpose=usage["应用场景"],
                        domain=labels.USAGE_DOMAINS[usage["应用领域"]],
                        open_ended=not usage["截止日期"],
                    )
                    for usage in usages.get(row["协议编号"], [])
                ],
                valid_from=day(row["生效日期"] or row["申请日期"]),
                valid_to=day(row["失效日期"]),
            )
            committed = done(
                await agreements.record_agreement(
                    self.engine, LOCAL, given, step("recordAgreement", row["协议编号"])
                ),
                row,
            )
            self.agreement_ids[row["协议编号"]] = _id(NodeKind.AGREEMENT, committed.subject)

    def _consumer(self, row: Row) -> ConsumerInput:
        return ConsumerInput(
            name=row["使用方名称"],
            kind=labels.CONSUMER_KINDS[row["使用方类别"]],
            unit_id=self.unit_ids[row["代表单位"]] if row["代表单位"] else None,
            jurisdiction=row["司法辖区"] or None,
        )

    async def lineage(self) -> None:
        """Declare all derivations as one change."""
        jobs = {row["任务名称"]: row for row in self.rows("jobs")}
        declared = [
            DeclareLineageInput(
                target_id=self.field_ids[row["写入目录代码"], row["写入数据项"]],
                source_id=self.field_ids[row["读取目录代码"], row["读取数据项"]],
                kind=LINEAGE_KINDS[row["关系类型"]],
                transform=row["加工说明"] or None,
                masking=row["是否脱敏"] == "是",
                job=job(jobs[row["任务名称"]]),
                source=labels.LINEAGE_SOURCES[row["认定来源"]],
                valid_from=day(row["生效日期"]),
                valid_to=day(row["失效日期"]),
            )
            for row in self.rows("lineage")
        ]
        for row in jobs.values():
            if row["列级关系"] == "未登记":
                declared += [
                    DeclareLineageInput(
                        target_id=self.dataset_ids[written],
                        source_id=self.dataset_ids[read],
                        kind=LineageKind.EXCHANGE,
                        job=job(row),
                        valid_from=day(row["启用日期"]),
                        valid_to=day(row["停用日期"]),
                    )
                    for written in row["写入目录代码"].split("；")
                    for read in row["读取目录代码"].split("；")
                ]
        declared_all = await declared_lineage.declare_all(
            self.engine, LOCAL, declared, step("declareLineage", "lineage.csv")
        )
        done(declared_all, {"lineage": "lineage.csv, jobs.csv"})


def step(operation: str, *known_by: str) -> Intent:
    """Return the intent of one step: a load that was cut short goes on where it was, without doing a step twice."""
    return Intent(operation, {}, "|".join(("sample", operation, *known_by)))


def job(row: Row) -> JobInput:
    """Return the job of a row of jobs.csv."""
    return JobInput(namespace=row["命名空间"], name=row["任务名称"], kind=row["任务类型"])


def _coverage(row: Row) -> CoverageInput | None:
    region, population = row["覆盖区域"] or None, row.get("覆盖人群") or None
    if region is None and population is None:
        return None
    return CoverageInput(region=region, population=population)


def day(written: str) -> When | None:
    """Return the day of a cell, None where it is empty: what holds since or until then does so all day."""
    return When(dt.date.fromisoformat(written)) if written else None


def _id(kind: NodeKind, key: str) -> strawberry.ID:
    return strawberry.ID(keys.encode(kind, key))


def done(result: Committed | Refusal, row: Row) -> Committed:
    """Return what was committed; a refusal of the sample is an `InputFileError`."""
    if isinstance(result, Committed):
        return result
    message = f"{result.message} ({'; '.join(value for value in row.values() if value)[:200]})"
    raise InputFileError(message)
