"""The one door through which a change finds what it is about: by the visibility that a question has.

Unknown, malformed, of another kind, hidden: all get the same `NotFound`, equal but for the caller's own id. A change
speaks of the present, so an id that carries an as-of point is refused.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Self

from strawberry.types.maybe import Some
from strawberry.utils.str_converters import to_camel_case

from graph_catalog.graph.engine import Row
from graph_catalog.identity.rights import OwningUnit
from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.units import UnitLevel
from graph_catalog.model.inputs.references import KINDS
from graph_catalog.model.refusals import Conflict, InvalidInput, NotFound
from graph_catalog.record import keys, record
from graph_catalog.record.change import Change

_LONGEST_ID: Final = 120
"""Ids are shorter, those that carry an as-of point too; of what is longer, a message shows the beginning."""


@dataclasses.dataclass(frozen=True)
class Reference:
    """An id in the input of a change: where it stands, and which kinds of things it may name."""

    given: str
    path: tuple[str, ...]
    kinds: tuple[NodeKind, ...]

    @property
    def key(self) -> str | None:
        """Key of what it names; None where it cannot name anything of those kinds."""
        read = keys.decode(self.given)
        return read.key if read is not None and read.kind in self.kinds else None

    def misused(self) -> InvalidInput | None:
        """Refuse an id that carries an as-of point."""
        read = keys.decode(self.given)
        if read is None or read.revision is None:
            return None
        return InvalidInput(
            message=say(
                zh="变更只针对现在；该 id 带有历史时点（asOf、atRevision）。请改用不带时点查询得到的 id。",
                en="A change speaks of the present, but this id carries an as-of point (asOf, atRevision). "
                "Use the id that a question without an as-of point gives.",
            ),
            path=list(self.path),
        )


def named_in(given: object, path: tuple[str, ...] = ("input",)) -> Iterator[Reference]:
    """Yield every id in an input, in its order, whatever it is nested in."""
    if isinstance(given, Some):
        yield from named_in(given.value, path)
    elif isinstance(given, (list, tuple)):
        for index, each in enumerate(given):
            yield from named_in(each, (*path, str(index)))
    elif dataclasses.is_dataclass(given):
        for field in dataclasses.fields(given):
            value, place = getattr(given, field.name), (*path, to_camel_case(field.name))
            if (kinds := field.metadata.get(KINDS)) is not None:
                yield from _ids(value, place, kinds)
            else:
                yield from named_in(value, place)


def _ids(value: object, path: tuple[str, ...], kinds: tuple[NodeKind, ...]) -> Iterator[Reference]:
    if isinstance(value, Some):
        yield from _ids(value.value, path, kinds)
    elif isinstance(value, str):
        yield Reference(value, path, kinds)
    elif isinstance(value, (list, tuple)):
        for index, each in enumerate(value):
            yield from _ids(each, (*path, str(index)), kinds)


@dataclasses.dataclass(frozen=True)
class OnRecord:
    """Something on record, as it is described now."""

    described: Row

    @property
    def key(self) -> str:
        """Key."""
        return str(self.described["key"])

    @property
    def name(self) -> str:
        """Name; whoever may see a thing at all may see it."""
        return str(self.described["name"])

    @property
    def code(self) -> str | None:
        """The code that it bears."""
        return self.described.get("code")


@dataclasses.dataclass(frozen=True)
class Thing(OnRecord):
    """Something on record that the viewer may see."""

    owners: tuple[OwningUnit, ...]
    """The units whose right of now counts: who has it, or the parties of an agreement."""
    dataset: str | None = None
    """Key of the dataset that a field stands in now, None where it is in none any more; a dataset's own."""

    @classmethod
    def read(cls, row: Row) -> Self:
        """Read what `record/things` says."""
        return cls(row["described"], owners(row["owners"]), row["dataset"])

    @property
    def label(self) -> NodeKind:
        """What kind of thing it is."""
        return NodeKind(self.described["label"])

    @property
    def owner(self) -> OwningUnit | None:
        """The unit that has it, where there is one."""
        return next(iter(self.owners), None)


class Things:
    """What a change refers to, by the ids in its input; every id of the input is there."""

    def __init__(self, found: Mapping[str, Thing]) -> None:
        self._found = found

    def __getitem__(self, given: str) -> Thing:
        return self._found[given]

    def maybe(self, given: str | None) -> Thing | None:
        """Return what an optional id names, None where none was given."""
        return None if given is None else self._found[given]


async def find(change: Change, references: Sequence[Reference]) -> Things | NotFound:
    """Look up everything that an input refers to, with one question; the first that is not there is named."""
    wanted = {reference.given: reference.key for reference in references}
    known = await things(change, filter(None, wanted.values()))
    for reference in references:
        thing = known.get(reference.key or "")
        if thing is None or thing.label not in reference.kinds:
            return not_found(reference.given, list(reference.path))
    return Things({given: known[key] for given, key in wanted.items() if key is not None})


async def things(change: Change, wanted: Iterable[str]) -> dict[str, Thing]:
    """Return what has these keys, as far as the viewer may see it."""
    found = sorted(set(wanted))
    if not found:
        return {}
    rows = (await change.run("record/things", keys=found))["things"]
    return {thing.key: thing for thing in map(Thing.read, rows)}


