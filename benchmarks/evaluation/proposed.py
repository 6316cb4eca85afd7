"""What a verdict would hold against the sample district's fields, or ask about, with Beijing's catalog on record."""

import csv
import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks import loading
from benchmarks.evaluation.nets_in_memory import NetsInMemory
from graph_catalog.matching import nearby
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import AlignmentResult, Candidate
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.threshold import SURE

BY_A_NET: Final = "by a net"
UNSURE: Final = "unsure"
SURE_FROM: Final = (0.95, 0.9, 0.85, 0.0)
"""Strata of what a verdict is sure of, by the score."""
_DISTRICT: Final = Path(__file__).parents[2] / "examples" / "district" / "catalog.csv"
_SEED: Final = "2026"
_CLOSE: Final = 0.05
"""As in the verdict: beside a sure reading, one that is less sure by more is no doubt."""


@dataclasses.dataclass(frozen=True)
class Proposal:
    """A planned field, a field on record that a verdict would show for it, and how."""

    planned: Descriptor
    candidate: Descriptor
    is_sure: bool
    score: float
    method: str
    data: tuple[str, str]
    is_net: bool = False
    occurrences: int = 1
    """Pairs of a planned field and one on record that ask the same question."""

    @property
    def key(self) -> str:
        """Equal for the same two descriptions, whatever is said of them."""
        text = "|".join(
            (each.name + "/" + each.dataset_name + "/" + each.unit_name)
            for each in (self.planned, self.candidate)
        )
        return hashlib.sha256(text.encode()).hexdigest()[:10]

    @property
    def names(self) -> tuple[str, str]:
        """What is the same question to whoever labels, in whichever of like datasets it is asked."""
        return self.planned.name, self.candidate.name

    @property
    def sample(self) -> str:
        """The sample that it may be drawn for: of three pairs of names one is held out."""
        hashed = hashlib.sha256("/".join(self.names).encode()).digest()
        return "held" if hashed[0] % 3 == 0 else "tuning"

    @property
    def stratum(self) -> str:
        """The part of the sample that it may be drawn for."""
        return stratum(self.score, is_sure=self.is_sure, is_net=self.is_net)

    def row(self, label: str) -> list[str]:
        """Return the proposal as the file has it."""
        sides = (
            text
            for each in (self.planned, self.candidate)
            for text in (each.name, each.dataset_name, each.unit_name)
        )
        says = "SAME" if self.is_sure else "REVIEW"
        return [self.key, *sides, says, f"{self.score:.4f}", self.method, label]


def district() -> list[Descriptor]:
    """Return the fields of the sample district, as a unit would plan them; each once."""
    with _DISTRICT.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    named = [Descriptor(row["数据项名称"], row["业务名称"], row["提供单位"]) for row in rows]
    by_column = [
        Descriptor(row["列名"], row["业务名称"], row["提供单位"]) for row in rows if row["列名"]
    ]
    return list(dict.fromkeys((*named, *by_column)))


def beijing(catalog: Path) -> list[Descriptor]:
    """Return the fields of the shared Beijing file; each once."""
    with catalog.open(encoding="utf-8-sig", newline="") as file:
        return list(
            dict.fromkeys(
                Descriptor(
                    row["field_cn"], row["dataset_cn"], row["provider"] or loading.BEIJING_PROVIDER
                )
                for row in csv.DictReader(file)
            )
        )


def proposed(
    planned: Iterable[Descriptor], recorded: Sequence[Descriptor], known: Lexicon
) -> list[Proposal]:
    """Return everything that the catalog proposes; of those that ask the same question, one."""
    held: dict[str, list[tuple[Descriptor, AlignmentResult]]] = {}
    for field in recorded:
        alignment = align(field, known)
        held.setdefault(alignment.datum.key, []).append((field, alignment))
    nets = NetsInMemory(
        [(field, a.datum) for fields in held.values() for field, a in fields], known
    )
    once: dict[tuple[tuple[str, str], tuple[str, str]], Proposal] = {}
    occurrences: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    for field in planned:
        for proposal in _of_field(field, held, nets, known):
            question = (proposal.names, proposal.data)
            occurrences[question] += 1
            if question not in once or die(proposal) < die(once[question]):
                once[question] = proposal
    return [
        dataclasses.replace(proposal, occurrences=occurrences[question])
        for question, proposal in once.items()
    ]


def _of_field(
    field: Descriptor,
    held: Mapping[str, Sequence[tuple[Descriptor, AlignmentResult]]],
    nets: NetsInMemory,
    known: Lexicon,
) -> Iterator[Proposal]:
    alignment = align(field, known)
    best = alignment.candidates[0]
    for reading in _readings(alignment):
        for recorded, other in held.get(reading.datum.key, ()):
            weaker = min(reading, other.candidates[0], key=lambda one: one.score)
            yield Proposal(
                planned=field,
                candidate=recorded,
                is_sure=reading is best and weaker.confidence >= SURE,
                score=weaker.score,
                method=weaker.method.value,
                data=(best.datum.key, reading.datum.key),
            )
    if not nearby.is_open(alignment, is_held=best.datum.key in held):
        return
    worded = nearby.wording(field, best.datum, known)
    retrieved = nets.hit(worded)
    for candidate in nearby.with_retrieved(alignment, worded, retrieved, known).candidates:
        if candidate.method.is_net:
            spelled = {one.spelling for one in retrieved if one.datum == candidate.datum}
            for recorded, other in held[candidate.datum.key]:
                if nearby.wording(recorded, other.datum, known).name in spelled:
                    yield Proposal(
                        planned=field,
                        candidate=recorded,
                        is_sure=False,
                        score=candidate.score,
                        method=candidate.method.value,
                        data=(best.datum.key, candidate.datum.key),
                        is_net=True,
                    )


def _readings(alignment: AlignmentResult) -> Iterator[Candidate]:
    """Yield the readings that a verdict looks at: the best, and those that cast doubt on it."""
    best, *others = alignment.candidates
    yield best
    for other in others:
        if best.confidence < SURE or best.score - other.score < _CLOSE:
            yield other


def stratum(score: float, *, is_sure: bool, is_net: bool) -> str:
    """Return the part of a sample that a proposal belongs to."""
    if is_net:
        return BY_A_NET
    if not is_sure:
        return UNSURE
    return sure_from(next(low for low in SURE_FROM if score >= low))


def sure_from(low: float) -> str:
    """Return the name of a stratum of what is sure."""
    return f"sure, from {low:.2f}" if low else f"sure, below {SURE_FROM[-2]:.2f}"


def die(proposal: Proposal) -> str:
    """Return what decides about a proposal in place of chance: the same for the same texts."""
    return hashlib.sha256((_SEED + proposal.key).encode()).hexdigest()
