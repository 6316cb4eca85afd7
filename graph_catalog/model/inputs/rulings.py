"""Rulings on matches 裁定, and what undoes them and exemptions."""

import strawberry
from strawberry import UNSET

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.rulings import RulingScope, RulingVerdict
from graph_catalog.model.filter_conditions import EnumFilter, Since, Text, Until, filter_input
from graph_catalog.model.inputs.descriptions import IDEMPOTENCY, UNTIL, VERSION
from graph_catalog.model.inputs.plans import FieldDescriptionInput
from graph_catalog.model.inputs.references import reference
from graph_catalog.model.inputs.texts import IdempotencyKey, Line, Prose, Reason, Sought
from graph_catalog.model.instant import When


@strawberry.input(description="A standard element with a qualifier, on record or not yet.")
class RuledElementInput:
    code: Sought = strawberry.field(description="Code in the lexicon, e.g. 自然人.公民身份号码.")
    qualifier: Line | None = strawberry.field(
        default=None, description="限定词, e.g. 父亲; null: 本人, 主体."
    )


@strawberry.input(one_of=True, description="One side of a ruling: a description, or a datum.")
class MatchSideInput:
    field_id: strawberry.ID | None = reference(
        NodeKind.FIELD,
        default=UNSET,
        description="A field on record: it, and whatever is described like it.",
    )
    description: FieldDescriptionInput | None = strawberry.field(
        default=UNSET, description="A description, of a planned field say."
    )
    datum_id: strawberry.ID | None = reference(
        NodeKind.DATUM, default=UNSET, description="A datum."
    )
    element: RuledElementInput | None = strawberry.field(
        default=UNSET, description="A datum by its element."
    )


@strawberry.input(
    description="裁定: rule that two sides are one datum, or are not. Where both are known, the datum of b stays."
)
class RuleOnMatchInput:
    a: MatchSideInput = strawberry.field(description="What is ruled on.")
    b: MatchSideInput = strawberry.field(description="What it is, or is not.")
    verdict: RulingVerdict = strawberry.field(description="The same, or not.")
    scope: RulingScope = strawberry.field(
        default=RulingScope.SUBJECT, description="How far it reaches."
    )
    reason: Reason = strawberry.field(description="理由.")
    basis: Prose | None = strawberry.field(default=None, description="依据.")
    valid_to: When | None = strawberry.field(default=None, description=UNTIL)
    replaces: strawberry.ID | None = reference(
        NodeKind.RULING,
        default=None,
        description="A ruling that this one contradicts: it is withdrawn with it.",
    )
    source_id: strawberry.ID | None = reference(
        NodeKind.DATASET,
        default=None,
        description="Which dataset stays the source where both had one for overlapping coverages; null: then it is a Conflict.",
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@filter_input("Which rulings a list holds.")
class RulingFilter:
    name: Text | None = strawberry.field(default=None, description="What was ruled, in short.")
    reason: Text | None = strawberry.field(default=None, description="理由.")
    verdict: EnumFilter[RulingVerdict] | None = strawberry.field(
        default=None, description="The same, or not."
    )
    valid_from: Since | None = strawberry.field(default=None, description="Since when it holds.")
    valid_to: Until | None = strawberry.field(default=None, description="Until when it holds.")
    withdrawal: Text | None = strawberry.field(
        default=None, description="Why it was withdrawn; eq null: those that were not."
    )


@filter_input("Which exemptions a list holds.")
class ExemptionFilter:
    name: Text | None = strawberry.field(default=None, description="理由.")
    basis: Text | None = strawberry.field(default=None, description="依据.")
    valid_from: Since | None = strawberry.field(default=None, description="Since when it holds.")
    valid_to: Until | None = strawberry.field(default=None, description="Until when it holds.")
    withdrawal: Text | None = strawberry.field(
        default=None, description="Why it was withdrawn; eq null: those that were not."
    )


@strawberry.input(description="Withdraw a ruling: what it moved goes back to what the rules read.")
class WithdrawRulingInput:
    ruling_id: strawberry.ID = reference(NodeKind.RULING, description="The ruling.")
    reason: Reason = strawberry.field(description="理由.")
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Withdraw an exemption: it ends now.")
class WithdrawExemptionInput:
    exemption_id: strawberry.ID = reference(NodeKind.EXEMPTION, description="The exemption.")
    reason: Reason = strawberry.field(description="理由.")
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)
