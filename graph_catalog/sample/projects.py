"""The projects of the sample district, and the check of a plan that is kept on one (Art. 9).

Loaded last: a check goes by what is on record, and what others are known by is not to move for it.
"""

import dataclasses
from collections.abc import Iterator

import strawberry

from graph_catalog.collection import collection_checks
from graph_catalog.entries import organisation
from graph_catalog.identity.auth import LOCAL
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.collection_checks import RecordCollectionCheckInput
from graph_catalog.model.inputs.plans import CollectionPlanInput, PlannedFieldInput
from graph_catalog.model.inputs.projects import RegisterProjectInput
from graph_catalog.record import keys
from graph_catalog.record.change import Intent
from graph_catalog.sample import labels
from graph_catalog.sample.district import District, Row, day, done, step
from graph_catalog.sheets import labels as template


def step_of(row: Row) -> Intent:
    """Return the intent of one project."""
    return step("registerProject", row["项目代码"])


@dataclasses.dataclass
class Projects:
    """Projects of a district that has been loaded."""

    district: District

    async def load(self) -> None:
        """Register the projects; those with a plan get it checked, as of the day that the row says."""
        for row in self.district.rows("projects"):
            given = RegisterProjectInput(
                unit_id=self.district.unit_ids[row["建设单位"]],
                name=row["项目名称"],
                code=row["项目代码"],
                stage=labels.PROJECT_STAGES[row["项目阶段"]],
                description=row["建设内容"],
            )
            registered = await organisation.register_project(
                self.district.engine, LOCAL, given, step_of(row)
            )
            project = done(registered, row).subject
            if row["计划文件"]:
                await self._check(row, project)

    async def _check(self, row: Row, project: str) -> None:
        plan = next(
            each for each in self.district.rows("plans") if each["计划文件"] == row["计划文件"]
        )
        given = RecordCollectionCheckInput(
            project_id=strawberry.ID(keys.encode(NodeKind.PROJECT, project)),
            plan=CollectionPlanInput(
                unit_id=self.district.unit_ids[plan["单位"]],
                name=plan["计划名称"],
                purpose=plan["应用场景"] or None,
                subject=plan["主体"] or None,
                legal_basis=plan["法律依据"] or None,
                fields=list(self._fields(row)),
                as_of=day(row["核查日期"]),
            ),
        )
        intent = step("recordCollectionCheck", row["项目代码"])
        done(await collection_checks.record_check(self.district.engine, LOCAL, given, intent), row)

    def _fields(self, row: Row) -> Iterator[PlannedFieldInput]:
        for field in self.district.rows(f"plans/{row['计划文件'].removesuffix('.csv')}"):
            acquisition = template.value(Acquisition, field["获取方式"])
            assert acquisition is not None, field  # noqa: S101  # the content's own tests check it
            yield PlannedFieldInput(
                name=field["名称"],
                column_name=field["列名"] or None,
                description=field["说明"] or None,
                data_type=field["数据类型"] or None,
                acquisition=acquisition,
                subject=field["主体"] or None,
                legal_basis=field["法律依据"] or None,
            )
