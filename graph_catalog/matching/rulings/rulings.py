"""What people have ruled on matches: rulings win over every rule of the matching (design §7).

A ruling says of two sides that they are one datum, or that they are not. A side is a description, or a datum. It is
keyed on the *normalised* description: it holds for whatever is written so, fields on record and plans to come.
Rulings that say "same" join sides into groups; a group denotes the datum of its best known side. What is written so in
its subject and fits no element is its own provisional datum: to rule on the one is to rule on the other. Nothing is read here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.lexicon.spelling import spell
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import AlignmentResult, Candidate, DatumKey, Reason
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.reading.provisional import provisional
from graph_catalog.matching.reading.subject import subject_of
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.matching.rulings.ruled_on import RulingKey, Scope, Side, Wording, own_datum

_NAMED, _READ, _NAMED_PROVISIONAL, _READ_PROVISIONAL = 0, 2, 4, 6
_GIVEN_UP = 1
"""How much the datum of a side counts in its group, less being more.

A datum that somebody named before one that was read, a known one before a provisional one, and last of its sort the
one of which a ruling says that it is another.
"""


@dataclass(frozen=True, slots=True)
class MatchRuling:
    """A ruling in force. `other` is what stays: where both sides are known surely, its datum counts."""

    key: str
    one: Side
    other: Side
    is_same: bool
    scope: Scope
    reason: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What rulings do to what is written alike: the datum that it is, by which ruling (key), and the data that it is not."""

    meant: DatumKey | None
    ruling: str
    barred: tuple[tuple[str, str], ...]


