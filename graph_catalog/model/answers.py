"""Verdicts on what is planned to be collected, and comparisons of fields: answers that are no entities.

Where an answer names an entity it holds the entity's key (private) and the entity is preloaded like any relation: the
hydration reads all of a position at once, and only what the caller selected.
"""

from enum import Enum
from typing import Final, NamedTuple

import strawberry

from graph_catalog.model import entities
from graph_catalog.model.data import Datum
from graph_catalog.model.entities import Instant
from graph_catalog.model.preloaded import Preloaded, many, one
from graph_catalog.model.regulation import LegalProvision
from graph_catalog.model.sharing_applications import SharingApplication
from graph_catalog.model.worded import worded

MOST_SHOWN: Final = 5
"""Sources that a verdict shows, the strongest: an officer who is to choose reads no more.

Verdicts rest on all of them.
"""


@worded(
    "What is to be done with a planned field; the rows of the decision table (docs/verdict.md).",
    NOT_COLLECTED="Had by sharing, generated or derived: not collected.",
    REVIEW="Not sure enough: a person should look.",
    EXEMPT="A live exemption covers it.",
    IDENTIFIER="Asked once to find the person or body; nothing more.",
    ALREADY_HELD="The unit has it, or a right to it: use that.",
    OBTAINABLE="Offered without condition: apply, do not collect.",
    OBTAINABLE_ON_REQUEST="Offered on conditions, or masked: apply first.",
    PARTLY_OBTAINABLE="The offer does not cover all of it; the rest may be collected.",
    HELD_NOT_SHARED="Held and lawfully not shared; collecting is not barred.",
    SUPPLY_GAP="The offer was withdrawn, is stale or has no basis; collecting is not barred.",
    UNSOURCED="Others collect it, nobody publishes it.",
    NEW="Nobody holds it.",
)
class FieldVerdictKind(Enum):
    NOT_COLLECTED = "NOT_COLLECTED"
    REVIEW = "REVIEW"
    EXEMPT = "EXEMPT"
    IDENTIFIER = "IDENTIFIER"
    ALREADY_HELD = "ALREADY_HELD"
    OBTAINABLE = "OBTAINABLE"
    OBTAINABLE_ON_REQUEST = "OBTAINABLE_ON_REQUEST"
    PARTLY_OBTAINABLE = "PARTLY_OBTAINABLE"
    HELD_NOT_SHARED = "HELD_NOT_SHARED"
    SUPPLY_GAP = "SUPPLY_GAP"
    UNSOURCED = "UNSOURCED"
    NEW = "NEW"


@worded(
    "What is to be done with the plan as a whole.",
    DO_NOT_COLLECT="All of it can be had without collecting.",
    REDUCE="Some of it can be had; the rest may be collected.",
    REVIEW="A person should look first.",
    CLEAR="It may be collected.",
)
class CollectionVerdict(Enum):
    DO_NOT_COLLECT = "DO_NOT_COLLECT"
    REDUCE = "REDUCE"
    REVIEW = "REVIEW"
    CLEAR = "CLEAR"


@worded(
    "How a source stands to its datum: it ranks offers and never decides the verdict.",
    DESIGNATED="Designated as the source.",
    SOLE_HOLDER="The only one that holds it.",
    ONE_OF_SEVERAL="One of several that hold it.",
)
class SourceStanding(Enum):
    DESIGNATED = "DESIGNATED"
    SOLE_HOLDER = "SOLE_HOLDER"
    ONE_OF_SEVERAL = "ONE_OF_SEVERAL"


@worded(
    "A net that looks for candidates where no element of the lexicon fits a field. It asks for a REVIEW at the most.",
    VECTOR="By meaning: vectors of subject and name. It needs the embedding model.",
)
class CandidateNet(Enum):
    VECTOR = "VECTOR"


@worded(
    "Why a step of the evidence is not shown. The verdict rests on it all the same.",
    NOT_PUBLISHED="It is a draft, withdrawn, or a table that is no entry, of another unit.",
    FIELD_NOT_SHARED="Its entry is not shared, or the field is too sensitive.",
    OF_OTHERS="An agreement or exemption of other units.",
    NAMED_BY_HIDDEN_FIELDS="A provisional datum, or a ruling on one, that takes its words from fields which you may not see.",
)
class EvidenceRedaction(Enum):
    NOT_PUBLISHED = "NOT_PUBLISHED"
    FIELD_NOT_SHARED = "FIELD_NOT_SHARED"
    OF_OTHERS = "OF_OTHERS"
    NAMED_BY_HIDDEN_FIELDS = "NAMED_BY_HIDDEN_FIELDS"


