"""What people have ruled on matches: rulings win over every rule of the matching (design §7).

A ruling says of two sides that they are one datum, or that they are not. A side is a description, or a datum. It is
keyed on the *normalised* description: it holds for whatever is written so, fields on record and plans to come.
Rulings that say "same" join sides into groups; a group denotes the datum of its best known side. Nothing is read here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from graph_catalog.matching.align import align
from graph_catalog.matching.datum import Alignment, Candidate, DatumKey, Reason
from graph_catalog.matching.descriptor import Descriptor
from graph_catalog.matching.lexicon import Lexicon
from graph_catalog.matching.method import Method
from graph_catalog.matching.provisional import provisional
from graph_catalog.matching.ruled_on import Place, Scope, Wording
from graph_catalog.matching.spelling import spell
from graph_catalog.matching.subject import subject_of
from graph_catalog.matching.threshold import SURE

_NAMED, _READ, _NAMED_PROVISIONAL, _READ_PROVISIONAL = 0, 2, 4, 6
_GIVEN_UP = 1
"""How much the datum of a side counts in its group, less being more.

A datum that somebody named before one that was read, a known one before a provisional one, and last of its sort the
one of which a ruling says that it is another.
"""

Side = Descriptor | DatumKey
"""One of the two that a ruling is about."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruling in force. `other` is what stays: where both sides are known surely, its datum counts."""

    key: str
    one: Side
    other: Side
    is_same: bool
    scope: Scope
    reason: str


class Contradiction(Enum):
    """How a new ruling stands to an older one."""

    OPPOSITE = "OPPOSITE"
    """The older says the opposite of the same two sides, or it follows from it."""
    OTHER_DATUM = "OTHER_DATUM"
    """The older says that the same description is another datum."""
    SAID_BEFORE = "SAID_BEFORE"
    """The older says the same already."""


