"""Changes of agreements, with their consumers and uses."""

import strawberry

from graph_catalog.model.enums.agreements import (
    AgreementDecision,
    AgreementKind,
    AgreementStatus,
    ConsumerKind,
    UsageDomain,
)
from graph_catalog.model.enums.entries import ProvisionMethod
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.descriptions import IDEMPOTENCY, SINCE, UNTIL, VERSION
from graph_catalog.model.inputs.references import reference
from graph_catalog.model.inputs.texts import Code, IdempotencyKey, Line, Name, Prose, Purpose
from graph_catalog.model.instant import When


@strawberry.input(description="Who uses data; found by name and unit, or put on record.")
class ConsumerInput:
    name: Name = strawberry.field(description="名称.")
    kind: ConsumerKind = strawberry.field(description="Which sort of user.")
    unit_id: strawberry.ID | None = reference(
        NodeKind.UNIT, default=None, description="The unit it acts for."
    )
    jurisdiction: Line | None = strawberry.field(
        default=None, description="Where it is seated (Art. 26 ¶2)."
    )


@strawberry.input(description="A use of a dataset under an agreement (Art. 23).")
class UsageInput:
    dataset_id: strawberry.ID = reference(
        NodeKind.DATASET, description="What is used; the agreement must cover it."
    )
    name: Name = strawberry.field(description="What it is used in.")
    purpose: Prose | None = strawberry.field(default=None, description="应用场景.")
    domain: UsageDomain | None = strawberry.field(default=None, description="应用领域.")
    open_ended: bool = strawberry.field(
        default=False,
        description="The use goes on when the agreement ends, as far as is known: then that is a finding.",
    )


@strawberry.input(
    description="共享申请 (Art. 21) or 数据利用协议 (Art. 24) with its consumer and uses."
)
class RecordAgreementInput:
    name: Name = strawberry.field(description="名称.")
    code: Code | None = strawberry.field(default=None, description="编号.")
    kind: AgreementKind = strawberry.field(description="Request and grant, or data-use agreement.")
    purpose: Purpose = strawberry.field(description="应用场景 (Art. 21).")
    method: ProvisionMethod = strawberry.field(description="共享方式 (Art. 21, 22).")
    status: AgreementStatus = strawberry.field(
        default=AgreementStatus.GRANTED, description="Where it stands."
    )
    opinion: Prose | None = strawberry.field(default=None, description="意见 of the decision.")
    legal_basis: Prose | None = strawberry.field(default=None, description="依据 of a refusal.")
    consumer: ConsumerInput = strawberry.field(description="To whom it is granted.")
    dataset_ids: list[strawberry.ID] = reference(NodeKind.DATASET, description="What it covers.")
    usages: list[UsageInput] = strawberry.field(
        default_factory=list, description="What it is used for."
    )
    valid_from: When | None = strawberry.field(default=None, description=SINCE)
    valid_to: When | None = strawberry.field(default=None, description=UNTIL)
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(
    description="Decide on a request that waits (Art. 21): the provider of the data, or the big-data centre."
)
class DecideAgreementInput:
    id: strawberry.ID = reference(NodeKind.AGREEMENT, description="The request.")
    decision: AgreementDecision = strawberry.field(description="What is decided.")
    decided_at: When | None = strawberry.field(
        default=None,
        description="When it was decided, not before it was asked for; null: now. In answers about the time before it waits, or "
        "until an earlier validFrom.",
    )
    valid_from: When | None = strawberry.field(
        default=None,
        description="Since when it is granted; null: as was asked for, not before the decision.",
    )
    valid_to: When | None = strawberry.field(
        default=None,
        description="Until when it is granted, a plain date: through that day; null: as was asked for.",
    )
    opinion: Prose | None = strawberry.field(default=None, description="意见 of the decision.")
    legal_basis: Prose | None = strawberry.field(default=None, description="依据 of a refusal.")
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(
    description="End an agreement, or take back a request that waits or what has not begun."
)
class EndAgreementInput:
    id: strawberry.ID = reference(NodeKind.AGREEMENT, description="The agreement.")
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    ends_at: When | None = strawberry.field(
        default=None,
        description="The first instant at which it has ended; of a plain date, it holds through that day. Null: now.",
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)
