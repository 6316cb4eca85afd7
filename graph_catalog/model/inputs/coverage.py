"""What data is about, as plans, entries and sources say it."""

import datetime as dt

import strawberry

from graph_catalog.model.enums.entries import UpdateCycle
from graph_catalog.model.inputs.texts import Population, Region


@strawberry.input(
    description="Region, population and period that something is about; absent parts mean everything."
)
class CoverageInput:
    region: Region | None = strawberry.field(
        default=None,
        description="Code of the region (GB/T 2260), or its name in the district's table of places; it covers all below it.",
    )
    population: Population | None = strawberry.field(
        default=None,
        description="Population: words of the district's table, each narrowing the one before, e.g. 户籍人口/老年人.",
    )
    period_from: dt.date | None = strawberry.field(
        default=None, description="First day of the data."
    )
    period_to: dt.date | None = strawberry.field(default=None, description="Last day of the data.")
    cycle: UpdateCycle | None = strawberry.field(
        default=None, description="How fresh the data must be; of a plan only."
    )