class Rulings:
    """Rulings in force on a day, oldest first, put together; `in_force` makes them once."""

    def __init__(self, rulings: tuple[MatchRuling, ...], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.rulings = rulings
        """Oldest first."""
        self._groups: dict[RulingKey, list[RulingKey]] = {}
        self.joins: list[tuple[MatchRuling, RulingKey, RulingKey]] = []
        """Those that say "same", with what their sides are keyed on."""
        self.splits: list[tuple[MatchRuling, RulingKey, RulingKey]] = []
        """Those that say "not the same", likewise."""
        self._data: dict[RulingKey, tuple[int, int, DatumKey]] = {}
        for number, ruling in enumerate(rulings):
            one, other = self.places(ruling)
            (self.joins if ruling.is_same else self.splits).append((ruling, one, other))
            for order, (place, side) in enumerate(((other, ruling.other), (one, ruling.one))):
                self._data.setdefault(place, self._known(side, 2 * number + order))
            if ruling.is_same:
                self._join(one, other)
        for place, known in list(self._data.items()):
            own = own_datum(place, known[2])
            if own is not None and (place in self._groups or own in self._groups):
                self._data.setdefault(own, known)
                self._join(place, own)
        for _, one, other in self.joins:
            if one.is_datum and other.is_datum:
                weight, order, datum = self._data[one]
                self._data[one] = (weight | _GIVEN_UP, order, datum)
        self._meant = {
            place: min((self._data[each] for each in group), key=lambda known: known[:2])[2]
            for place, group in self._groups.items()
        }
        self._meant = {place: self.standing_for(datum) for place, datum in self._meant.items()}
        self._barred = self._bars()

    def __bool__(self) -> bool:
        """Whether anything is ruled at all."""
        return bool(self.joins or self.splits)

    def places(self, ruling: MatchRuling) -> tuple[RulingKey, RulingKey]:
        """Return what the two sides of a ruling are keyed on."""
        return self.place(ruling.one, ruling.scope), self.place(ruling.other, ruling.scope)

    def applied(self, descriptor: Descriptor, alignment: AlignmentResult) -> AlignmentResult:
        """Return the readings of a description as rulings leave them.

        What its describer named himself stays, but for rulings on that datum.
        """
        wording = Wording.of(descriptor, self.lexicon)
        candidates = [self._as_ruled(candidate) for candidate in alignment.candidates]
        if candidates[0].method is Method.GIVEN:
            return replace(alignment, candidates=tuple(candidates))
        barred = self.barred(descriptor, wording)
        left = [candidate for candidate in candidates if candidate.datum.key not in barred]
        narrow = self._barred.get(wording.place(Scope.SUBJECT), {})
        for scope in Scope:
            place = wording.place(scope)
            datum = self._meant.get(place)
            if datum is not None and datum.key not in narrow:
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
                return AlignmentResult((ruled, *others))
        if len(left) < len(candidates) and candidates[0] not in left:
            ruling = barred[candidates[0].datum.key]
            left = [self._left_over(descriptor, ruling), *left]
        return AlignmentResult(tuple(left))

    def barred(
        self, descriptor: Descriptor, wording: Wording | None = None
    ) -> Mapping[str, MatchRuling]:
        """Return the keys of the data that a description does not denote, by the ruling that says so."""
        worded = wording or Wording.of(descriptor, self.lexicon)
        return {
            **self._barred.get(worded.place(Scope.EVERYWHERE), {}),
            **self._barred.get(worded.place(Scope.SUBJECT), {}),
        }

    def between(self, one: Side, other: Side) -> MatchRuling | None:
        """Return the ruling on two sides, in whichever order; None where there is none.

        The narrower scope comes before the wider, the latest before the earlier.
        """
        for scope in Scope:
            sides = {self.place(one, scope), self.place(other, scope)}
            for ruling, first, second in reversed((*self.joins, *self.splits)):
                if {first, second} == sides:
                    return ruling
        return None

    def _group(self, place: RulingKey) -> list[RulingKey]:
        return self._groups.get(place, [place])

    def side(self, side: Side, scope: Scope) -> list[RulingKey]:
        """Return all that is one datum with a side by rulings that say "same", the side itself among them."""
        place = self.place(side, scope)
        own = own_datum(place, self._known(side, 0)[2])
        if place in self._groups or own is None:
            return self._group(place)
        return [place, *self._group(own)]

    def standing_for(self, datum: DatumKey) -> DatumKey:
        """Return the datum that stands for another by rulings; itself where none does.

        What stands for a datum may be one that was read, for which another stands in turn. A datum that somebody named
        counts more than what was read, a known one more than a provisional one: it comes to an end.
        """
        seen = {datum}
        while (meant := self._meant.get(RulingKey.of_datum(datum), datum)) not in seen:
            seen.add(meant)
            datum = meant
        return datum

    def moving(self, datum: DatumKey) -> MatchRuling | None:
        """Return the ruling by which another stands for a datum; None where none does."""
        is_moved = self.standing_for(datum) != datum
        return self._by_which(RulingKey.of_datum(datum)) if is_moved else None

    def named(self, place: RulingKey) -> DatumKey | None:
        """Return the datum of a place that is a datum's, where rulings touch it."""
        return self._data[place][2] if place.is_datum and place in self._data else None

    def effects(self) -> Mapping[RulingKey, Effect]:
        """Return what rulings do to each place that they touch: where it differs, what is written so denotes otherwise."""
        touched = dict.fromkeys((*self._meant, *self._barred))
        return {place: self._effect(place) for place in touched}

    def _effect(self, place: RulingKey) -> Effect:
        bars = [(key, ruling.key) for key, ruling in self._barred.get(place, {}).items()]
        meant = self._meant.get(place)
        # Who reads a datum for which none stands reads it as if nothing were ruled.
        if meant is None or RulingKey.of_datum(meant) == place:
            return Effect(None, "", tuple(bars))
        return Effect(meant, self._by_which(place).key, tuple(bars))

    def _join(self, one: RulingKey, other: RulingKey) -> None:
        first, second = self._group(one), self._group(other)
        if first is second:
            return
        joined = [*first, *(place for place in second if place not in first)]
        for place in joined:
            self._groups[place] = joined

    def place(self, side: Side, scope: Scope) -> RulingKey:
        """Return what a side is keyed on."""
        if isinstance(side, DatumKey):
            return RulingKey.of_datum(side)
        return Wording.of(side, self.lexicon).place(scope)

    def _known(self, side: Side, order: int) -> tuple[int, int, DatumKey]:
        """Return how much the datum of a side counts (less is more), and the datum."""
        if isinstance(side, DatumKey):
            return (_NAMED if side.element_code else _NAMED_PROVISIONAL, order, side)
        read = unruled(side, self.lexicon)
        is_known = read.datum.element_code is not None and read.confidence >= SURE
        return (_READ if is_known else _READ_PROVISIONAL, order, read.datum)

    def _bars(self) -> dict[RulingKey, dict[str, MatchRuling]]:
        """Return what each side of a "not the same" bars: the other's datum.

        Where both were read as one datum, the one that is less surely so loses it (`one`, if that is even).
        """
        barred: dict[RulingKey, dict[str, MatchRuling]] = {}
        for ruling, one, other in self.splits:
            mine, theirs = self._datum(one), self._datum(other)
            if mine.key == theirs.key:
                loser = min(
                    (one, other),
                    key=lambda place: (place.is_datum, -self._data[place][0]),
                )
                barred.setdefault(loser, {})[mine.key] = ruling
            else:
                barred.setdefault(one, {})[theirs.key] = ruling
                barred.setdefault(other, {})[mine.key] = ruling
        return barred

    def _datum(self, place: RulingKey) -> DatumKey:
        return self.standing_for(self._meant.get(place, self._data[place][2]))

    def _by_which(self, place: RulingKey) -> MatchRuling:
        """Return the ruling that a place has its datum by: the latest on itself, else on its group."""
        on_itself = [ruling for ruling, one, other in self.joins if place in {one, other}]
        group = self._group(place)
        return (on_itself or [ruling for ruling, one, _ in self.joins if one in group])[-1]

    def _as_ruled(self, candidate: Candidate) -> Candidate:
        """Return a reading with the datum that stands for its own by a ruling on data."""
        datum = self.standing_for(candidate.datum)
        if datum == candidate.datum:
            return candidate
        ruling = self._by_which(RulingKey.of_datum(candidate.datum))
        reasons = (*candidate.reasons, _reason(ruling))
        return replace(candidate, datum=datum, reasons=reasons, ruling=ruling.key)

    def _left_over(self, descriptor: Descriptor, ruling: MatchRuling) -> Candidate:
        """Return what a description is whose best reading was ruled out: its own provisional datum."""
        own = provisional(
            spell(descriptor.name), subject_of(descriptor, self.lexicon), self.lexicon
        )
        left = replace(
            own,
            score=1.0,
            method=Method.RULED,
            reasons=(*own.reasons, _reason(ruling)),
            ruling=ruling.key,
        )
        return self._as_ruled(left)

    def are_apart(self, one: DatumKey, other: DatumKey) -> MatchRuling | None:
        """Return the ruling by which two data are not the same; None where nobody ruled so."""
        return self._barred.get(RulingKey.of_datum(one), {}).get(other.key)


@lru_cache(maxsize=4096)
def unruled(descriptor: Descriptor, lexicon: Lexicon) -> AlignmentResult:
    """Read a side of a ruling as if nothing were ruled: the same ones are asked for at every ruling."""
    return align(descriptor, lexicon)


def _reason(ruling: MatchRuling) -> Reason:
    return Reason("大数据中心已裁定：{}", "the data centre has ruled: {}", (ruling.reason,))


@lru_cache(maxsize=16)
def in_force(rulings: tuple[MatchRuling, ...], lexicon: Lexicon) -> Rulings:
    """Put rulings together, once for equal ones."""
    return Rulings(rulings, lexicon)
