"""裁定 and 豁免: what the data centre has decided that no rule of the matching or the verdict can."""

import strawberry

from graph_catalog.model.data import Datum
from graph_catalog.model.entities import Entity, Instant, Unit
from graph_catalog.model.enums.rulings import RulingScope, RulingVerdict
from graph_catalog.model.preloaded import Preloaded, one


@strawberry.type(description="What a ruling moved: so many fields from one datum to another.")
class RulingMove(Preloaded):
    fields: int = strawberry.field(description="How many fields.")
    was: Datum | None = strawberry.field(
        resolver=one, description="What they denoted; null: nothing."
    )
    now: Datum | None = strawberry.field(resolver=one, description="What they denote by it.")
    was_key: strawberry.Private[str | None] = None
    now_key: strawberry.Private[str | None] = None


@strawberry.type(
    description="裁定: that two descriptions or data are one datum, or are not. It wins over every rule, "
    "holds for fields and plans to come, and is withdrawn as easily (Art. 6, 15)."
)
class Ruling(Preloaded, Entity):
    name: str = strawberry.field(description="What was ruled, in short: 致困原因 = 致贫原因.")
    verdict: RulingVerdict = strawberry.field(description="The same, or not.")
    scope: RulingScope = strawberry.field(description="How far it reaches.")
    reason: str = strawberry.field(description="理由.")
    basis: str | None = strawberry.field(default=None, description="依据.")
    ruled_by: str | None = strawberry.field(default=None, description="Who ruled.")
    valid_from: Instant | None = strawberry.field(default=None, description="Since when.")
    valid_to: Instant | None = strawberry.field(
        default=None, description="Until when; null: until it is withdrawn."
    )
    withdrawal: str | None = strawberry.field(
        default=None, description="Why it was withdrawn; null: it was not."
    )
    fields_changed: int = strawberry.field(
        default=0, description="How many fields it gave another datum when it was made."
    )
    fields_returned: int | None = strawberry.field(
        default=None, description="How many fields got another datum when it was withdrawn."
    )
    moves: list[RulingMove] = strawberry.field(
        default_factory=list, description="From which data to which; the 20 with the most fields."
    )


@strawberry.type(
    description="豁免: a unit may collect a datum itself although it could be had by sharing (Art. 15)."
)
class Exemption(Preloaded, Entity):
    name: str = strawberry.field(description="理由.")
    basis: str | None = strawberry.field(default=None, description="依据.")
    valid_from: Instant | None = strawberry.field(default=None, description="Since when.")
    valid_to: Instant | None = strawberry.field(default=None, description="Until when; null: open.")
    withdrawal: str | None = strawberry.field(
        default=None, description="Why it was withdrawn; null: it was not."
    )
    datum: Datum | None = strawberry.field(resolver=one, description="The datum.")
    unit: Unit | None = strawberry.field(resolver=one, description="The unit that may collect it.")