class Rulings:
    """Rulings in force on a day, oldest first, put together; `in_force` makes them once."""

    def __init__(self, rulings: tuple[Ruling, ...], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._groups: dict[Place, list[Place]] = {}
        self._joins: list[tuple[Ruling, Place, Place]] = []
        self._splits: list[tuple[Ruling, Place, Place]] = []
        self._data: dict[Place, tuple[int, int, DatumKey]] = {}
        for number, ruling in enumerate(rulings):
            one, other = self.places(ruling)
            (self._joins if ruling.is_same else self._splits).append((ruling, one, other))
            for order, (place, side) in enumerate(((other, ruling.other), (one, ruling.one))):
                self._data.setdefault(place, self._known(side, 2 * number + order))
            if ruling.is_same:
                self._join(one, other)
        for _, one, other in self._joins:
            if _is_datum(one) and _is_datum(other):
                weight, order, datum = self._data[one]
                self._data[one] = (weight | _GIVEN_UP, order, datum)
        self._meant = {
            place: min((self._data[each] for each in group), key=lambda known: known[:2])[2]
            for place, group in self._groups.items()
        }
        self._barred = self._bars()

    def __bool__(self) -> bool:
        """Whether anything is ruled at all."""
        return bool(self._joins or self._splits)

    def places(self, ruling: Ruling) -> tuple[Place, Place]:
        """Return what the two sides of a ruling are keyed on."""
        return self._place(ruling.one, ruling.scope), self._place(ruling.other, ruling.scope)

    def applied(self, descriptor: Descriptor, alignment: Alignment) -> Alignment:
        """Return the readings of a description as rulings leave them.

        What its describer named himself stays, but for rulings on that datum.
        """
        wording = Wording.of(descriptor, self.lexicon)
        candidates = [self._as_ruled(candidate) for candidate in alignment.candidates]
        if candidates[0].method is Method.GIVEN:
            return replace(alignment, candidates=tuple(candidates))
        barred = self.barred(descriptor, wording)
        left = [candidate for candidate in candidates if candidate.datum.key not in barred]
        for scope in Scope:
            place = wording.place(scope)
            datum = self._meant.get(place)
            if datum is not None:
                ruling = self._by_which(place)
                ruled = Candidate(
                    datum=datum,
                    form=alignment.form,
                    score=1.0,
                    method=Method.RULED,
                    reasons=(_reason(ruling),),
                    ruling=ruling.key,
                )
                others = [candidate for candidate in left if candidate.datum != datum]
                return Alignment((ruled, *others))
        if len(left) < len(candidates) and candidates[0] not in left:
            ruling = barred[candidates[0].datum.key]
            left = [self._left_over(descriptor, ruling), *left]
        return Alignment(tuple(left))

    def barred(
        self, descriptor: Descriptor, wording: Wording | None = None
    ) -> Mapping[str, Ruling]:
        """Return the keys of the data that a description does not denote, by the ruling that says so."""
        worded = wording or Wording.of(descriptor, self.lexicon)
        return {
            **self._barred.get(worded.place(Scope.EVERYWHERE), {}),
            **self._barred.get(worded.place(Scope.SUBJECT), {}),
        }

    def between(self, one: Side, other: Side) -> Ruling | None:
        """Return the ruling on two sides, in whichever order; None where there is none.

        The narrower scope comes before the wider, the latest before the earlier.
        """
        for scope in Scope:
            sides = {self._place(one, scope), self._place(other, scope)}
            for ruling, first, second in reversed((*self._joins, *self._splits)):
                if {first, second} == sides:
                    return ruling
        return None

    def contradicted(self, new: Ruling) -> tuple[Contradiction, Ruling] | None:
        """Return the older ruling that a new one contradicts, or repeats; None where it is news."""
        one, other = self.places(new)
        group, other_group = self._group(one), self._group(other)
        is_joined = other in group
        if new.is_same and is_joined:
            return Contradiction.SAID_BEFORE, self._joining(group)
        if not new.is_same and is_joined:
            return Contradiction.OPPOSITE, self._joining(group)
        for ruling, first, second in self._splits:
            if (first in group and second in other_group) or (
                second in group and first in other_group
            ):
                kind = Contradiction.OPPOSITE if new.is_same else Contradiction.SAID_BEFORE
                return kind, ruling
        if new.is_same and not (_is_datum(one) and _is_datum(other)):
            return self._of_another_datum(group, other_group)
        return None

    def _of_another_datum(
        self, group: list[Place], other_group: list[Place]
    ) -> tuple[Contradiction, Ruling] | None:
        """Joining two groups that people have given different data would undo one of these rulings."""
        named = [{place for place in each if _is_datum(place)} for each in (group, other_group)]
        if not all(named) or named[0] & named[1]:
            return None
        ruled = [ruling for ruling, first, _ in self._joins if first in {*group, *other_group}]
        return (Contradiction.OTHER_DATUM, ruled[-1]) if ruled else None

    def _joining(self, group: list[Place]) -> Ruling:
        return [ruling for ruling, first, _ in self._joins if first in group][-1]

    def _group(self, place: Place) -> list[Place]:
        return self._groups.get(place, [place])

    def _join(self, one: Place, other: Place) -> None:
        first, second = self._group(one), self._group(other)
        if first is second:
            return
        joined = [*first, *(place for place in second if place not in first)]
        for place in joined:
            self._groups[place] = joined

    def _place(self, side: Side, scope: Scope) -> Place:
        if isinstance(side, DatumKey):
            return Place("DATUM", side.key)
        return Wording.of(side, self.lexicon).place(scope)

    def _known(self, side: Side, order: int) -> tuple[int, int, DatumKey]:
        """Return how much the datum of a side counts (less is more), and the datum."""
        if isinstance(side, DatumKey):
            return (_NAMED if side.element_code else _NAMED_PROVISIONAL, order, side)
        read = align(side, self.lexicon)
        is_known = read.datum.element_code is not None and read.confidence >= SURE
        return (_READ if is_known else _READ_PROVISIONAL, order, read.datum)

    def _bars(self) -> dict[Place, dict[str, Ruling]]:
        """Return what each side of a "not the same" bars: the other's datum.

        Where both were read as one datum, the one that is less surely so loses it (`one`, if that is even).
        """
        barred: dict[Place, dict[str, Ruling]] = {}
        for ruling, one, other in self._splits:
            mine, theirs = self._datum(one), self._datum(other)
            if mine.key == theirs.key:
                loser = min(
                    (one, other),
                    key=lambda place: (_is_datum(place), -self._data[place][0]),
                )
                barred.setdefault(loser, {})[mine.key] = ruling
            else:
                barred.setdefault(one, {})[theirs.key] = ruling
                barred.setdefault(other, {})[mine.key] = ruling
        return barred

    def _datum(self, place: Place) -> DatumKey:
        return self._meant.get(place, self._data[place][2])

    def _by_which(self, place: Place) -> Ruling:
        """Return the ruling that a place has its datum by: the latest on itself."""
        return [ruling for ruling, one, other in self._joins if place in {one, other}][-1]

    def _as_ruled(self, candidate: Candidate) -> Candidate:
        """Return a reading with the datum that stands for its own by a ruling on data."""
        place = Place("DATUM", candidate.datum.key)
        datum = self._meant.get(place)
        if datum is None or datum == candidate.datum:
            return candidate
        ruling = self._by_which(place)
        reasons = (*candidate.reasons, _reason(ruling))
        return replace(candidate, datum=datum, reasons=reasons, ruling=ruling.key)

    def _left_over(self, descriptor: Descriptor, ruling: Ruling) -> Candidate:
        """Return what a description is whose best reading was ruled out: its own provisional datum."""
        own = provisional(
            spell(descriptor.name), subject_of(descriptor, self.lexicon), self.lexicon
        )
        return replace(
            own,
            score=1.0,
            method=Method.RULED,
            reasons=(*own.reasons, _reason(ruling)),
            ruling=ruling.key,
        )

    def are_apart(self, one: DatumKey, other: DatumKey) -> Ruling | None:
        """Return the ruling by which two data are not the same; None where nobody ruled so."""
        return self._barred.get(Place("DATUM", one.key), {}).get(other.key)


def _is_datum(place: Place) -> bool:
    return place.kind == "DATUM"


def _reason(ruling: Ruling) -> Reason:
    return Reason("大数据中心已裁定：{}", "the data centre has ruled: {}", (ruling.reason,))


@lru_cache(maxsize=16)
def in_force(rulings: tuple[Ruling, ...], lexicon: Lexicon) -> Rulings:
    """Put rulings together, once for equal ones."""
    return Rulings(rulings, lexicon)
