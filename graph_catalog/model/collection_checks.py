"""A check of a plan that was kept on a project: the plan as given, its verdicts, and what has changed since.

The plan mirrors `inputs.plans`: attribute for attribute the same, so that one is made of the other; where that has
an id, this has the thing itself.
"""

import datetime as dt
from typing import Annotated

import strawberry

from graph_catalog.model import answers, entities
from graph_catalog.model.data import Datum, Element
from graph_catalog.model.enums.entries import UpdateCycle
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.projects import DifferenceCause
from graph_catalog.model.preloaded import Preloaded, one
from graph_catalog.model.refusals import AnyRefusal


@strawberry.type(description="For whom, where and when a planned field is, as the plan says it.")
class PlannedCoverage:
    region: str | None = strawberry.field(default=None, description="GB/T 2260 code.")
    population: str | None = strawberry.field(default=None, description="Population.")
    period_from: dt.date | None = strawberry.field(default=None, description="First day.")
    period_to: dt.date | None = strawberry.field(default=None, description="Last day.")
    cycle: UpdateCycle | None = strawberry.field(
        default=None, description="How fresh the data must be."
    )


@strawberry.type(description="A field of a plan, as it was given.")
class PlannedField(Preloaded):
    name: str = strawberry.field(description="数据项名称.")
    column_name: str | None = strawberry.field(default=None, description="列名.")
    description: str | None = strawberry.field(default=None, description="说明.")
    data_type: str | None = strawberry.field(default=None, description="数据类型.")
    acquisition: Acquisition = strawberry.field(
        default=Acquisition.COLLECTED, description="How it is to be had."
    )
    subject: str | None = strawberry.field(default=None, description="Whose it is.")
    element: Element | None = strawberry.field(
        resolver=one, description="The standard element, where the plan named it."
    )
    qualifier: str | None = strawberry.field(default=None, description="限定词.")
    coverage: PlannedCoverage | None = strawberry.field(
        default=None, description="For whom, where and when."
    )
    legal_basis: str | None = strawberry.field(default=None, description="法律依据.")
    element_key: strawberry.Private[str | None] = None


@strawberry.type(description="A plan as it was given; `checkCollection` takes the same again.")
class CollectionPlan(Preloaded):
    unit: entities.Unit | None = strawberry.field(
        resolver=one, description="The unit that planned."
    )
    name: str = strawberry.field(description="Name of the form, table or system.")
    purpose: str | None = strawberry.field(default=None, description="应用场景.")
    subject: str | None = strawberry.field(default=None, description="Whom it is about.")
    legal_basis: str | None = strawberry.field(default=None, description="法律依据 for the whole.")
    fields: list[PlannedField] = strawberry.field(
        default_factory=list, description="Every field, in the plan's order."
    )
    unit_key: strawberry.Private[str | None] = None


@strawberry.type(description="The verdict on one planned field as it was recorded, in short.")
class RecordedVerdict(Preloaded):
    index: int = strawberry.field(description="Place in the plan, from 0.")
    name: str = strawberry.field(description="Name as planned.")
    verdict: answers.FieldVerdictKind = strawberry.field(
        description="The row of the decision table."
    )
    confidence: float = strawberry.field(description="Of the alignment behind it, between 0 and 1.")
    datum: Datum | None = strawberry.field(
        resolver=one, description="What the field denoted, if on record."
    )
    provider: entities.Unit | None = strawberry.field(resolver=one, description="Who provided it.")
    source: entities.Dataset | None = strawberry.field(
        resolver=one, description="Where it was to be had; null too where it is hidden from you."
    )
    datum_key: strawberry.Private[str | None] = None
    provider_key: strawberry.Private[str | None] = None
    source_key: strawberry.Private[str | None] = None


@strawberry.type(description="A planned field that now gets another verdict, datum or source.")
class FieldDifference:
    index: int = strawberry.field(description="Place in the plan, from 0.")
    name: str = strawberry.field(description="Name as planned.")
    before: RecordedVerdict = strawberry.field(description="As it was recorded.")
    now: answers.FieldVerdict = strawberry.field(description="As it is now, or at the snapshot.")
    causes: list[DifferenceCause] = strawberry.field(description="What made the difference.")


@strawberry.type(description="A recorded plan checked again: what has changed since.")
class CollectionDifferences:
    verdict_before: answers.CollectionVerdict = strawberry.field(
        description="Of the plan, as recorded."
    )
    now: answers.CollectionCheck = strawberry.field(
        description="The whole answer now, or at the snapshot: its verdict, fields to keep, applications, revision, rule set."
    )
    fields: list[FieldDifference] = strawberry.field(
        description="Fields with another verdict, datum or source, in the plan's order."
    )
    unchanged: int = strawberry.field(description="How many fields have the same answer.")
    causes: list[DifferenceCause] = strawberry.field(
        description="All causes of these differences; empty where nothing has changed."
    )


CollectionDifferencesResult = Annotated[
    CollectionDifferences | AnyRefusal,
    strawberry.union(
        "CollectionDifferencesResult", description="What has changed, or why it cannot be checked."
    ),
]
