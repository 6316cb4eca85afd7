"""Everything that is measured on the shared pairs, and the tables that are fitted on them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation import labels, measuring, reliability
from benchmarks.evaluation.deprived import Deprived, Lack
from benchmarks.evaluation.measuring import Observation, Outcome, Share
from benchmarks.evaluation.pairs import Pair, parts, read_pairs
from graph_catalog.matching.lexicon.files import read_contents
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.calibration import Table


@dataclass(frozen=True)
class Figures:
    """What was found by the lexicon as it stands and by lexicons that lack the pairs' concepts."""

    lexicon: str
    lexicons: Mapping[Lack | None, Callable[[Pair], Lexicon]]
    pairs: Sequence[Pair]
    stands: Sequence[Outcome]
    lacking: Mapping[Lack, Sequence[Outcome]]
    same: Sequence[Observation]
    different: Sequence[Observation]
    guessed: Sequence[Observation]

    @property
    def fitted_same(self) -> Table:
        """The table of SAME as it is fitted on the pairs and on what the catalog itself proposes.

        The pairs alone flatter: they were chosen to be near, and none of them is about bodies that
        a dataset only refers to, where most wrong proposals come from.
        """
        return reliability.fitted([*self.same, *labels.tuning()])

    @property
    def fitted_different(self) -> Table:
        """The table of DIFFERENT between two elements."""
        return reliability.fitted(self.different)

    @property
    def fitted_guess(self) -> float:
        """How often two are different of which one at least is in no lexicon."""
        right = Share(sum(each.is_right for each in self.guessed), len(self.guessed))
        return round((right.hits + 0.5) / (right.total + 1), 3)


def measure(path: Path) -> Figures:
    """Compare all pairs of the file by all lexicons."""
    contents = read_contents(None)
    full = Lexicon(contents)
    pairs = read_pairs(path)
    part_of = parts(pairs, full)
    lexicons: dict[Lack | None, Callable[[Pair], Lexicon]] = {None: lambda _: full}
    lexicons |= {lack: Deprived(contents, pairs, part_of, lack) for lack in Lack}
    lacking = {lack: measuring.outcomes(pairs, lexicons[lack]) for lack in Lack}
    every = list(lacking.values())
    return Figures(
        lexicon=full.hash,
        lexicons=lexicons,
        pairs=pairs,
        stands=measuring.outcomes(pairs, lexicons[None]),
        lacking=lacking,
        same=measuring.distinct(measuring.read_as_one(found, part_of) for found in every),
        different=measuring.distinct(
            measuring.called_different(found, part_of, is_guess=False) for found in every
        ),
        guessed=measuring.distinct(
            measuring.called_different(found, part_of, is_guess=True) for found in every
        ),
    )
