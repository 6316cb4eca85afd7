"""Who may change what: one table of role × operation × whose it is, the only source of rights (Art. 6, 9 to 11, 13, 15, 18 to 21, 24, 28).

`record.permission` enforces it, `docs.generate` prints it, a test proves every cell of it through the API.
"""

import dataclasses
import enum
from collections.abc import Mapping
from typing import Final

from graph_catalog.model.enums.roles import Role
from graph_catalog.model.enums.units import UnitLevel


class Side(enum.Enum):
    """Whose a thing is, as seen by whoever wants to change it."""

    OWN = "own"
    OTHERS = "another unit's"
    ABOVE = "a unit's above the district"
    NOBODY = "nobody's"


class Operation(enum.Enum):
    """What can be done to the catalog, told apart as finely as rights differ."""

    REGISTER_UNIT = "register a unit"
    NAME_UNIT = "change name, credit code, kind or level of a unit"
    REVISE_UNIT = "change the security lead of a unit"
    REGISTER_SYSTEM = "register a system under a unit, or hand one over to it"
    REVISE_SYSTEM = "describe a system anew, or hand it over"
    REGISTER_PROJECT = "register a project under a unit, or hand one over to it"
    REVISE_PROJECT = "describe a project anew, or hand it over"
    RECORD_CHECK = "keep a collection check on a project"
    REGISTER_ENTRY = "register an entry under a unit"
    REVISE_ENTRY = "describe an entry or its fields anew"
    PLACE_IN_SYSTEM = "place an entry in a system"
    USE_CODE_RANGE = "give an entry a code from a range that a unit uses"
    PUBLISH_ENTRY = "publish or withdraw an entry"
    UNPUBLISH_ENTRY = "take a published entry back, or off the list"
    NARROW_OFFER = "narrow what a published entry offers (class, period, coverage, fields), or deny that it collects"
    IMPORT_CATALOG = "import a catalog file"
    REQUEST_SHARING = "record a pending request of a unit"
    RECORD_DECISION = "record that sharing was granted, refused or agreed, as the provider"
    DECIDE_REQUEST = "grant or refuse a pending request, as the provider of all of its data"
    GRANT_DATA_USE = "grant data to citizens or organisations by a data-use agreement"
    END_AGREEMENT = "end an agreement whose data a unit uses, or provides alone"
    BACKDATE_AGREEMENT = "grant, refuse or end an agreement as of a day gone by"
    DESIGNATE_SOURCE = "designate the source of a datum"
    END_DESIGNATION = "end the designation of a source"
    EXEMPT_COLLECTION = "exempt a collection"
    WITHDRAW_EXEMPTION = "withdraw an exemption"
    RULE_ON_MATCH = "rule on a match"
    WITHDRAW_RULING = "withdraw a ruling"
    DECLARE_LINEAGE = "declare lineage into what a unit has"
    CONFIRM_LINEAGE = "confirm lineage into what a unit has"
    RETRACT_LINEAGE = "retract lineage that a unit declared"
    SPEAK_FOR_TOOL = "declare lineage by hand as found by a tool"
    CORRECT_TOOL = "confirm or retract by hand what a tool found or a grant said"
    REPORT_LINEAGE = "send lineage events and scripts, as a tool does: columns, derivations, runs"
    SHAPE_BY_TOOL = "name, rename, drop and register tables by lineage events and scripts"


_ALWAYS: Final = frozenset(Side)
_OWN: Final = frozenset({Side.OWN})
_OWN_OR_NOBODYS: Final = frozenset({Side.OWN, Side.NOBODY})

Allowed = Mapping[Role, frozenset[Side]]
"""Whose things each role may do something to; a role that is missing may not do it at all."""

_CENTRE: Final[Allowed] = {Role.DATA_CENTER: _ALWAYS}
_CENTRE_AND_OWN: Final[Allowed] = {Role.DATA_CENTER: _ALWAYS, Role.UNIT_OFFICER: _OWN}

