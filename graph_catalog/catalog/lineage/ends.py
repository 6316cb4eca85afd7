"""Both ends of a derivation that somebody speaks of: what they are, and who may speak of them."""

import dataclasses

from graph_catalog.auth import Right, Viewer
from graph_catalog.catalog import references
from graph_catalog.catalog.audit_log import Change
from graph_catalog.catalog.permission import refuse_without
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import InvalidInput, NotPermitted, Refusal


@dataclasses.dataclass(frozen=True)
class Ends:
    """Both ends of a derivation, and the datasets that they belong to."""

    target: Row
    source: Row
    written: str
    read: str


async def find(change: Change, viewer: Viewer, target_id: str, source_id: str) -> Ends | Refusal:
    """Return both ends: of one kind, not the same, and one of them the viewer's to speak of."""
    if refusal := refuse_without(viewer, Right.DECLARE_LINEAGE):
        return refusal
    kinds = (NodeKind.FIELD, NodeKind.DATASET)
    target = await references.current(change, target_id, ["input", "targetId"], *kinds)
    if isinstance(target, Refusal):
        return target
    source = await references.current(change, source_id, ["input", "sourceId"], *kinds)
    if isinstance(source, Refusal):
        return source
    if target["label"] != source["label"] or target["key"] == source["key"]:
        return _unlike()
    return await _spoken_of(change, viewer, target, source)


async def _spoken_of(change: Change, viewer: Viewer, target: Row, source: Row) -> Ends | Refusal:
    """Return the ends with their datasets, where both are in one and the viewer's unit has either."""
    rows = (await change.run("lineage/owners", keys=[target["key"], source["key"]]))["owners"]
    owners = {row["key"]: row for row in rows}
    for end in (target, source):
        if owners[end["key"]]["dataset"] is None:
            return _retired(end["name"])
    if any(viewer.may_edit(owner["unit"]) for owner in rows):
        return Ends(
            target, source, owners[target["key"]]["dataset"], owners[source["key"]]["dataset"]
        )
    return NotPermitted(
        message=say(
            zh="血缘只能由任一端所属单位或区大数据中心申报。请联系数据的提供单位或接收单位。",
            en="Lineage is declared by the unit at either end or by the big-data centre. Ask one of them.",
        )
    )


def _unlike() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="血缘的两端须同为数据项或同为数据集,且不能是同一个。请核对 targetId 与 sourceId。",
            en="Both ends of lineage are fields, or both datasets, and not the same one. "
            "Check targetId and sourceId.",
        ),
        path=["input", "sourceId"],
    )


def _retired(name: str) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"数据项“{name}”已不在任何目录条目中,不能再申报它的血缘。请核对,或先恢复该数据项。",
            en=f"The field {name} is in no entry any more, so that no lineage of it can be declared. "
            "Check it, or bring the field back first.",
        ),
        path=["input"],
    )
