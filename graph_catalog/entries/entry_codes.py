"""Ranges of catalog codes: what stands before the slash belongs to the units whose entries bear it (目录代码, 308204/000001)."""

from collections.abc import Iterable

from graph_catalog.identity.rights import Operation, OwningUnit
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import record
from graph_catalog.record.change import Change
from graph_catalog.record.permission import NOBODY, Need
from graph_catalog.record.references import owners


async def users(change: Change, codes: Iterable[str | None]) -> dict[str, tuple[OwningUnit, ...]]:
    """Return for each code that is of a range the units that use that range now; none where it is free."""
    ranges = {
        code: record.live_code(NodeKind.DATASET, folded[: folded.index("/") + 1])
        for code in codes
        if code and "/" in (folded := wording.folded(code))
    }
    if not ranges:
        return {}
    rows = (await change.run("entries/code_ranges", ranges=sorted(set(ranges.values()))))["ranges"]
    known = {row["range"]: owners(row["users"]) for row in rows}
    return {code: known[range_] for code, range_ in ranges.items()}


async def needs(change: Change, codes: Iterable[str | None]) -> list[Need]:
    """Return the rights that it takes to give entries these codes.

    A range is its users'. A free one is given out by the centre, and so is a code of no range: it may look like one.
    """
    wanted = [code for code in codes if code]
    found = await users(change, wanted)
    return [Need(Operation.USE_CODE_RANGE, found.get(code) or NOBODY) for code in wanted]
