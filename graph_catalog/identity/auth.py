"""Who asks: a viewer with a unit and roles (domain.md §8; Art. 6, 25, 28). What roles may do: `rights`.

Viewers come from bearer tokens (`tokens`). Without a token file the server runs in local mode: it binds to loopback
only, says so, and everyone is the data centre.
"""

import dataclasses
from typing import Final

from graph_catalog.identity import rights
from graph_catalog.identity.rights import Operation, OwningUnit, Side
from graph_catalog.model.enums.roles import Role


@dataclasses.dataclass(frozen=True)
class Viewer:
    """Whoever asks. `unit_key` is the stable key of the unit they act for, None for bodies outside the catalog.

    `identity` is who it is for good: the id of their token, which is never given out again. Whoever has no token (the
    program itself, everyone in local mode) is known by name.
    """

    name: str
    unit_key: str | None = None
    roles: frozenset[Role] = frozenset()
    identity: str = ""

    def __post_init__(self) -> None:
        if not self.identity:
            object.__setattr__(self, "identity", f"name:{self.name}")

    def may(self, operation: Operation, owner: OwningUnit | None) -> bool:
        """Whether the viewer may do that to what is the owner's, or (None) nobody's."""
        return rights.side(self.unit_key, owner) in rights.sides(self.roles, operation)

    def may_at_all(self, operation: Operation) -> bool:
        """Whether there is anything that the viewer may do that to."""
        allowed = rights.sides(self.roles, operation)
        return bool(allowed - {Side.OWN}) or (Side.OWN in allowed and self.unit_key is not None)

    @property
    def sees_all(self) -> bool:
        """Whether nothing is hidden from the viewer."""
        return not self.roles.isdisjoint(rights.SEES_ALL)


LOCAL: Final = Viewer("local", None, frozenset({Role.DATA_CENTER}))
"""Everyone, in local mode."""
PROGRAM: Final = Viewer("graph-catalog", None, frozenset({Role.DATA_CENTER}))
"""The program itself, when it keeps its own house."""
