"""Answers to narrower questions about lineage: ways, who is hit, ultimate sources, what became of it (design §8)."""

import strawberry

from graph_catalog.model import entities
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.model.lineage_answers import (
    LineageCut,
    LineageEdge,
    LineageNode,
    OriginKind,
    TruncationReason,
)
from graph_catalog.model.preloaded import Preloaded, many, one

_COMPLETE = "This is all there is, as far as the record goes: see `truncatedBy`."
_TRUNCATED_BY = "Why it is not the whole, if it is not."
_CUTS = "The same with counts."
_AS_OF = "The instant asked about."
_REVISION = "The record gone by."
_REDACTED = "The viewer may not see what stands here."


@strawberry.type(description="One way by which data flow.")
class LineagePath:
    nodes: list[LineageNode] = strawberry.field(
        description="From what was before to what was made; upstreamHops count from the latter."
    )
    edges: list[LineageEdge] = strawberry.field(description="Between each two of them, in order.")
    hops: int = strawberry.field(description="How many edges.")


@strawberry.type(
    description="The shortest ways by which data flow from one thing to another; only such as data can take, field by field."
)
class Paths:
    paths: list[LineagePath] = strawberry.field(description="By hops, then keys; none twice.")
    level: LineageLevel = strawberry.field(description="The level of nodes and hops.")
    is_reversed: bool = strawberry.field(
        description="Nothing flows that way, as far as is on record, but it does the other way round."
    )
    complete: bool = strawberry.field(description=_COMPLETE)
    truncated_by: list[TruncationReason] = strawberry.field(description=_TRUNCATED_BY)
    cuts: list[LineageCut] = strawberry.field(description=_CUTS)
    hidden_count: int = strawberry.field(
        description="Nodes of these ways that the viewer may not see; they stand redacted."
    )
    as_of: Instant = strawberry.field(description=_AS_OF)
    revision: int = strawberry.field(description=_REVISION)


@strawberry.type(description="A thing that is hit when something changes.")
class Impacted(Preloaded):
    key: str = strawberry.field(
        description="Stable key; for what is redacted, one without meaning."
    )
    kind: NodeKind = strawberry.field(description="What kind of thing it is.")
    name: str | None = strawberry.field(description="Name; null for what is redacted.")
    redacted: bool = strawberry.field(default=False, description=_REDACTED)
    hops: int = strawberry.field(
        description="Hops of datasets to it; 0 for who uses the very thing asked about."
    )
    path: list[LineageNode] = strawberry.field(
        description="A shortest path: datasets from the one asked about to it, or to the one by which it is hit."
    )
    subject: entities.Node | None = strawberry.field(
        resolver=one, description="The thing itself; null for what is redacted."
    )
    subject_key: strawberry.Private[str | None] = None


@strawberry.type(
    description="A role to tell of a change: who reports a unit's data, who answers for its security, the big-data centre (Art. 6, 18, 25)."
)
class ChangeNotice(Preloaded):
    role: Role = strawberry.field(description="The role.")
    position: str | None = strawberry.field(
        default=None, description="安全管理负责人 as the unit names it."
    )
    hops: int | None = strawberry.field(
        default=None, description="How far the unit is; null for the centre."
    )
    path: list[LineageNode] = strawberry.field(
        default_factory=list, description="How it is hit; none for the centre."
    )
    unit: entities.Unit | None = strawberry.field(
        resolver=one, description="Whose role; null for the district's big-data centre."
    )
    unit_key: strawberry.Private[str | None] = None


@strawberry.type(
    description="Who is hit when something changes: all that comes from it and all who use that; each list by hops, then key."
)
class Impact:
    root: LineageNode = strawberry.field(description="What was asked about.")
    datasets: list[Impacted] = strawberry.field(description="Datasets made from it.")
    systems: list[Impacted] = strawberry.field(description="Systems that hold these.")
    units: list[Impacted] = strawberry.field(
        description="Units that answer for these, or that consumers act for."
    )
    services: list[Impacted] = strawberry.field(
        description="Uses (`Usage`) of these, and of the thing itself."
    )
    consumers: list[Impacted] = strawberry.field(
        description="Who uses them, or has an agreement to."
    )
    agreements: list[Impacted] = strawberry.field(
        description="Agreements in force that cover them."
    )
    notices: list[ChangeNotice] = strawberry.field(description="Roles to tell.")
    complete: bool = strawberry.field(description=_COMPLETE)
    truncated_by: list[TruncationReason] = strawberry.field(description=_TRUNCATED_BY)
    cuts: list[LineageCut] = strawberry.field(description=_CUTS)
    hidden_count: int = strawberry.field(
        description="Datasets that the viewer may not see; they stand redacted, their systems and units are not told."
    )
    hidden_parties: int = strawberry.field(
        description="Services, consumers and agreements that the viewer may not see."
    )
    as_of: Instant = strawberry.field(description=_AS_OF)
    revision: int = strawberry.field(description=_REVISION)


