"""What happened in the sample district later, in order (examples/district/history.csv).

Applied after all the rest, so that `asOf` and `atRevision` have something to tell apart: an entry revised, an edge of
lineage closed in error and found right, an agreement ended.
"""

import dataclasses
from typing import Final

import strawberry

from graph_catalog.agreements import agreement_decisions
from graph_catalog.entries import entries, organisation
from graph_catalog.identity.auth import LOCAL
from graph_catalog.lineage.intake.words import LINEAGE_KINDS
from graph_catalog.lineage.recording import declared as declared_lineage
from graph_catalog.lineage.recording import retraction as lineage_retraction
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.model.inputs.agreements import EndAgreementInput
from graph_catalog.model.inputs.entries import ReviseEntryInput
from graph_catalog.model.inputs.lineage import DeclareLineageInput, RetractLineageInput
from graph_catalog.model.inputs.systems import ReviseSystemInput
from graph_catalog.record.change import Intent
from graph_catalog.sample import labels
from graph_catalog.sample.district import District, Row, day, done, job, step

_OPERATIONS: Final = {
    "revise_entry": "reviseEntry",
    "revise_system": "reviseSystem",
    "end_agreement": "endAgreement",
    "close_lineage": "retractLineage",
    "reopen_lineage": "declareLineage",
    "declare_lineage": "declareLineage",
}


def step_of(row: Row) -> Intent:
    """Return the intent of one change of the history."""
    return step(_OPERATIONS[labels.HISTORY[row["操作"]]], "history", row["序号"])


@dataclasses.dataclass
class History:
    """Later changes to a district that has been loaded."""

    district: District

    async def apply(self) -> None:
        """Make every change in its order."""
        for row in self.district.rows("history"):
            await getattr(self, labels.HISTORY[row["操作"]])(row)

    async def revise_entry(self, row: Row) -> None:
        """Describe an entry anew."""
        given = ReviseEntryInput(
            id=self.district.dataset_ids[row["对象"]],
            **labels.entry_change(row["属性"], row["新值"]),
        )
        done(await entries.revise(self.district.engine, LOCAL, given, step_of(row)), row)

    async def revise_system(self, row: Row) -> None:
        """Describe a system anew."""
        given = ReviseSystemInput(
            id=self.district.system_ids[row["对象"]],
            stage=strawberry.Some(labels.SYSTEM_STAGES[row["新值"]]),
        )
        done(
            await organisation.revise_system(self.district.engine, LOCAL, given, step_of(row)),
            row,
        )

    async def end_agreement(self, row: Row) -> None:
        """End an agreement."""
        given = EndAgreementInput(
            id=self.district.agreement_ids[row["对象"]], ends_at=day(row["新值"])
        )
        done(
            await agreement_decisions.end_agreement(
                self.district.engine, LOCAL, given, step_of(row)
            ),
            row,
        )

    async def close_lineage(self, row: Row) -> None:
        """Say that an edge holds no longer."""
        target, source = self._edge(row["对象"])
        given = RetractLineageInput(
            target_id=target,
            source_id=source,
            source=self._asserted(row),
            ends_at=day(row["新值"]),
        )
        done(
            await lineage_retraction.retract(self.district.engine, LOCAL, given, step_of(row)),
            row,
        )

    async def reopen_lineage(self, row: Row) -> None:
        """Say the edge again, as it was said first."""
        target, source = self._edge(row["对象"])
        said = next(each for each in self.district.rows("lineage") if _edge_of(each) == row["对象"])
        await self._declare_again(row, target, source, said)

    async def declare_lineage(self, row: Row) -> None:
        """Declare a new edge."""
        target, source = self._edge(row["对象"])
        said = {
            "关系类型": "汇总统计",
            "加工说明": row["说明"],
            "认定来源": "单位申报",
            "生效日期": row["新值"],
        }
        await self._declare_again(row, target, source, said)

    async def _declare_again(
        self, row: Row, target: strawberry.ID, source: strawberry.ID, said: Row
    ) -> None:
        jobs = {each["任务名称"]: each for each in self.district.rows("jobs")}
        given = DeclareLineageInput(
            target_id=target,
            source_id=source,
            kind=LINEAGE_KINDS[said["关系类型"]],
            transform=said["加工说明"] or None,
            job=job(jobs[said["任务名称"]]) if said.get("任务名称") else None,
            source=labels.LINEAGE_SOURCES[said["认定来源"]],
            valid_from=day(said["生效日期"]),
        )
        done(
            await declared_lineage.declare_all(self.district.engine, LOCAL, [given], step_of(row)),
            row,
        )

    def _edge(self, text: str) -> tuple[strawberry.ID, strawberry.ID]:
        written, read = (tuple(end.strip().split("#")) for end in text.split("<-"))
        return self.district.field_ids[written[0], written[1]], self.district.field_ids[
            read[0], read[1]
        ]

    def _asserted(self, row: Row) -> LineageSource:
        said = next(each for each in self.district.rows("lineage") if _edge_of(each) == row["对象"])
        return labels.LINEAGE_SOURCES[said["认定来源"]]


def _edge_of(row: Row) -> str:
    return f"{row['写入目录代码']}#{row['写入数据项']} <- {row['读取目录代码']}#{row['读取数据项']}"
