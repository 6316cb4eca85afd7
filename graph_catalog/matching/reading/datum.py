"""What alignment speaks of: the datum, and the ranked readings of a description as one."""

from dataclasses import dataclass, field

from graph_catalog.language import say
from graph_catalog.matching.reading.calibration import calibrated
from graph_catalog.matching.reading.method import Method
from graph_catalog.model.enums.fields import DatumForm


@dataclass(frozen=True, slots=True)
class DatumKey:
    """The thing that has one source: a value of a kind of object, in a role or under a scheme.

    `element_code` is None for a provisional datum. `qualifier` names the role (父亲, 法定代表人,
    项目·联系人) or, where each scheme has data of its own, the scheme (食品经营许可 for
    证照.发证日期); both are joined by a slash. A known datum is told apart by element and
    qualifier, a provisional one by class, attribute and qualifier; `said` is how its attribute was
    written, where the attribute itself is normalised.
    """

    element_code: str | None
    object_class: str
    attribute: str
    qualifier: str = ""
    said: str = field(default="", compare=False)

    @property
    def is_provisional(self) -> bool:
        """Whether no element of the lexicon fits, so that the descriptor stands for itself."""
        return self.element_code is None

    @property
    def key(self) -> str:
        """The stable text by which holdings are looked up.

        Equal for equal data, whoever describes them.
        """
        kind = self.element_code or f"?{self.object_class}.{self.attribute}"
        return f"{kind}|{self.qualifier}"

    @property
    def text(self) -> str:
        """The datum as people write it: 自然人·公民身份号码·父亲."""
        attribute = self.said or self.attribute
        return "·".join(part for part in (self.object_class, attribute, self.qualifier) if part)


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of how an alignment was made.

    A sentence in both languages with places for `about`, made when read.
    """

    zh: str
    en: str
    about: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in the caller's language."""
        return say(zh=self.zh, en=self.en).format(*self.about)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A datum that a description may denote, the score of that reading (0 to 1), and why."""

    datum: DatumKey
    form: DatumForm
    score: float
    method: Method
    reasons: tuple[Reason, ...] = field(default=(), compare=False)
    ruling: str = field(default="", compare=False)
    """Key of the ruling that it rests on; empty where nobody ruled."""
    is_hidden: bool = field(default=False, compare=False)
    """Whether its datum is one that the reader may not see, and was given the plan's own words (`sight`)."""
    is_ruling_hidden: bool = field(default=False, compare=False)
    """Whether it rests on a ruling that the reader may not see."""

    @property
    def confidence(self) -> float:
        """How likely the reading is right, 0 to 1; scores order readings, this may be shown."""
        return calibrated(self.score, self.method)


@dataclass(frozen=True, slots=True)
class AlignmentResult:
    """The readings of one description, best first; there is always at least one."""

    candidates: tuple[Candidate, ...]

    @property
    def datum(self) -> DatumKey:
        """The datum of the best reading; provisional where nothing fits."""
        return self.candidates[0].datum

    @property
    def confidence(self) -> float:
        """How likely the best reading is right, 0 to 1."""
        return self.candidates[0].confidence

    @property
    def score(self) -> float:
        """The score of the best reading, 0 to 1; finer than `confidence`."""
        return self.candidates[0].score

    @property
    def form(self) -> DatumForm:
        """How the field writes the datum down, by the best reading."""
        return self.candidates[0].form

    @property
    def method(self) -> str:
        """By what the best reading was made, as a word to store."""
        return self.candidates[0].method.value

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the best reading is the best."""
        return self.candidates[0].reasons
