"""信息化项目 and what is kept of the checks of their plans (Art. 9), entities like those of `entities`."""

import strawberry

from graph_catalog.model import answers, entities
from graph_catalog.model.collection_checks import (
    CollectionDifferencesResult,
    CollectionPlan,
    RecordedVerdict,
)
from graph_catalog.model.entities import Entity, Instant
from graph_catalog.model.enums.projects import ProjectStage
from graph_catalog.model.paging import Connection
from graph_catalog.model.preloaded import Preloaded, one, page, rechecked


@strawberry.type(description="信息化项目 (Art. 9, 12): a planned or running information project.")
class Project(Preloaded, Entity):
    name: str = strawberry.field(description="项目名称.")
    code: str | None = strawberry.field(default=None, description="项目代码.")
    stage: ProjectStage | None = strawberry.field(default=None, description="项目阶段.")
    description: str | None = strawberry.field(
        default=None, description="建设内容: what it builds, and what for."
    )
    unit: entities.Unit | None = strawberry.field(
        resolver=one, description="The unit that undertakes it."
    )
    collection_checks: Connection["CollectionCheckRecord"] | None = strawberry.field(
        resolver=page,
        description="Plans that were checked and kept, newest first; for its unit, and for who sees all.",
    )
    versions: Connection["Project"] | None = strawberry.field(
        resolver=page,
        description="Its descriptions, newest first, each as of the revision that recorded it.",
    )


@strawberry.type(
    description="A check of a plan, kept on its project: the plan as given, and its verdicts in short (Art. 9)."
)
class CollectionCheckRecord(Preloaded, Entity):
    name: str = strawberry.field(description="Name of the form, table or system planned.")
    verdict: answers.CollectionVerdict = strawberry.field(description="Of the plan as a whole.")
    field_count: int = strawberry.field(description="Fields of the plan.")
    checked_at: Instant = strawberry.field(description="The instant asked about.")
    checked_by: str = strawberry.field(description="Who had it checked and kept.")
    revision: int = strawberry.field(description="The record gone by.")
    rule_set: str = strawberry.field(description="Version of rules and lexicon gone by.")
    complete: bool = strawberry.field(description="Whether every holder was looked at.")
    missing_nets: list[answers.CandidateNet] = strawberry.field(
        default_factory=list, description="Nets that could not be asked."
    )
    plan: CollectionPlan = strawberry.field(description="The plan as it was given.")
    verdicts: list[RecordedVerdict] = strawberry.field(
        default_factory=list, description="The verdict on each field, in the plan's order."
    )
    project: Project | None = strawberry.field(resolver=one, description="The project.")
    differences: CollectionDifferencesResult | None = strawberry.field(
        resolver=rechecked,
        description="The plan checked again, and what has changed since; below 5 parents at the most.",
    )
    plan_json: strawberry.Private[str] = ""
    """The plan as it is kept (`kept_plans`)."""
