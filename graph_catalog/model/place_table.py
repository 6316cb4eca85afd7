"""The table of places and populations that a district knows: ours, and its own file on top.

Regions are known by code, and by names that may have names of places above them in front; populations are words, each
below others. What a file contradicts is a `LexiconError` with file and line.
"""

import dataclasses
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from graph_catalog.errors import LexiconError
from graph_catalog.language import say
from graph_catalog.model import region_codes, wording
from graph_catalog.model.csv_rows import CsvRow, one_of, read_rows, required

OURS: Final = Path(__file__).parent.parent / "places.csv"
HEADERS: Final = ["种类", "代码", "名称", "其他名称", "上级", "互斥", "说明"]
_BETWEEN: Final = "/-·>、,"
"""What may stand between a place and the one above it."""
_ALIKE: Final = 3


class PlaceKind(Enum):
    """What a row speaks of."""

    REGION = "区域"
    POPULATION = "人群"


@dataclasses.dataclass(frozen=True)
class Place:
    """A region: its code without what says nothing, its name, and what else it is or was called."""

    code: str
    name: str
    others: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Population:
    """A word for persons or bodies, what else they are called, the words above it, and those of which nobody is both."""

    name: str
    others: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


class PlaceTable:
    """Regions by code, populations by name; of two rows of one thing the later counts."""

    def __init__(self, places: Iterable[Place], populations: Iterable[Population]) -> None:
        self._places = {place.code: place for place in places}
        self._populations = {each.name: each for each in populations}

    @classmethod
    def read(cls, extra: Path | None = None) -> Self:
        """Read our file, and a district's own on top of it; raises `LexiconError`."""
        rows = [row for path in filter(None, (OURS, extra)) for row in _rows(path)]
        kinds = [(one_of(PlaceKind, row, "种类"), row) for row in rows]
        places = [_place(row) for kind, row in kinds if kind is PlaceKind.REGION]
        table = cls(
            places, [_population(row) for kind, row in kinds if kind is PlaceKind.POPULATION]
        )
        table._check([row for kind, row in kinds if kind is PlaceKind.POPULATION])
        return table

    def place(self, code: str) -> Place | None:
        """Return the place of a code without what says nothing."""
        return self._places.get(code)

    def full_name(self, code: str) -> str | None:
        """Return the name of a place with those above it: 之江省甬江市东海区."""
        place = self._places.get(code)
        if place is None:
            return None
        return "".join(each.name for each in (*self._above(place), place))

    def places_called(self, written: str) -> list[Place]:
        """Return what a name may mean, alone or with names of places above it in front, whatever parts them."""
        plain = wording.folded(written).translate(dict.fromkeys(map(ord, _BETWEEN)))
        found = list(self._by_name.get(plain, ()))
        for cut in range(1, len(plain)):
            below = self._by_name.get(plain[cut:], ())
            if below:
                above = {each.code for each in self.places_called(plain[:cut])}
                found += [
                    each
                    for each in below
                    if above & {place.code for place in self._above(each)} and each not in found
                ]
        return found

    def population(self, word: str) -> Population | None:
        """Return the population that a word means."""
        return self._by_word.get(wording.folded(word))

    def lineage(self, name: str) -> frozenset[str]:
        """Return a population and all above it."""
        found = [name]
        for each in found:
            above = self._populations[each].above if each in self._populations else ()
            found += [one for one in above if one not in found]
        return frozenset(found)

    def like(self, written: str, kind: PlaceKind) -> list[str]:
        """Return names that are written nearly like one that is not known."""
        known = self._by_name if kind is PlaceKind.REGION else self._by_word
        near = difflib.get_close_matches(wording.folded(written), known, _ALIKE, 0.5)
        if kind is PlaceKind.REGION:
            return list(dict.fromkeys(each.name for one in near for each in self._by_name[one]))
        return list(dict.fromkeys(self._by_word[one].name for one in near))

    def apart(self, name: str) -> frozenset[str]:
        """Return the words that mean nobody whom a population means, but for those below such a word."""
        above = self.lineage(name)
        return frozenset(other for one, other in self._never_both if one in above)

    def are_apart(self, one: str, other: str) -> bool:
        """Tell whether nobody is known to be of two populations, each of one word."""
        return not self.apart(one).isdisjoint(self.lineage(other))

    @cached_property
    def for_store(self) -> Mapping[str, Mapping[str, list[str]]]:
        """For each population itself and all `above` it, and the words that are `apart` from it, in lower case."""
        return {
            name.lower(): {
                "above": sorted(word.lower() for word in self.lineage(name)),
                "apart": sorted(word.lower() for word in self.apart(name)),
            }
            for name in self._populations
        }

    @cached_property
    def _never_both(self) -> Sequence[tuple[str, str]]:
        said = {(each.name, other) for each in self._populations.values() for other in each.apart}
        return sorted(said | {(other, one) for one, other in said})

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self._places.values():
            for name in dict.fromkeys(map(wording.folded, (place.name, *place.others))):
                found.setdefault(name, []).append(place)
        return found

    @cached_property
    def _by_word(self) -> Mapping[str, Population]:
        return {
            wording.folded(name): each
            for each in self._populations.values()
            for name in (*each.others, each.name)
        }

    def _above(self, place: Place) -> Iterator[Place]:
        """Yield the places above one, the largest first."""
        for code in region_codes.above(place.code):
            if code in self._places:
                yield self._places[code]

    def _check(self, rows: Sequence[CsvRow]) -> None:
        """Raise a `LexiconError` for words that the table does not have, names of two populations, and lines that go round."""
        claimed: dict[str, CsvRow] = {}
        for row in {row["名称"]: row for row in rows}.values():
            said = [(header, word) for header in ("上级", "互斥") for word in row.parts(header)]
            for header, word in said:
                if word not in self._populations:
                    raise row.fault(
                        zh=f"“{header}”中的“{word}”不在表中，请先登记或改正。",
                        en=f"{header} names {word}, which the table does not have; add it or correct the name.",
                    )
            for name in (row["名称"], *row.parts("其他名称")):
                first = claimed.setdefault(wording.folded(name), row)
                if first["名称"] != row["名称"]:
                    raise row.fault(
                        zh=f"“{name}”已属于“{first['名称']}”（{first.place}），不能再属于“{row['名称']}”。",
                        en=f"{name} already belongs to {first['名称']} ({first.place}); "
                        f"it cannot belong to {row['名称']} as well.",
                    )
        for row in reversed(rows):
            self._check_above(row)

    def _check_above(self, row: CsvRow) -> None:
        """Raise a `LexiconError` for a word that is above itself, or below two of which nobody is both."""
        name = row["名称"]
        if any(name in self.lineage(above) for above in row.parts("上级")):
            raise row.fault(zh=f"“{name}”是自己的上级。", en=f"{name} is above itself.")
        above = self.lineage(name)
        both = next((pair for pair in self._never_both if above.issuperset(pair)), None)
        if both is not None:
            raise row.fault(
                zh=f"“{name}”同属“{both[0]}”与“{both[1]}”，而两者互斥。请改正“上级”或“互斥”。",
                en=f"{name} is below both {both[0]} and {both[1]}, of which nobody is both. Correct 上级 or 互斥.",
            )


