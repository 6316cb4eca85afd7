"""How often the matching is right: figures on the shared pairs, printed.

    python -m benchmarks.eval_pairs          as the lexicon stands
    python -m benchmarks.eval_pairs --hard   and with the lexicon kept from knowing the pairs

The shared folder is found by GRAPH_CATALOG_SHARED, else beside the checkout. The lexicon was
written by somebody who had seen these pairs, so the first figures flatter. `--hard` takes out of
the lexicon, for each pair, once every listed spelling that the pair uses and once its elements:
what is left is what rules do with a spelling, or with a concept, that nobody foresaw.
"""

import argparse
import csv
import itertools
import math
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph_catalog.matching import lexicon
from graph_catalog.matching.align import align
from graph_catalog.matching.compare import Comparison, compare
from graph_catalog.matching.descriptor import Descriptor
from graph_catalog.matching.lexicon import Lexicon
from graph_catalog.matching.lexicon_entries import Contents, Element
from graph_catalog.matching.lexicon_files import read_contents
from graph_catalog.matching.pair_file import read_context
from graph_catalog.matching.spelling import spell
from graph_catalog.matching.threshold import SURE
from graph_catalog.model.answers import ComparisonVerdict

BANDS = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
NORMAL = 1.96


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


@dataclass
class Score:
    """Pairs by what people say and what the matching says."""

    right: int = 0
    accused: list[Pair] = field(default_factory=list)
    missed: list[tuple[Pair, Comparison]] = field(default_factory=list)
    apart: int = 0
    bands: dict[float, list[int]] = field(default_factory=dict)

    def add(self, pair: Pair, found: Comparison) -> None:
        """Count one pair."""
        if found.same:
            if pair.same:
                self.right += 1
            else:
                self.accused.append(pair)
        elif pair.same:
            self.missed.append((pair, found))
        else:
            self.apart += 1

    @property
    def precision(self) -> float:
        """Share of the pairs called the same that are."""
        called = self.right + len(self.accused)
        return self.right / called if called else math.nan

    @property
    def recall(self) -> float:
        """Share of the same pairs that are called so."""
        same = self.right + len(self.missed)
        return self.right / same if same else math.nan


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


def pairs_file() -> Path:
    """Return where the shared pairs should lie."""
    shared = os.environ.get("GRAPH_CATALOG_SHARED")
    folder = Path(shared) if shared else Path(__file__).parents[2] / "shared"
    return folder / "eval" / "field_pairs.csv"


def score(pairs: Iterable[Pair], lexicon_for: Callable[[Pair], Lexicon]) -> Score:
    """Compare each pair by the lexicon that it is given."""
    found = Score()
    for pair in pairs:
        known = lexicon_for(pair)
        found.add(pair, compare(pair.a, pair.b, known))
        first, second = align(pair.a, known), align(pair.b, known)
        if first.datum == second.datum:
            certainty = min(first.confidence, second.confidence)
            band = max(start for start in BANDS if start <= certainty)
            found.bands.setdefault(band, [0, 0])[pair.same] += 1
    return found


class Forgetting:
    """Lexicons that lack what a pair uses, made once each."""

    def __init__(self, *, whole_elements: bool) -> None:
        self._contents = read_contents(None)
        self._full = Lexicon(self._contents)
        self._whole_elements = whole_elements
        self._made: dict[tuple[tuple[str, tuple[str, ...]], ...], Lexicon] = {}

    def __call__(self, pair: Pair) -> Lexicon:
        """Return the lexicon that does not know this pair."""
        used: dict[str, set[str]] = {}
        for side in (pair.a, pair.b):
            code = align(side, self._full).datum.element_code
            if code:
                used.setdefault(code, set()).update(_endings(side.name, self._contents))
        key = tuple(sorted((code, tuple(sorted(names))) for code, names in used.items()))
        if key not in self._made:
            self._made[key] = Lexicon(replace(self._contents, elements=self._without(used)))
        return self._made[key]

    def _without(self, used: dict[str, set[str]]) -> dict[str, Element]:
        elements = dict(self._contents.elements)
        for code, names in used.items():
            if self._whole_elements:
                del elements[code]
                continue
            kept = tuple(
                spelling
                for spelling in elements[code].synonyms
                if not any(
                    self._full.fold(name).endswith(self._full.fold(spelling)) for name in names
                )
            )
            elements[code] = replace(elements[code], synonyms=kept)
        return elements


