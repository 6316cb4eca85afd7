"""裁定 and 豁免: their questions and changes, resolvers of one line."""

from typing import Annotated

import strawberry

from graph_catalog.api import lists, lookups
from graph_catalog.api.arguments import (
    After,
    AsOf,
    AtRevision,
    Before,
    ExemptionOrder,
    First,
    Last,
    RulingOrder,
    direction,
)
from graph_catalog.api.changing import INPUT, change
from graph_catalog.api.context import Info
from graph_catalog.api.lists import PageArguments
from graph_catalog.catalog import ended_sources, exemptions, rulings
from graph_catalog.model import payloads
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.rulings import (
    ExemptionFilter,
    RuleOnMatchInput,
    RulingFilter,
    WithdrawExemptionInput,
    WithdrawRulingInput,
)
from graph_catalog.model.inputs.sources import EndDesignationInput
from graph_catalog.model.paging import Connection
from graph_catalog.model.refusals import AnyRefusal
from graph_catalog.model.rulings import Exemption, Ruling

_BY = strawberry.argument(description="By id or key: exactly one.")
_FILTER = strawberry.argument(description="Which of them; null: all.")
_ORDER = strawberry.argument(description="In which order; null: by name.")

RuleOnMatchResult = Annotated[
    payloads.RuleOnMatchPayload | AnyRefusal,
    strawberry.union("RuleOnMatchResult", description="The ruling, or why not."),
]
WithdrawRulingResult = Annotated[
    payloads.WithdrawRulingPayload | AnyRefusal,
    strawberry.union("WithdrawRulingResult", description="The ruling, or why not."),
]
EndDesignationResult = Annotated[
    payloads.EndDesignationPayload | AnyRefusal,
    strawberry.union("EndDesignationResult", description="The designation, or why not."),
]
WithdrawExemptionResult = Annotated[
    payloads.WithdrawExemptionPayload | AnyRefusal,
    strawberry.union("WithdrawExemptionResult", description="The exemption, or why not."),
]


async def resolve_ruling(
    info: Info,
    by: Annotated[lookups.RulingBy, _BY],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Ruling | None:
    """Look a ruling up."""
    found: Ruling | None = await lookups.find(info, NodeKind.RULING, by, as_of, at_revision)
    return found


async def resolve_rulings(
    info: Info,
    filter: Annotated[RulingFilter | None, _FILTER] = None,
    order_by: Annotated[RulingOrder | None, _ORDER] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[Ruling] | None:
    """List rulings."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[Ruling] = await lists.page(
        info, NodeKind.RULING, filter, direction(order_by), asked
    )
    return page


async def resolve_exemption(
    info: Info,
    by: Annotated[lookups.ExemptionBy, _BY],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Exemption | None:
    """Look an exemption up."""
    found: Exemption | None = await lookups.find(info, NodeKind.EXEMPTION, by, as_of, at_revision)
    return found


async def resolve_exemptions(
    info: Info,
    filter: Annotated[ExemptionFilter | None, _FILTER] = None,
    order_by: Annotated[ExemptionOrder | None, _ORDER] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[Exemption] | None:
    """List exemptions."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[Exemption] = await lists.page(
        info, NodeKind.EXEMPTION, filter, direction(order_by), asked
    )
    return page


async def resolve_rule_on_match(
    info: Info, input: Annotated[RuleOnMatchInput, INPUT]
) -> RuleOnMatchResult:
    """Rule on a match."""
    return await change(info, "ruleOnMatch", input, rulings.rule, payloads.RuleOnMatchPayload)


async def resolve_withdraw_ruling(
    info: Info, input: Annotated[WithdrawRulingInput, INPUT]
) -> WithdrawRulingResult:
    """Withdraw a ruling."""
    return await change(
        info, "withdrawRuling", input, rulings.withdraw, payloads.WithdrawRulingPayload
    )


async def resolve_end_designation(
    info: Info, input: Annotated[EndDesignationInput, INPUT]
) -> EndDesignationResult:
    """End a designation."""
    return await change(
        info, "endDesignation", input, ended_sources.end_designation, payloads.EndDesignationPayload
    )


async def resolve_withdraw_exemption(
    info: Info, input: Annotated[WithdrawExemptionInput, INPUT]
) -> WithdrawExemptionResult:
    """Withdraw an exemption."""
    return await change(
        info,
        "withdrawExemption",
        input,
        exemptions.withdraw_exemption,
        payloads.WithdrawExemptionPayload,
    )
