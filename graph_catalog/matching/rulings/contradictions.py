"""Whether a ruling can stand beside older ones: a ruling that is accepted holds, and so do all that stood before.

First by what the rulings say of each other's sides (who says the opposite, and of what it follows), then by what they
do together: each is held against what its own sides denote under all of them. Nothing is read here.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.rulings.ruled_on import RulingKey, Side
from graph_catalog.matching.rulings.rulings import MatchRuling, Rulings, in_force, unruled


class Contradiction(Enum):
    """How a new ruling stands to an older one."""

    OPPOSITE = "OPPOSITE"
    """The older says the opposite of the same two sides, or it follows from it."""
    OTHER_DATUM = "OTHER_DATUM"
    """The older says that the same description is another datum."""
    SAID_BEFORE = "SAID_BEFORE"
    """The older says the same already."""
    ONE_SIDE = "ONE_SIDE"
    """There is no older one: both sides are one whatever is ruled."""


Found = tuple[Contradiction, MatchRuling | None]


def contradicted(older: Rulings, new: MatchRuling) -> Found | None:
    """Return the older ruling that a new one contradicts, or repeats; None where it is news that can stand."""
    if _is_joined(in_force((), older.lexicon), new):
        return Contradiction.ONE_SIDE, None
    return _by_sides(older, new) or _by_effect(older, new)


def without_effect(rulings: Rulings) -> list[MatchRuling]:
    """Return the rulings that do not hold: their sides denote otherwise than they say."""
    return [ruling for ruling in rulings.rulings if not _holds(rulings, ruling, _written(rulings))]


def _by_sides(older: Rulings, new: MatchRuling) -> Found | None:
    group, other_group = (older.side(side, new.scope) for side in (new.one, new.other))
    if _is_joined(older, new):
        kind = Contradiction.SAID_BEFORE if new.is_same else Contradiction.OPPOSITE
        return kind, _joining(older, {*group, *other_group})
    for ruling, first, second in older.splits:
        if (first in group and second in other_group) or (second in group and first in other_group):
            kind = Contradiction.OPPOSITE if new.is_same else Contradiction.SAID_BEFORE
            return kind, ruling
    if new.is_same and not (_is_element(new.one) and _is_element(new.other)):
        return _of_another_element(older, [(new.one, group), (new.other, other_group)])
    return None


def _is_joined(rulings: Rulings, new: MatchRuling) -> bool:
    group, other_group = (rulings.side(side, new.scope) for side in (new.one, new.other))
    return not set(group).isdisjoint(other_group)


def _of_another_element(older: Rulings, sides: list[tuple[Side, list[RulingKey]]]) -> Found | None:
    """Joining what people have given two elements would make one of them, wherever they are read."""
    if not all(
        _is_element(side) or any(_is_element(older.named(place)) for place in group)
        for side, group in sides
    ):
        return None
    joining = _joining(older, {place for _, group in sides for place in group})
    return (Contradiction.OTHER_DATUM, joining) if joining else None


def _joining(older: Rulings, places: set[RulingKey]) -> MatchRuling | None:
    return next(
        (ruling for ruling, one, other in reversed(older.joins) if {one, other} & places), None
    )


def _by_effect(older: Rulings, new: MatchRuling) -> Found | None:
    together = in_force((*older.rulings, new), older.lexicon)
    stood = {ruling.key for ruling in without_effect(older)}
    for broken in without_effect(together):
        if broken.key in stood:
            continue
        by = broken if broken.key != new.key else _in_the_way(together, new)
        if by is None:
            return Contradiction.ONE_SIDE, None
        says_so = Contradiction.OTHER_DATUM if by.is_same == new.is_same else Contradiction.OPPOSITE
        return says_so, by
    return None


def _in_the_way(together: Rulings, new: MatchRuling) -> MatchRuling | None:
    """Return the latest older ruling by which the sides of one that does not hold denote what they do, or do not."""
    sides = (new.one, new.other)
    written = _written(together)
    denoted = {datum.key for side in sides for datum in _denoted(together, side, written)}
    by: set[str] = set()
    for side in sides:
        if isinstance(side, DatumKey) and (moving := together.moving(side)):
            by.add(moving.key)
        for descriptor in _descriptors(side, written):
            by.add(align(descriptor, together.lexicon, together).candidates[0].ruling)
            barred = together.barred(descriptor)
            by |= {barred[datum].key for datum in denoted & set(barred)}
    found = [ruling for ruling in together.rulings if ruling.key in by - {new.key}]
    return found[-1] if found else None


_Written = Mapping[str, list[Descriptor]]
"""Descriptions that are their own provisional datum, by its key: what they denote, it is."""


def _written(rulings: Rulings) -> _Written:
    written: dict[str, list[Descriptor]] = {}
    for ruling in rulings.rulings:
        for side in (ruling.one, ruling.other):
            descriptor = _in_words(side) if isinstance(side, DatumKey) else side
            own = unruled(descriptor, rulings.lexicon).datum
            if own.is_provisional:
                written.setdefault(own.key, []).append(descriptor)
    return written


def _in_words(datum: DatumKey) -> Descriptor:
    """Return a description by the words of a datum; of a provisional one, it mostly reads as that again."""
    attribute = datum.said or datum.attribute
    return Descriptor(f"{datum.qualifier}{attribute}", subject=datum.object_class)


def _holds(rulings: Rulings, ruling: MatchRuling, written: _Written) -> bool:
    one, other = (set(_denoted(rulings, side, written)) for side in (ruling.one, ruling.other))
    return len(one | other) == 1 if ruling.is_same else one.isdisjoint(other)


def _denoted(rulings: Rulings, side: Side, written: _Written) -> Iterator[DatumKey]:
    if isinstance(side, DatumKey):
        yield rulings.standing_for(side)
    for descriptor in _descriptors(side, written):
        yield align(descriptor, rulings.lexicon, rulings).datum


def _descriptors(side: Side, written: _Written) -> Iterable[Descriptor]:
    return written.get(side.key, ()) if isinstance(side, DatumKey) else (side,)


def _is_element(side: Side | None) -> bool:
    return isinstance(side, DatumKey) and not side.is_provisional
