"""What a ruling is keyed on: a description, normalised, so that it holds for whatever is written so."""

from dataclasses import dataclass
from enum import Enum

from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.lexicon.spelling import LONGEST, spell
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.provisional import provisional
from graph_catalog.matching.reading.subject import subject_of

Side = Descriptor | DatumKey
"""One of the two that a ruling is about."""


class Scope(Enum):
    """How far a ruling on a description reaches: what is written so about this subject, or about any."""

    SUBJECT = "SUBJECT"
    EVERYWHERE = "EVERYWHERE"


@dataclass(frozen=True, slots=True)
class RulingKey:
    """What a ruling is keyed on: a datum, or a normalised description in its subject or anywhere."""

    kind: str
    key: str

    @classmethod
    def of_datum(cls, datum: DatumKey) -> "RulingKey":
        """Return the place of a datum."""
        return cls("DATUM", datum.key)

    @property
    def is_datum(self) -> bool:
        """Whether it is a datum's; else a description's."""
        return self.kind == "DATUM"


@dataclass(frozen=True, slots=True)
class Wording:
    """A description, normalised: equal for all that a ruling on one of them holds for.

    `in_subject` is the key of its provisional datum; `anywhere` its name alone.
    """

    in_subject: str
    anywhere: str

    @classmethod
    def of(cls, descriptor: Descriptor, lexicon: Lexicon) -> "Wording":
        """Normalise a description."""
        spelling = spell(descriptor.name)
        name = (spelling.main or spelling.joined)[:LONGEST]
        folded = lexicon.fold(name)
        return cls(
            in_subject=provisional(spelling, subject_of(descriptor, lexicon), lexicon).datum.key,
            anywhere=lexicon.loosen(folded) or folded,
        )

    def place(self, scope: Scope) -> RulingKey:
        """Return what a ruling of that scope is keyed on."""
        return RulingKey(scope.value, self.in_subject if scope is Scope.SUBJECT else self.anywhere)


def own_datum(place: RulingKey, read: DatumKey) -> RulingKey | None:
    """Return the datum that a description in its subject is itself, where it reads as its own provisional one."""
    own = RulingKey.of_datum(read)
    is_own = place.kind == Scope.SUBJECT.value and read.is_provisional and place.key == own.key
    return own if is_own else None
