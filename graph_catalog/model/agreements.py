"""The use of data: consumers, the agreements that are granted to them, and what they use by those (Art. 21, 23, 24)."""

import strawberry

from graph_catalog.model.entities import Dataset, Entity, Instant, Unit
from graph_catalog.model.enums.agreements import (
    AgreementKind,
    AgreementStatus,
    ConsumerKind,
    UsageDomain,
)
from graph_catalog.model.enums.entries import ProvisionMethod
from graph_catalog.model.paging import Connection
from graph_catalog.model.preloaded import Preloaded, one, page


@strawberry.type(description="使用方: who uses data.")
class Consumer(Preloaded, Entity):
    name: str = strawberry.field(description="名称.")
    kind: ConsumerKind = strawberry.field(description="Which sort of user.")
    jurisdiction: str | None = strawberry.field(
        default=None, description="Where it is seated (Art. 26 ¶2)."
    )
    unit: Unit | None = strawberry.field(resolver=one, description="The unit it acts for.")
    agreements: Connection["Agreement"] | None = strawberry.field(
        resolver=page,
        description="Asked for or granted to it, of which the time holds; `status` says how each stands.",
    )
    usages: Connection["Usage"] | None = strawberry.field(
        resolver=page, description="What it uses."
    )


@strawberry.type(description="共享申请/利用协议: the right to use (Art. 21, Art. 24).")
class Agreement(Preloaded, Entity):
    name: str = strawberry.field(description="名称.")
    code: str | None = strawberry.field(default=None, description="编号.")
    kind: AgreementKind = strawberry.field(description="Request and grant, or data-use agreement.")
    purpose: str | None = strawberry.field(default=None, description="应用场景 (Art. 21).")
    method: ProvisionMethod | None = strawberry.field(
        default=None, description="共享方式 (Art. 21, 22)."
    )
    status: AgreementStatus = strawberry.field(
        description="How it stands at the instant asked about: what was decided, and whether its time is over."
    )
    opinion: str | None = strawberry.field(
        default=None, description="意见: what was said when it was decided."
    )
    legal_basis: str | None = strawberry.field(
        default=None, description="依据 of a refusal; without one, the refusal is a supply gap."
    )
    valid_from: Instant | None = strawberry.field(
        default=None,
        description="Since when it is granted, or asked for while it waits; null: since ever.",
    )
    valid_to: Instant | None = strawberry.field(
        default=None,
        description="Until when; null: open. Equal to validFrom: it was taken back before it began.",
    )
    consumer: Consumer | None = strawberry.field(resolver=one, description="To whom it is granted.")
    datasets: Connection[Dataset] | None = strawberry.field(
        resolver=page, description="What it covers."
    )


@strawberry.type(description="One use of one dataset by a consumer (Art. 23).")
class Usage(Preloaded, Entity):
    name: str = strawberry.field(description="What it is used in.")
    purpose: str | None = strawberry.field(default=None, description="应用场景.")
    domain: UsageDomain | None = strawberry.field(default=None, description="应用领域 (Art. 23).")
    dataset: Dataset | None = strawberry.field(resolver=one, description="What is used.")
    agreement: Agreement | None = strawberry.field(
        resolver=one, description="The right it rests on."
    )
    consumer: Consumer | None = strawberry.field(resolver=one, description="Who uses it.")
