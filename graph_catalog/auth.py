"""Who asks: a viewer with a unit and roles, and the table of what roles may do (domain.md §8; Art. 6, 25, 28).

Viewers come from bearer tokens (`tokens`). Without a token file the server runs in local mode: it binds to loopback
only, says so, and everyone is the data centre.
"""

import dataclasses
import enum
from typing import Final

from graph_catalog.model.enums.roles import Role


class Right(enum.Enum):
    """Something that a role allows."""

    SEE_ALL = "see everything, history and hidden things included"
    EDIT_OWN = "register and revise what belongs to the own unit"
    EDIT_ALL = "register and revise what belongs to any unit"
    PUBLISH = "publish and withdraw entries"
    DESIGNATE = "designate sources, exempt collections, rule on matches"
    IMPORT = "import catalogs"
    DECLARE_LINEAGE = "declare and retract lineage at either end"


RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.DATA_CENTER: frozenset(
        {
            Right.SEE_ALL,
            Right.EDIT_OWN,
            Right.EDIT_ALL,
            Right.PUBLISH,
            Right.DESIGNATE,
            Right.IMPORT,
            Right.DECLARE_LINEAGE,
        }
    ),
    Role.SUPERVISOR: frozenset({Right.SEE_ALL}),
    Role.AUDITOR: frozenset({Right.SEE_ALL}),
    Role.UNIT_OFFICER: frozenset({Right.EDIT_OWN, Right.IMPORT, Right.DECLARE_LINEAGE}),
    Role.SECURITY_LEAD: frozenset(),
    Role.FINANCE: frozenset(),
    Role.DEVELOPER: frozenset(),
}
"""The table of rights. Basis: Art. 6 and 28 (supervisor), Art. 6, 9, 18, 21 (centre), Art. 6, 11, 13 (officer)."""


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

    def may(self, right: Right) -> bool:
        """Whether any of the viewer's roles allows it."""
        return any(right in RIGHTS[role] for role in self.roles)

    def may_edit(self, unit_key: str | None) -> bool:
        """Whether the viewer may change what belongs to that unit."""
        own = unit_key is not None and unit_key == self.unit_key and self.may(Right.EDIT_OWN)
        return own or self.may(Right.EDIT_ALL)

    @property
    def sees_all(self) -> bool:
        """Whether nothing is hidden from the viewer."""
        return self.may(Right.SEE_ALL)


LOCAL: Final = Viewer("local", None, frozenset({Role.DATA_CENTER}))
"""Everyone, in local mode."""
PROGRAM: Final = Viewer("graph-catalog", None, frozenset({Role.DATA_CENTER}))
"""The program itself, when it keeps its own house."""