def _endings(name: str, contents: Contents) -> set[str]:
    """Return the ways in which a name's attribute may end: with and without brackets and forms."""
    read = spell(name)
    names = {read.main, read.joined, *read.brackets}
    forms = (*contents.words.code_forms, *contents.words.name_forms, *contents.words.noise_tails)
    return names | {one.removesuffix(form) for one in names for form in forms if one != form}


def interval(hits: int, total: int) -> str:
    """Return the 95 % interval of a share by Wilson."""
    if not total:
        return "-"
    share, spread = hits / total, NORMAL**2 / total
    middle = (share + spread / 2) / (1 + spread)
    half = NORMAL * math.sqrt(share * (1 - share) / total + spread / total / 4) / (1 + spread)
    return f"{middle - half:.3f} to {middle + half:.3f}"


def told(title: str, found: Score) -> list[str]:
    """Return the figures of a score as lines."""
    called, same = found.right + len(found.accused), found.right + len(found.missed)
    both = found.precision + found.recall
    lines = [
        title,
        f"  precision {found.precision:.3f} ({interval(found.right, called)}) of {called}",
        f"  recall    {found.recall:.3f} ({interval(found.right, same)}) of {same}",
        f"  F1        {2 * found.precision * found.recall / both:.3f}" if both else "  F1        -",
        "  one datum by alignment, by confidence (right of all):",
    ]
    for start, end in itertools.pairwise(BANDS):
        wrong, right = found.bands.get(start, [0, 0])
        if wrong + right:
            share = right / (wrong + right)
            band = f"{start:.2f} to {min(end, 1):.2f}"
            lines.append(f"    {band}  {right}/{wrong + right}  {share:.2f}")
    return lines


def failures(found: Score) -> list[str]:
    """Return what went wrong, pair by pair."""
    lines = [f"  called same, is not: {shown(pair)}" for pair in found.accused]
    for pair, comparison in found.missed:
        is_open = comparison.verdict is ComparisonVerdict.REVIEW
        lines.append(f"  {'left open' if is_open else 'missed'}: {shown(pair)}")
        lines.append(f"      {comparison.why}")
    return lines


def shown(pair: Pair) -> str:
    """Return a pair in one line."""
    sides = (f"{side.name}〔{side.dataset_name}〕" for side in (pair.a, pair.b))
    return " / ".join(sides) + f"  [{pair.concept}]"


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 1 where the shared pairs are not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hard", action="store_true", help="forget what each pair uses as well")
    options = parser.parse_args(arguments)
    path = pairs_file()
    if not path.is_file():
        sys.stdout.write(f"{path} is not there; set GRAPH_CATALOG_SHARED to the shared folder.\n")
        return 1
    pairs = read_pairs(path)
    known = lexicon.current()
    found = score(pairs, lambda _: known)
    namesakes = [pair for pair in pairs if pair.is_namesake and not pair.same]
    accused = [pair for pair in namesakes if pair in found.accused]
    lines = told(f"{len(pairs)} pairs, lexicon {known.hash[:12]}, sure from {SURE}", found)
    lines.append(f"  namesakes of different data: {len(namesakes)}, called same: {len(accused)}")
    lines += failures(found)
    if options.hard:
        for title, whole in (
            ("without the spellings of each pair", False),
            ("without the elements of each pair", True),
        ):
            lines += ["", *told(title, score(pairs, Forgetting(whole_elements=whole)))]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
