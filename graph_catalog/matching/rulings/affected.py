"""What is to be aligned anew where other rulings are in force than before: not the estate, but what they speak of."""

from dataclasses import dataclass
from typing import Self

from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.rulings.ruled_on import Scope
from graph_catalog.matching.rulings.rulings import Rulings


@dataclass(frozen=True, slots=True)
class Affected:
    """Fields written so in their subject or anywhere (normalised), and fields that denote one of these data."""

    in_subject: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    data: frozenset[DatumKey] = frozenset()

    @classmethod
    def between(cls, before: Rulings, after: Rulings) -> Self:
        """Return what may denote otherwise, or by another ruling, under other rulings than before.

        All that chains of rulings lead to is among it: a ruling on one of three that are one datum is on all three.
        """
        was, now = before.effects(), after.effects()
        places = {place for place in {**was, **now} if was.get(place) != now.get(place)}
        moved = [place for place in places if place.is_datum]
        data = {
            datum
            for rulings in (before, after)
            for place in moved
            if (read := rulings.named(place)) is not None
            for datum in (read, rulings.standing_for(read))
        }
        # What is not the datum that now stands for another is not that other any more, or again.
        keys = {datum.key for datum in data}
        places |= {
            place
            for effects in (was, now)
            for place, effect in effects.items()
            if any(key in keys for key, _ in effect.barred)
        }
        written = {
            scope: {place.key for place in places if place.kind == scope.value} for scope in Scope
        }
        # A provisional datum is what is written so in its subject, wherever rulings have put that meanwhile.
        own = {datum.key for datum in data if datum.is_provisional}
        return cls(
            frozenset(written[Scope.SUBJECT] | own),
            frozenset(written[Scope.EVERYWHERE]),
            frozenset(data),
        )

    def __or__(self, other: "Affected") -> "Affected":
        """Return both."""
        return Affected(
            self.in_subject | other.in_subject,
            self.anywhere | other.anywhere,
            self.data | other.data,
        )
