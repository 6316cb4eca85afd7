"""The questions: class Query is the index of what can be asked."""

from typing import Annotated

import strawberry

from graph_catalog.api import (
    audit,
    collection,
    finding,
    forms,
    searching,
    viewing,
)
from graph_catalog.api import lineage as lineage_questions
from graph_catalog.gql import kinds, lookups
from graph_catalog.gql.context import Info
from graph_catalog.model import answers, entities
from graph_catalog.model.agreements import Agreement, Consumer
from graph_catalog.model.audit import AuditEntry, AuditHead
from graph_catalog.model.data import Datum, Element
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.findings import DuplicateCollection, Finding
from graph_catalog.model.paging import Connection
from graph_catalog.model.projects import Project
from graph_catalog.model.rulings import Exemption, Ruling

Ids = Annotated[
    list[strawberry.ID], strawberry.argument(description="Global ids; 100 at the most.")
]


async def resolve_node(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="A global id.")]
) -> entities.Node | None:
    """Look anything up by its global id."""
    return (await lookups.find_nodes(info, [id]))[0]


async def resolve_nodes(info: Info, ids: Ids) -> list[entities.Node | None]:
    """Look several things up by their global ids."""
    return list(await lookups.find_nodes(info, ids))


@strawberry.type(description="What can be asked of the catalog.")
class Query:
    viewer: viewing.ViewerAnswer = strawberry.field(
        resolver=viewing.who, description="Whom the catalog takes the caller for."
    )
    node: entities.Node | None = strawberry.field(
        resolver=resolve_node,
        description="Anything by its global id; null for what is unknown or not to be seen.",
    )
    nodes: list[entities.Node | None] = strawberry.field(
        resolver=resolve_nodes, description="Several things by their global ids, in that order."
    )
    unit: entities.Unit | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.UNIT),
        description="A unit 单位; null for what is unknown or not to be seen.",
    )
    units: Connection[entities.Unit] | None = strawberry.field(
        resolver=kinds.page(NodeKind.UNIT), description="单位 by name."
    )
    system: entities.System | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.SYSTEM),
        description="An information system 信息系统; null for what is unknown or not to be seen.",
    )
    systems: Connection[entities.System] | None = strawberry.field(
        resolver=kinds.page(NodeKind.SYSTEM), description="信息系统 by name."
    )
    project: Project | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.PROJECT),
        description="An information project 信息化项目; null for what is unknown or not to be seen.",
    )
    projects: Connection[Project] | None = strawberry.field(
        resolver=kinds.page(NodeKind.PROJECT), description="信息化项目 by name."
    )
    ruling: Ruling | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.RULING),
        description="A ruling on a match 裁定; null for what is unknown.",
    )
    rulings: Connection[Ruling] | None = strawberry.field(
        resolver=kinds.page(NodeKind.RULING), description="裁定 by name, with what each changed."
    )
    exemption: Exemption | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.EXEMPTION),
        description="An exemption 豁免; null for what is unknown.",
    )
    exemptions: Connection[Exemption] | None = strawberry.field(
        resolver=kinds.page(NodeKind.EXEMPTION), description="豁免 by reason."
    )
    dataset: entities.Dataset | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.DATASET),
        description="A dataset 数据集; null for what is unknown or not to be seen.",
    )
    datasets: Connection[entities.Dataset] | None = strawberry.field(
        resolver=kinds.page(NodeKind.DATASET), description="数据集 by name."
    )
    field: entities.Field | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.FIELD),
        description="A field 数据项; null for what is unknown or not to be seen.",
    )
    fields: Connection[entities.Field] | None = strawberry.field(
        resolver=kinds.page(NodeKind.FIELD), description="数据项 by name."
    )
    element: Element | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.ELEMENT),
        description="A standard element 标准数据元; null for what is unknown or not to be seen.",
    )
    elements: Connection[Element] | None = strawberry.field(
        resolver=kinds.page(NodeKind.ELEMENT), description="标准数据元 by name."
    )
    datum: Datum | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.DATUM),
        description="A datum 数; null for what is unknown or not to be seen.",
    )
    data: Connection[Datum] | None = strawberry.field(
        resolver=kinds.page(NodeKind.DATUM), description="数 by name."
    )
    consumer: Consumer | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.CONSUMER),
        description="A consumer 使用方; null for what is unknown or not to be seen.",
    )
    consumers: Connection[Consumer] | None = strawberry.field(
        resolver=kinds.page(NodeKind.CONSUMER), description="使用方 by name."
    )
    agreement: Agreement | None = strawberry.field(
        resolver=kinds.look_up(NodeKind.AGREEMENT),
        description="An agreement 共享申请/利用协议; null for what is unknown or not to be seen.",
    )
    agreements: Connection[Agreement] | None = strawberry.field(
        resolver=kinds.page(NodeKind.AGREEMENT), description="共享申请 and 利用协议 by name."
    )
    search: searching.SearchConnection | None = strawberry.field(
        resolver=searching.resolve_search,
        description="Full text over names and codes, best matches first; newest only.",
    )
    check_collection: collection.CollectionCheckResult | None = strawberry.field(
        resolver=collection.resolve_check_collection,
        description="May this be collected? A verdict for each field, with the path and the article (Art. 9, 15).",
    )
    read_form: forms.FormResult | None = strawberry.field(
        resolver=forms.resolve_read_form,
        description="What a form, sheet, script, schema or interface would collect: the fields for checkCollection.",
    )
    compare_fields: answers.FieldComparison | None = strawberry.field(
        resolver=collection.resolve_compare_fields,
        description="Whether two fields denote one datum, and why.",
    )
    duplicate_collections: Connection[DuplicateCollection] | None = strawberry.field(
        resolver=finding.resolve_duplicate_collections,
        description="重复采集: data that is collected more than once, by datum (Art. 15).",
    )
    lineage: lineage_questions.LineageResult | None = strawberry.field(
        resolver=lineage_questions.resolve_lineage,
        description="Where something comes from and who depends on it, always saying whether that is all.",
    )
    paths: lineage_questions.PathsResult | None = strawberry.field(
        resolver=lineage_questions.resolve_paths,
        description="The shortest ways by which data flow from one thing to another, with the evidence of each edge.",
    )
    impact: lineage_questions.ImpactResult | None = strawberry.field(
        resolver=lineage_questions.resolve_impact,
        description="Who is hit when something changes, how, and whom to tell.",
    )
    origins: lineage_questions.OriginsResult | None = strawberry.field(
        resolver=lineage_questions.resolve_origins,
        description="Only the ultimate sources; of a datum, which unit collected it.",
    )
    lineage_changes: lineage_questions.LineageChangesResult | None = strawberry.field(
        resolver=lineage_questions.resolve_lineage_changes,
        description="What became of a lineage between two dates, by one record.",
    )
    findings: Connection[Finding] | None = strawberry.field(
        resolver=finding.resolve_findings,
        description="What breaks the rules, each with its article, by rule and place.",
    )
    audit_entries: Connection[AuditEntry] | None = strawberry.field(
        resolver=audit.resolve_audit_entries,
        description="The audit log, newest first: all of it for who sees all, an officer's own unit's; for others empty.",
    )
    audit_head: AuditHead | None = strawberry.field(
        resolver=audit.resolve_audit_head,
        description="Where the audit log stands, to be kept elsewhere; null for those who do not see all.",
    )
