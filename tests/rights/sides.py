"""An estate in which everything is there four times: the own unit's, another's, a unit's above the district, nobody's."""

import datetime as dt
from typing import Any, Final

from graph_catalog.identity.rights import Side
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.units import UnitLevel
from graph_catalog.model.instant import OPEN_END, OPEN_START
from graph_catalog.record import keys
from tests.estate import Estate

OWNERS: Final = {
    Side.OWN: "civil",
    Side.OTHERS: "police",
    Side.ABOVE: "city",
    Side.NOBODY: "nobody",
}
"""Whose things are called so: `civilset` is the published entry of `civil`."""
NAMES: Final = {"civil": "民政局", "police": "公安局", "city": "市民政局"}
RANGES: Final = {"civil": "308204", "police": "308207", "city": "300204", "nobody": "399999"}

_LEVELS: Final = {"civil": UnitLevel.DISTRICT, "police": UnitLevel.DISTRICT, "city": UnitLevel.CITY}
_PUBLISHABLE: Final[dict[str, Any]] = {
    "format": "DATABASE",
    "openness": "CLOSED",
    "provision_method": "SHARE_API",
    "update_cycle": "DAILY",
    "sharing_open_ended": True,
}


def id_of(kind: NodeKind, key: str) -> str:
    """Return the global id of a thing."""
    return keys.encode(kind, key)


def estate() -> Estate:
    """Return everything, to be put on record."""
    made = Estate()
    made.element("idno", "公民身份号码")
    made.datum("idself", "自然人·公民身份号码·本人", element="idno")
    made.unit("health", "卫健局", level=UnitLevel.DISTRICT)
    made.dataset("healthset", "健康档案", provider="health", code="308209/000001", **_PUBLISHABLE)
    made.field("healthfield", "健康号", dataset="healthset", position=1)
    for owner in OWNERS.values():
        _things_of(made, owner)
    made.datum("sourced", "自然人·源·本人", element="idno")
    made.designation("civilsource", datum="sourced", dataset="civilset")
    return made


def _things_of(made: Estate, owner: str) -> None:
    has_unit = owner in NAMES
    if has_unit:
        made.unit(owner, NAMES[owner], level=_LEVELS[owner])
    thing = made._thing  # noqa: SLF001  # what belongs to nobody has no helper
    tie = made._tie  # noqa: SLF001
    system = thing(NodeKind.SYSTEM, f"{owner}sys", name=f"{owner}系统")
    project = thing(NodeKind.PROJECT, f"{owner}plan", name=f"{owner}项目")
    whole = {"listing": "LISTED", "sharing_class": "UNCONDITIONAL", **_PUBLISHABLE}
    code = f"{RANGES[owner]}/000001" if has_unit else None
    published = thing(
        NodeKind.DATASET,
        f"{owner}set",
        name=f"{owner}条目",
        status=EntryStatus.PUBLISHED,
        code=code,
        **whole,
    )
    draft = thing(
        NodeKind.DATASET, f"{owner}draft", name=f"{owner}草稿", status=EntryStatus.DRAFT, **whole
    )
    for dataset in (published, draft):
        tie("HOLDS", system, dataset, dataset)
        if has_unit:
            tie("PROVIDES", owner, dataset, dataset)
    for position, number in enumerate(("", "2"), 1):
        name = f"{owner}号码{number}"
        made.field(f"{owner}field{number}", name, dataset=published, position=position)
    made.field(f"{owner}idfield", f"{owner}号码3", dataset=published, datum="idself", position=3)
    made.field(f"{owner}draftfield", f"{owner}草稿号码", dataset=draft, position=1)
    if has_unit:
        tie("OPERATES", owner, system, system)
        tie("UNDERTAKES", owner, project, project)
    made.consumer(f"{owner}user", f"{owner}科室", unit=owner if has_unit else None)
    began = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made.agreement(
        f"{owner}paper",
        f"{owner}申请",
        consumer=f"{owner}user",
        dataset="healthset",
        code=f"DH-{owner}",
        period=(began, OPEN_END),
    )
    declarer = owner if has_unit else None
    made.derived(f"{owner}field", _other_end(owner), source="DECLARED", unit=declarer)
    made.derived(f"{owner}field", _other_end(owner), source="SQL")
    made.agreement(
        f"{owner}asked",
        f"{owner}条目申请",
        consumer=made.consumer(f"{owner}asker", f"{owner}申请科室", unit="health"),
        dataset=published,
        status=AgreementStatus.PENDING,
        period=(began, OPEN_END),
    )
    exemption = thing(
        NodeKind.EXEMPTION,
        f"{owner}exempt",
        name="应急",
        basis="预案",
        valid_from=OPEN_START,
        valid_to=OPEN_END,
    )
    tie("OF", exemption, "idself", exemption)
    if has_unit:
        tie("FOR", exemption, owner, exemption)


def _other_end(owner: str) -> str:
    """Return a field that neither the viewer's unit nor the owner has, of nobody's another of nobody's."""
    return f"{owner}field2" if owner == "nobody" else "healthfield"