RIGHTS: Final[Mapping[Operation, Allowed]] = {
    Operation.REGISTER_UNIT: _CENTRE,
    Operation.NAME_UNIT: _CENTRE,
    Operation.REVISE_UNIT: _CENTRE_AND_OWN,
    Operation.REGISTER_SYSTEM: _CENTRE_AND_OWN,
    Operation.REVISE_SYSTEM: _CENTRE_AND_OWN,
    Operation.REGISTER_PROJECT: _CENTRE_AND_OWN,
    Operation.REVISE_PROJECT: _CENTRE_AND_OWN,
    Operation.RECORD_CHECK: _CENTRE_AND_OWN,
    Operation.REGISTER_ENTRY: _CENTRE_AND_OWN,
    Operation.REVISE_ENTRY: _CENTRE_AND_OWN,
    Operation.PLACE_IN_SYSTEM: _CENTRE_AND_OWN,
    # Ranges are given out by the centre: a free one taken by a unit would be another's tomorrow.
    Operation.USE_CODE_RANGE: _CENTRE_AND_OWN,
    Operation.PUBLISH_ENTRY: _CENTRE,
    Operation.UNPUBLISH_ENTRY: _CENTRE,
    Operation.NARROW_OFFER: _CENTRE,
    Operation.IMPORT_CATALOG: _CENTRE_AND_OWN,
    Operation.REQUEST_SHARING: _CENTRE_AND_OWN,
    Operation.RECORD_DECISION: _CENTRE_AND_OWN,
    Operation.DECIDE_REQUEST: _CENTRE_AND_OWN,
    # Reported by way of the centre, with the consent of the city's authority (Art. 24): no provider's own word.
    Operation.GRANT_DATA_USE: _CENTRE,
    Operation.END_AGREEMENT: _CENTRE_AND_OWN,
    # What was in force on a day is what others relied on, and what findings rest on: no party writes it anew.
    Operation.BACKDATE_AGREEMENT: _CENTRE,
    Operation.DESIGNATE_SOURCE: _CENTRE,
    Operation.END_DESIGNATION: _CENTRE,
    Operation.EXEMPT_COLLECTION: _CENTRE,
    Operation.WITHDRAW_EXEMPTION: _CENTRE,
    Operation.RULE_ON_MATCH: _CENTRE,
    Operation.WITHDRAW_RULING: _CENTRE,
    Operation.DECLARE_LINEAGE: _CENTRE_AND_OWN,
    Operation.CONFIRM_LINEAGE: _CENTRE_AND_OWN,
    Operation.RETRACT_LINEAGE: _CENTRE_AND_OWN,
    # What an auditor is told was found by a tool was found by a tool: no role writes it by hand.
    Operation.SPEAK_FOR_TOOL: {},
    Operation.CORRECT_TOOL: _CENTRE,
    Operation.REPORT_LINEAGE: {Role.DATA_CENTER: _ALWAYS, Role.UNIT_OFFICER: _OWN_OR_NOBODYS},
    Operation.SHAPE_BY_TOOL: _CENTRE_AND_OWN,
}
"""The table. Basis: Art. 6 and 28 (supervisor), Art. 6, 9, 18, 21 (centre), Art. 6, 11, 13 (officer)."""

SEES_ALL: Final = frozenset({Role.DATA_CENTER, Role.SUPERVISOR, Role.AUDITOR})
"""Roles from which nothing is hidden (Art. 6, 28)."""

_ABOVE: Final = frozenset({UnitLevel.STATE, UnitLevel.PROVINCE, UnitLevel.CITY})


@dataclasses.dataclass(frozen=True)
class OwningUnit:
    """A unit that has, or is a party to, what somebody wants to change."""

    unit: str
    """Key of the unit."""
    name: str = ""
    level: UnitLevel | None = None


def side(unit: str | None, owner: OwningUnit | None) -> Side:
    """Return whose a thing of `owner` is for somebody of `unit` (a key)."""
    if owner is None:
        return Side.NOBODY
    if owner.unit == unit:
        return Side.OWN
    return Side.ABOVE if owner.level in _ABOVE else Side.OTHERS


def sides(roles: frozenset[Role], operation: Operation) -> frozenset[Side]:
    """Return whose things some roles together may do an operation to."""
    allowed = RIGHTS[operation]
    return frozenset().union(*(allowed.get(role, frozenset()) for role in roles))
