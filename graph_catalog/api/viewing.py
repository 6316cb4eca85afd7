"""`viewer`: whom the catalog takes the caller for."""

import strawberry

from graph_catalog.gql.context import Info
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.gql.selection import Request
from graph_catalog.model.entities import Unit
from graph_catalog.model.enums.roles import Role
from graph_catalog.model.preloaded import Preloaded, one
from graph_catalog.record.snapshots import AsOfPoint


@strawberry.type(
    name="Viewer", description="Whoever asks, as the catalog knows them by their bearer token."
)
class ViewerAnswer(Preloaded):
    unit_key: strawberry.Private[str | None]
    name: str = strawberry.field(description="Name of the token's holder.")
    roles: list[Role] = strawberry.field(description="Roles (Art. 6, 25, 28).")
    sees_all: bool = strawberry.field(description="Nothing is hidden from this viewer.")
    unit: Unit | None = strawberry.field(resolver=one, description="The unit they act for.")


async def who(info: Info) -> ViewerAnswer:
    """Tell who asks; the head is read only where their unit is asked for."""
    viewer = info.context.viewer
    shown = ViewerAnswer(
        unit_key=viewer.unit_key,
        name=viewer.name,
        roles=sorted(viewer.roles, key=lambda role: role.value),
        sees_all=viewer.sees_all,
    )
    if not Request.of(info).selects("unit"):
        return shown
    return await hydrate(info, shown, await info.context.snapshot(AsOfPoint()))