def _rows(path: Path) -> list[CsvRow]:
    try:
        return list(read_rows(path.read_bytes(), str(path), HEADERS))
    except OSError as fault:
        raise LexiconError(
            say(
                zh=f"地区与人群表 {path} 无法读取：{fault.strerror}。请核对路径与权限。",
                en=f"The table of places {path} cannot be read: {fault.strerror}. Check path and rights.",
            )
        ) from fault


def _place(row: CsvRow) -> Place:
    code, above = region_codes.read(required(row, "代码")), row["上级"]
    if not code:
        raise row.fault(
            zh=f"“代码”应为 2、4、6、9 或 12 位行政区划代码，实为“{row['代码']}”。",
            en=f"代码 should be a code of 2, 4, 6, 9 or 12 digits; it is {row['代码']!r}.",
        )
    if above and region_codes.read(above) not in {*region_codes.above(code)}:
        raise row.fault(
            zh=f"上级“{above}”的代码不是“{row['代码']}”的前缀。请核对两者。",
            en=f"{above} is not above {row['代码']} by their codes. Check both.",
        )
    return Place(code, _word(row, required(row, "名称")), row.parts("其他名称"))


def _population(row: CsvRow) -> Population:
    if row["代码"]:
        raise row.fault(zh="人群没有代码，请留空。", en="A population has no code; leave it empty.")
    name = _word(row, required(row, "名称"))
    return Population(name, row.parts("其他名称"), row.parts("上级"), row.parts("互斥"))


def _word(row: CsvRow, name: str) -> str:
    """Return a name that can be told from a code and from a path."""
    plain = wording.folded(name)
    if not plain or plain.isdigit() or set(plain) & set(_BETWEEN):
        raise row.fault(
            zh=f"名称“{name}”不能只有数字，也不能含有 {_BETWEEN}。",
            en=f"The name {name!r} must not be digits alone, nor have any of {_BETWEEN} in it.",
        )
    return name


_in_use: list[PlaceTable] = []
_ours: list[PlaceTable] = []


def use(extra: Path | None) -> None:
    """Read a district's own file as well from now on, for the whole process; None: ours alone.

    Raises `LexiconError`, and stays with the table that was in use.
    """
    _in_use[:] = [] if extra is None else [PlaceTable.read(extra)]


def current() -> PlaceTable:
    """Return the table in use: as it comes with the program, and what `use` put on top."""
    if _in_use:
        return _in_use[0]
    if not _ours:
        _ours.append(PlaceTable.read())
    return _ours[0]