@strawberry.type(
    description="An ultimate source: a field, or a dataset whose fields are not known, before which nothing is on record."
)
class LineageOrigin(Preloaded):
    key: str = strawberry.field(
        description="Stable key; for what is redacted, one without meaning."
    )
    name: str | None = strawberry.field(description="Name; null for what is redacted.")
    redacted: bool = strawberry.field(default=False, description=_REDACTED)
    hops: int = strawberry.field(
        description="Hops of fields from what was asked about, at the least."
    )
    acquisition: Acquisition | None = strawberry.field(
        default=None,
        description="获取方式; null where it is not said, in a cycle, and for what is redacted.",
    )
    is_source: bool = strawberry.field(description="Values are collected or generated there.")
    kind: OriginKind = strawberry.field(description="Why nothing lies before it.")
    subject: entities.LineageSubject | None = strawberry.field(
        resolver=one, description="The field, or the dataset; null for what is redacted."
    )
    dataset: entities.Dataset | None = strawberry.field(resolver=one, description="Its dataset.")
    system: entities.System | None = strawberry.field(resolver=one, description="Its system.")
    unit: entities.Unit | None = strawberry.field(
        resolver=one, description="The unit that answers for its dataset."
    )
    subject_key: strawberry.Private[str | None] = None
    dataset_key: strawberry.Private[str | None] = None
    system_key: strawberry.Private[str | None] = None
    unit_key: strawberry.Private[str | None] = None


@strawberry.type(
    description="Only the ultimate sources of something; of a datum, those of its holders."
)
class Origins(Preloaded):
    origins: list[LineageOrigin] = strawberry.field(description="By hops, then key.")
    holders: int = strawberry.field(
        description="Of a datum: fields that hold it and were walked from; else 1."
    )
    collectors: list[entities.Unit] = strawberry.field(
        resolver=many,
        description="Units that answer for the true sources among them: who collected or generated it.",
    )
    designated: list[entities.Dataset] = strawberry.field(
        resolver=many, description="Of a datum: the datasets designated as its source (定源)."
    )
    complete: bool = strawberry.field(description=_COMPLETE)
    truncated_by: list[TruncationReason] = strawberry.field(description=_TRUNCATED_BY)
    cuts: list[LineageCut] = strawberry.field(description=_CUTS)
    hidden_count: int = strawberry.field(
        description="Origins that the viewer may not see; they stand redacted."
    )
    as_of: Instant = strawberry.field(description=_AS_OF)
    revision: int = strawberry.field(description=_REVISION)
    collectors_keys: strawberry.Private[tuple[str, ...]] = ()
    designated_keys: strawberry.Private[tuple[str, ...]] = ()


@strawberry.type(description="An edge that both dates have, and that says something else.")
class LineageEdgeChange:
    before: LineageEdge = strawberry.field(description="As it was at the first date.")
    after: LineageEdge = strawberry.field(description="As it was at the second.")


@strawberry.type(description="How whole one of the two lineages is.")
class LineageSide:
    complete: bool = strawberry.field(description=_COMPLETE)
    truncated_by: list[TruncationReason] = strawberry.field(description=_TRUNCATED_BY)
    cuts: list[LineageCut] = strawberry.field(description=_CUTS)
    node_count: int = strawberry.field(description="How many nodes it has.")
    edge_count: int = strawberry.field(description="How many edges it has.")
    as_of: Instant = strawberry.field(description=_AS_OF)


@strawberry.type(
    description="What became of a lineage between two dates, by one record. A thing that is only nearer or farther has not changed."
)
class LineageChanges:
    nodes: list[LineageNode] = strawberry.field(
        description="All that appeared or went, and all ends of the edges below."
    )
    nodes_added: list[LineageNode] = strawberry.field(description="Nodes that only the second has.")
    nodes_removed: list[LineageNode] = strawberry.field(
        description="Nodes that only the first has."
    )
    edges_added: list[LineageEdge] = strawberry.field(description="Edges that only the second has.")
    edges_removed: list[LineageEdge] = strawberry.field(
        description="Edges that only the first has."
    )
    edges_changed: list[LineageEdgeChange] = strawberry.field(
        description="Edges whose basis, kinds or assertions differ."
    )
    before: LineageSide = strawberry.field(description="The lineage at `from`.")
    after: LineageSide = strawberry.field(description="The lineage at `to`.")
    complete: bool = strawberry.field(
        description="Both are the whole; otherwise what seems to have appeared or gone may have been cut."
    )
    revision: int = strawberry.field(description=_REVISION)