@strawberry.type(
    description="One step of the path through the graph that a verdict rests on, shown by its own visibility."
)
class EvidenceStep(Preloaded):
    kind: str = strawberry.field(
        description="What the step is, e.g. ALIGNMENT, FIELD, DATASET, AGREEMENT."
    )
    name: str = strawberry.field(description="Name of what stands there.")
    text: str = strawberry.field(
        description="What it contributes, or why it is not shown, in the caller's language."
    )
    key: str | None = strawberry.field(
        default=None,
        description="Key of what stands there; null where that is no thing on record, or may not be seen.",
    )
    redaction: EvidenceRedaction | None = strawberry.field(
        default=None, description="Why it is not shown; null where it is."
    )
    subject: entities.Node | None = strawberry.field(
        resolver=one,
        description="What stands there; null where that is no thing on record, or may not be seen.",
    )
    subject_key: strawberry.Private[str | None] = None


class Rests(NamedTuple):
    """What a verdict rests on, whoever reads it: keys that are kept and compared, and shown to nobody as they are."""

    datum: str | None
    provider: str | None
    source: str | None


@strawberry.type(description="The verdict on one planned field.")
class FieldVerdict(Preloaded):
    index: int = strawberry.field(description="Place in the plan, from 0.")
    name: str = strawberry.field(description="Name as planned.")
    verdict: FieldVerdictKind = strawberry.field(description="The row of the decision table.")
    confidence: float = strawberry.field(description="Of the alignment behind it, between 0 and 1.")
    why: str = strawberry.field(
        description="A sentence that a data officer can act on, in the caller's language."
    )
    provisions: list[LegalProvision] = strawberry.field(description="Articles behind the verdict.")
    on_record: strawberry.Private[Rests]
    standing: SourceStanding | None = strawberry.field(
        default=None, description="How the source stands."
    )
    legal_basis_missing: bool = strawberry.field(
        default=False,
        description="Collected without a stated basis (Art. 15 ¶1); a flag beside the verdict.",
    )
    evidence: list[EvidenceStep] = strawberry.field(
        default_factory=list,
        description="The path to the source, step by step; of REVIEW and UNSOURCED, which have none, "
        f"one to each of the {MOST_SHOWN} strongest candidates or collectors.",
    )
    datum: Datum | None = strawberry.field(
        resolver=one, description="What the field denotes, if on record."
    )
    hidden_count: int = strawberry.field(
        default=0,
        description="How many steps of the evidence and alternatives you may not see; the verdict rests on them too.",
    )
    provider: entities.Unit | None = strawberry.field(
        resolver=one, description="Who provides it; null too where its dataset is hidden from you."
    )
    source: entities.Dataset | None = strawberry.field(resolver=one, description="Where to get it.")
    source_field: entities.Field | None = strawberry.field(
        resolver=one, description="The field there."
    )
    alternatives: list[entities.Dataset] = strawberry.field(
        resolver=many, description=f"Where else it is offered: the {MOST_SHOWN} best."
    )
    datum_key: strawberry.Private[str | None] = None
    provider_key: strawberry.Private[str | None] = None
    source_key: strawberry.Private[str | None] = None
    source_field_key: strawberry.Private[str | None] = None
    alternatives_keys: strawberry.Private[tuple[str, ...]] = ()


@strawberry.type(description="May this be collected? The answer for a plan (Art. 9, 10 ¶3, 15).")
class CollectionCheck(Preloaded):
    verdict: CollectionVerdict = strawberry.field(description="For the plan as a whole.")
    fields: list[FieldVerdict] = strawberry.field(
        description="For each field, in the plan's order."
    )
    fields_to_keep: list[int] = strawberry.field(
        description="Indices of the fields that may stay in the form."
    )
    applications: list[SharingApplication] = strawberry.field(
        description="共享申请 that get the rest, pre-filled: one for each dataset (Art. 21)."
    )
    complete: bool = strawberry.field(description="Whether every holder was looked at.")
    missing_nets: list[CandidateNet] = strawberry.field(
        description="Nets that could not be asked, or not about everything: `store install` fetches the model. "
        "What they would have put before a person is missing from REVIEW."
    )
    checked_at: Instant = strawberry.field(description="The instant asked about.")
    revision: int = strawberry.field(description="The record gone by.")
    rule_set: str = strawberry.field(
        description="Version of rules and lexicon; equal ones give equal answers, where no net is missing."
    )


@worded(
    "Whether two fields denote one datum.",
    SAME="One datum.",
    DIFFERENT="Different data.",
    REVIEW="A person should look.",
)
class ComparisonVerdict(Enum):
    SAME = "SAME"
    DIFFERENT = "DIFFERENT"
    REVIEW = "REVIEW"


@strawberry.type(description="Whether two fields denote one datum, and why we think so.")
class FieldComparison:
    verdict: ComparisonVerdict = strawberry.field(
        description="SAME, DIFFERENT, or a person should look."
    )
    same: bool = strawberry.field(description="True for SAME alone.")
    confidence: float = strawberry.field(description="Of the verdict, between 0 and 1.")
    why: str = strawberry.field(description="The reason, in the caller's language.")
