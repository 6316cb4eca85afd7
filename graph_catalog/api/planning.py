"""信息化项目 and the checks kept on them: their questions and changes, resolvers of one line."""

from typing import Annotated

import strawberry

from graph_catalog.api import lists, lookups
from graph_catalog.api.arguments import (
    After,
    AsOf,
    AtRevision,
    Before,
    First,
    Last,
    ProjectOrder,
    direction,
)
from graph_catalog.api.changing import INPUT, change
from graph_catalog.api.context import Info
from graph_catalog.api.lists import PageArguments
from graph_catalog.catalog import collection_checks, organisation
from graph_catalog.model import payloads
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.collection_checks import RecordCollectionCheckInput
from graph_catalog.model.inputs.projects import (
    ProjectFilter,
    RegisterProjectInput,
    ReviseProjectInput,
)
from graph_catalog.model.paging import Connection
from graph_catalog.model.projects import Project
from graph_catalog.model.refusals import AnyRefusal

RegisterProjectResult = Annotated[
    payloads.RegisterProjectPayload | AnyRefusal,
    strawberry.union("RegisterProjectResult", description="The project, or why not."),
]
ReviseProjectResult = Annotated[
    payloads.ReviseProjectPayload | AnyRefusal,
    strawberry.union("ReviseProjectResult", description="The project, or why not."),
]
RecordCollectionCheckResult = Annotated[
    payloads.RecordCollectionCheckPayload | AnyRefusal,
    strawberry.union("RecordCollectionCheckResult", description="The check, or why not."),
]


async def resolve_project(
    info: Info,
    by: Annotated[
        lookups.ProjectBy, strawberry.argument(description="By id, key or code: exactly one.")
    ],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Project | None:
    """Look a project up."""
    found: Project | None = await lookups.find(info, NodeKind.PROJECT, by, as_of, at_revision)
    return found


async def resolve_projects(
    info: Info,
    filter: Annotated[
        ProjectFilter | None, strawberry.argument(description="Which of them; null: all.")
    ] = None,
    order_by: Annotated[
        ProjectOrder | None, strawberry.argument(description="In which order; null: by name.")
    ] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[Project] | None:
    """List projects."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[Project] = await lists.page(
        info, NodeKind.PROJECT, filter, direction(order_by), asked
    )
    return page


async def resolve_register_project(
    info: Info, input: Annotated[RegisterProjectInput, INPUT]
) -> RegisterProjectResult:
    """Register a project."""
    return await change(
        info,
        "registerProject",
        input,
        organisation.register_project,
        payloads.RegisterProjectPayload,
    )


async def resolve_revise_project(
    info: Info, input: Annotated[ReviseProjectInput, INPUT]
) -> ReviseProjectResult:
    """Revise a project."""
    return await change(
        info, "reviseProject", input, organisation.revise_project, payloads.ReviseProjectPayload
    )


async def resolve_record_collection_check(
    info: Info, input: Annotated[RecordCollectionCheckInput, INPUT]
) -> RecordCollectionCheckResult:
    """Check a plan and keep it."""
    info.context.spend(len(input.plan.fields))
    return await change(
        info,
        "recordCollectionCheck",
        input,
        collection_checks.record_check,
        payloads.RecordCollectionCheckPayload,
    )
