"""Names that may be taken for another thing's: one that another unit bore before, one that looks like another's. Warnings, no refusals."""

import difflib
import functools
from collections.abc import Collection, Iterable
from itertools import islice
from typing import Final

from graph_catalog.language import say
from graph_catalog.matching.lexicon import spelling
from graph_catalog.model import characters, instant, wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record.change import Change

_ALIKE: Final = 3
_NEAR: Final = 0.5
_WANTED: Final = 10
"""Of a file in which all names are wrong the first say enough."""


@functools.lru_cache(4096)
def shape(name: str) -> str:
    """Return a name as it looks at a glance: folded, in simplified characters, letters and signs that look the same as one."""
    return spelling.normalise(wording.folded(characters.shape(name)))


async def doubts(
    change: Change,
    kind: NodeKind,
    names: Collection[str],
    *,
    unit: str | None = None,
    by: Collection[str] = (),
) -> tuple[str, ...]:
    """Return what to look at in names that things get (`by`, keys), in the district or among what a unit has.

    What is on record is read once, however many they are.
    """
    if not names:
        return ()
    formerly = await _borne_before(change, names, by) if kind is NodeKind.UNIT else {}
    alike = await _alike(change, kind, names, unit, by)
    warnings = (text for name in names for text in (*formerly.get(name, ()), *alike.get(name, ())))
    return tuple(dict.fromkeys(warnings))


async def _borne_before(
    change: Change, names: Collection[str], by: Collection[str]
) -> dict[str, list[str]]:
    """Warn of units that bore the names: whoever goes by older files and papers means them."""
    called = {wording.folded(name) for name in names}
    units = (await change.run("entries/units", names=sorted(called), codes=[]))["units"]
    others = {each["key"]: each["name"] for each in units if each["key"] not in by}
    if not others:
        return {}
    borne = await change.run(
        "relation/unit_former_names", keys=sorted(others), state_revision=change.revision
    )
    warnings: dict[str, list[str]] = {}
    for group in borne["groups"]:
        for row in group["rows"]:
            until = instant.day(row["valid_to"].to_native()).isoformat()
            text = _formerly(row["name"], others[group["keys"][0]], until)
            warnings.setdefault(wording.folded(row["name"]), []).append(text)
    return {name: warnings.get(wording.folded(name), []) for name in names}


def _formerly(name: str, unit: str, until: str) -> str:
    return say(
        zh=f"“{name}”是“{unit}”的曾用名，用到 {until}。旧文件、旧表单中的“{name}”指的是“{unit}”，今后按名称找到的是现在这个单位。"
        "如系同一单位，请修改已有的；不是的，建议换一个名称。",
        en=f"{name} is a former name of {unit}, borne until {until}. Older files and forms mean {unit} by it, and from now on it is "
        "this unit that is found by the name. If it is the same unit, revise that one; if not, another name is better.",
    )


async def _alike(
    change: Change, kind: NodeKind, names: Collection[str], unit: str | None, by: Collection[str]
) -> dict[str, list[str]]:
    """Warn of things whose names differ in characters that look the same, or in traditional and simplified ones."""
    if kind is NodeKind.DATASET:
        listed = (await change.run("entries/provided", units=[unit]))["entries"]
        rows = [each["described"] for each in listed]
    else:
        rows = (await change.run("entries/names", label=kind.value, unit=unit))["names"]
    warnings: dict[str, list[str]] = {}
    for name, other in of_one_shape(names, [row["name"] for row in rows if row["key"] not in by]):
        warnings.setdefault(name, []).append(_looks_like(name, other))
    return {name: texts[:_ALIKE] for name, texts in warnings.items()}


def _looks_like(name: str, other: str) -> str:
    return say(
        zh=f"名称“{name}”与已有的“{other}”看起来相同，只是繁简体不同，或有形似的字母、标点。请核对：是同一个的请修改已有的。",
        en=f"The name {name} looks like {other}, which is on record: they differ in traditional and simplified characters, or "
        "in letters or signs that look the same. If it is the same one, revise that.",
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
    rows = (await change.run("entries/names", label=NodeKind.UNIT.value, unit=None))["names"]
    known = {shape(row["name"]): str(row["name"]) for row in rows}
    found = {name: difflib.get_close_matches(shape(name), known, _ALIKE, _NEAR) for name in wanted}
    return {name: [known[each] for each in like] for name, like in found.items() if like}
