"""What people say of a proposal: the files of labels, as observations of how often scores are right."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from benchmarks.evaluation.measuring import Observation
from benchmarks.evaluation.proposals import rows_of
from graph_catalog.matching.reading.method import Method

FOLDER: Final = Path(__file__).parent / "labelled_rows"
YES: Final = "1"
NO: Final = "0"


def tuning() -> list[Observation]:
    """Return what people say of readings in the sample that may be tuned on; nothing of what nets caught."""
    told = observations(rows_of(FOLDER / "tuning.csv"))
    return [each for each in told if not each.method.is_net]


def observations(rows: Iterable[Mapping[str, str]]) -> list[Observation]:
    """Return the labelled rows of a sample; those that nobody can tell (?) are left out."""
    return [
        Observation(
            what=row["id"],
            part=0,
            score=float(row["confidence"]),
            method=Method(row["method"]),
            is_right=row["label"] == YES,
        )
        for row in rows
        if row["label"] in {YES, NO}
    ]
