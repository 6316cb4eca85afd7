"""The shared pairs of fields that people labelled: read from where they lie, and by concept."""

import csv
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.lexicon.spelling import spell
from graph_catalog.matching.pair_file import read_context
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.descriptor import Descriptor

PARTS: Final = 10


@dataclass(frozen=True)
class Pair:
    """Two descriptions and whether people say that they denote one datum."""

    a: Descriptor
    b: Descriptor
    same: bool
    concept: str

    @property
    def is_namesake(self) -> bool:
        """Whether both are written alike."""
        return spell(self.a.name) == spell(self.b.name)

    @property
    def shares_nothing(self) -> bool:
        """Whether no character of the one stands in the other, but for words both end in by rule."""
        return not set(self.a.name) & set(self.b.name)

    @property
    def text(self) -> str:
        """The pair in one line."""
        sides = (f"{side.name}〔{side.dataset_name}〕" for side in (self.a, self.b))
        return " / ".join(sides)


def pairs_file() -> Path:
    """Return where the shared pairs should lie."""
    shared = os.environ.get("GRAPH_CATALOG_SHARED")
    folder = Path(shared) if shared else Path(__file__).parents[3] / "shared"
    return folder / "eval" / "field_pairs.csv"


def read_pairs(path: Path) -> list[Pair]:
    """Read the shared file of labelled pairs."""
    with path.open(encoding="utf-8-sig", newline="") as rows:
        return [
            Pair(
                Descriptor(row["name_a"], *read_context(row["context_a"])),
                Descriptor(row["name_b"], *read_context(row["context_b"])),
                row["same"] == "1",
                row["why"],
            )
            for row in csv.DictReader(rows)
        ]


def parts(pairs: Sequence[Pair], known: Lexicon) -> Mapping[Pair, int]:
    """Split the pairs into parts such that no concept is in two, for cross-validation.

    A pair of two concepts joins them; groups of concepts are dealt out by size, so that the parts
    are of like sizes.
    """
    above: dict[str, str] = {}

    def top(name: str) -> str:
        above.setdefault(name, name)
        while above[name] != name:
            name = above[name]
        return name

    sides = {pair: [_concept(side, known) for side in (pair.a, pair.b)] for pair in pairs}
    for one, other in sides.values():
        above[top(one)] = top(other)
    sizes = Counter(top(one) for one, _ in sides.values())
    sums = [0] * PARTS
    part_of: dict[str, int] = {}
    for name, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        part_of[name] = sums.index(min(sums))
        sums[part_of[name]] += size
    return {pair: part_of[top(one)] for pair, (one, _) in sides.items()}


def _concept(side: Descriptor, known: Lexicon) -> str:
    datum = align(side, known).datum
    return datum.element_code or datum.key
