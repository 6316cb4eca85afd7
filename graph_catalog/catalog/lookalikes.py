"""Names that may be taken for another thing's: one that another unit bore before, one that looks like another's. Warnings, no refusals."""

import difflib
import functools
from collections.abc import Iterable
from itertools import islice
from typing import Final

from graph_catalog.catalog.change import Change
from graph_catalog.language import say
from graph_catalog.matching import spelling
from graph_catalog.model import characters, instant, wording
from graph_catalog.model.enums.nodes import NodeKind

_ALIKE: Final = 3
_NEAR: Final = 0.5
_WANTED: Final = 10
"""Of a file in which all names are wrong the first say enough."""


@functools.lru_cache(4096)
def shape(name: str) -> str:
    """Return a name as it looks at a glance: folded, in simplified characters, what looks Latin as Latin letters."""
    return characters.shape(spelling.normalise(wording.folded(name)))


async def doubts(
    change: Change, kind: NodeKind, name: str | None, *, unit: str | None = None, by: str = ""
) -> tuple[str, ...]:
    """Return what to look at in a name that a thing gets (`by`, a key), in the district or among what a unit has."""
    if name is None:
        return ()
    formerly = await _borne_before(change, name, by) if kind is NodeKind.UNIT else ()
    return (*formerly, *await _alike(change, kind, name, unit, by))


async def _borne_before(change: Change, name: str, by: str) -> tuple[str, ...]:
    """Warn of units that bore the name: whoever goes by older files and papers means them."""
    called = wording.folded(name)
    units = (await change.run("importing/units", names=[called], codes=[]))["units"]
    others = {each["key"]: each["name"] for each in units if each["key"] != by}
    if not others:
        return ()
    borne = await change.run(
        "relation/unit_former_names", keys=sorted(others), state_revision=change.revision
    )
    names = [(others[group["keys"][0]], row) for group in borne["groups"] for row in group["rows"]]
    return tuple(
        _formerly(row["name"], unit, instant.day(row["valid_to"].to_native()).isoformat())
        for unit, row in names
        if wording.folded(row["name"]) == called
    )


def _formerly(name: str, unit: str, until: str) -> str:
    return say(
        zh=f"“{name}”是“{unit}”的曾用名，用到 {until}。旧文件、旧表单中的“{name}”指的是“{unit}”，今后按名称找到的是现在这个单位。"
        "如系同一单位，请修改已有的；不是的，建议换一个名称。",
        en=f"{name} is a former name of {unit}, borne until {until}. Older files and forms mean {unit} by it, and from now on it is "
        "this unit that is found by the name. If it is the same unit, revise that one; if not, another name is better.",
    )


async def _alike(
    change: Change, kind: NodeKind, name: str, unit: str | None, by: str
) -> tuple[str, ...]:
    """Warn of things whose names differ in characters that look the same, or in traditional and simplified ones."""
    if kind is NodeKind.DATASET:
        listed = (await change.run("importing/provided", units=[unit]))["entries"]
        rows = [each["described"] for each in listed]
    else:
        rows = (await change.run("reference/names", label=kind.value, unit=unit))["names"]
    alike = of_one_shape([name], [each["name"] for each in rows if each["key"] != by])
    return tuple(
        say(
            zh=f"名称“{name}”与已有的“{other}”看起来相同，只是繁简体不同，或有形似的字母。请核对：是同一个的请修改已有的。",
            en=f"The name {name} looks like {other}, which is on record: they differ in traditional and simplified characters, or "
            "in letters that look the same. If it is the same one, revise that.",
        )
        for _, other in alike[:_ALIKE]
    )


def of_one_shape(names: Iterable[str], known: Iterable[str]) -> list[tuple[str, str]]:
    """Return which names look like which of those known, and are others: pairs of both. Pure."""
    looks: dict[str, list[str]] = {}
    for other in known:
        looks.setdefault(shape(other), []).append(other)
    return [
        (name, other)
        for name in names
        for other in looks.get(shape(name), ())
        if wording.folded(name) != wording.folded(other)
    ]


async def units_like(change: Change, names: Iterable[str]) -> dict[str, list[str]]:
    """Return for names of no unit the names of units that are written nearly like them."""
    wanted = list(islice(names, _WANTED))
    if not wanted:
        return {}
    rows = (await change.run("reference/names", label=NodeKind.UNIT.value, unit=None))["names"]
    known = {shape(row["name"]): str(row["name"]) for row in rows}
    found = {name: difflib.get_close_matches(shape(name), known, _ALIKE, _NEAR) for name in wanted}
    return {name: [known[each] for each in like] for name, like in found.items() if like}