def not_found(given: str, path: list[str]) -> NotFound:
    """Say that there is no such thing, or that it may not be seen."""
    shown = given[:_LONGEST_ID]
    return NotFound(
        message=say(
            zh=f"没有 id 为“{shown}”的对象，或您无权查看。请核对 id。",
            en=f"Nothing has the id {shown!r}, or you may not see it. Check the id.",
        ),
        path=path,
    )


@dataclasses.dataclass(frozen=True)
class Bearer:
    """A thing that bears a code, which the viewer may or may not see."""

    described: Row
    owners: tuple[OwningUnit, ...]
    is_visible: bool


async def bearers(change: Change, kind: NodeKind, codes: Iterable[str]) -> dict[str, Bearer]:
    """Return the things that bear these codes now, by code as given, hidden ones too: codes are unique among all."""
    wanted = {code: record.live_code(kind, code) for code in codes}
    if not wanted:
        return {}
    live_codes = sorted(set(wanted.values()))
    rows = (await change.run("record/bearers", codes=live_codes))["bearers"]
    found = (Bearer(row["described"], owners(row["owners"]), row["is_visible"]) for row in rows)
    by_code = {bearer.described["live_code"]: bearer for bearer in found}
    return {code: by_code[live] for code, live in wanted.items() if live in by_code}


async def taken(
    change: Change, kind: NodeKind, code: str | None, argument: str, *, by: str | None = None
) -> Conflict | None:
    """Refuse a code that another thing than `by` (a key) bears; it is named to whoever may see it."""
    if not code:
        return None
    bearer = (await bearers(change, kind, [code])).get(code)
    if bearer is None or bearer.described["key"] == by:
        return None
    if bearer.is_visible:
        name = bearer.described["name"]
        remedy = say(zh="请核对编码，或修改已有的那一个。", en="Check it, or revise that one.")
        if kind is NodeKind.AGREEMENT:
            remedy = say(
                zh="协议被拒绝、撤回或终止后，其编码也不转给另一项权利。请核对编码；另一项权利请另填编码或不填。",
                en="An agreement keeps its code when it is refused, taken back or ended. Check it; give another right a code of "
                "its own, or none.",
            )
        message = say(
            zh=f"编码“{code}”已由“{name}”使用。{remedy}",
            en=f"The code {code} belongs to {name}. {remedy}",
        )
    else:
        message = say(
            zh=f"编码“{code}”不可用。请换一个编码。",
            en=f"The code {code} is not to be had. Take another.",
        )
    return Conflict(message=message, path=["input", *argument.split(".")])


async def named_alike(
    change: Change,
    kind: NodeKind,
    name: str | None,
    *,
    unit: str | None = None,
    by: str = "",
    argument: str = "name",
) -> Conflict | None:
    """Refuse a name that another thing than `by` has in the district, or among what a unit (a key) has.

    Of what everybody may see: units, systems, projects. Case, width and blanks tell no name from another. `argument`:
    by which it comes to be there, the name or the unit.
    """
    if name is None:
        return None
    wanted = wording.folded(name)
    row = await change.run("record/namesakes", label=kind.value, unit=unit, called=wanted)
    other = next((each for each in row["namesakes"] if each["key"] != by), None)
    if other is None:
        return None
    if argument != "name":
        return Conflict(
            message=say(
                zh=f"接收单位已有同名的“{other['name']}”。请先为其中一个改名，再移交。",
                en=f"That unit has one that is called {other['name']} already. Give one of the two another name first.",
            ),
            path=["input", argument],
        )
    return Conflict(
        message=say(
            zh=f"名称“{other['name']}”已被使用。请核对：是同一个的请修改已有的，不是的请换一个名称。",
            en=f"The name {other['name']} is taken. If it is the same one, revise it; if not, take another name.",
        ),
        path=["input", "name"],
    )


async def free_key(change: Change, kind: NodeKind, *natural: str) -> str:
    """Mint a key that nothing has yet, on record or off."""
    for ordinal in range(1000):
        key = keys.mint(kind, *natural, ordinal=ordinal)
        if key not in await record.current(change, [key]):
            return key
    message = f"a thousand things are called {natural}"
    raise RuntimeError(message)


def outdated(thing: Thing, expected_version: int | None) -> Conflict | None:
    """Refuse a change that was made from another version than the one on record."""
    version = thing.described["version"]
    if expected_version is None or version == expected_version:
        return None
    return Conflict(
        message=say(
            zh=f"“{thing.name}”已是第 {version} 版，您依据的是第 {expected_version} 版。请刷新后重试。",
            en=f"{thing.name} is at version {version}; you went by version {expected_version}. "
            "Read it again, then retry.",
        ),
        path=["input", "expectedVersion"],
    )


def owners(rows: Iterable[Mapping[str, Any]]) -> tuple[OwningUnit, ...]:
    """Read units whose right counts for something."""
    return tuple(map(owner, rows))


def owner(unit: Mapping[str, Any]) -> OwningUnit:
    """Read a unit as an owner: key, name, level."""
    level = unit.get("level")
    return OwningUnit(unit["key"], unit["name"], UnitLevel(level) if level else None)
