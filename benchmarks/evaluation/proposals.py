"""What the catalog itself proposes, drawn for labelling by hand: Beijing's catalog for the sample district's fields.

    python -m benchmarks.evaluation.proposals tuning /tmp/labels
    python -m benchmarks.evaluation.proposals held /tmp/labels

Every field of the sample district is planned (by its name, and once by its column name alone, as
scripts of tables bring them); every field of the shared Beijing file is on record. A proposal is a
planned field and a field on record that a verdict would hold against it (SAME) or put before a
person (REVIEW): the two are read as one datum, or another reading of the planned field is that
datum, or a net caught it. `label` is left for a person: 1 the same datum, 0 not, ? cannot be told.

The draw depends on texts alone (a hash in place of a die), so that another lexicon changes the
sample only where it changes what is proposed; labels of a file that is there are kept for what is
drawn again. By the same hash a pair of names belongs to the one sample or to the other, never to
both. Beside the sample lies what it was drawn from, and by which lexicon.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks import loading
from benchmarks.evaluation.proposed import (
    BY_A_NET,
    SURE_FROM,
    UNSURE,
    Proposal,
    beijing,
    die,
    district,
    proposed,
    sure_from,
)
from graph_catalog import embedding
from graph_catalog.local_store.cache import Cache
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.threshold import SURE

SIZES: Final = {"tuning": 300, "held": 150}
COLUMNS: Final = (
    "id",
    "planned",
    "planned_dataset",
    "planned_unit",
    "candidate",
    "candidate_dataset",
    "candidate_unit",
    "says",
    "confidence",
    "method",
    "label",
)
_SHARES: Final[Mapping[str, int]] = {
    **dict(zip(map(sure_from, SURE_FROM), (5, 5, 6, 6), strict=True)),
    UNSURE: 6,
    BY_A_NET: 8,
}
"""Parts of a sample by stratum: two thirds and more are not the easy, sure ones."""


def sample(pool: Sequence[Proposal], size: int) -> list[Proposal]:
    """Draw by strata and, within each, by methods in turn.

    Of one datum first one proposal, then further ones: what is common does not fill the sample.
    """
    wanted = {name: size * part // sum(_SHARES.values()) for name, part in _SHARES.items()}
    drawn: list[Proposal] = []
    queues = {name: _in_turn([each for each in pool if each.stratum == name]) for name in _SHARES}
    for name, count in wanted.items():
        drawn += queues[name][:count]
        del queues[name][:count]
    # What a stratum lacks, the hard ones give, then the easy ones.
    for name in reversed(list(_SHARES)):
        missing = size - len(drawn)
        drawn += queues[name][:missing]
    return sorted(drawn, key=die)


def _in_turn(pool: Sequence[Proposal]) -> list[Proposal]:
    nth: Counter[tuple[str, str]] = Counter()
    by_method: Counter[str] = Counter()
    placed = []
    for proposal in sorted(pool, key=die):
        of_datum = (proposal.method, proposal.data[1])
        placed.append((nth[of_datum], proposal))
        nth[of_datum] += 1
    ranked = []
    for turn, proposal in sorted(placed, key=lambda pair: pair[0]):
        ranked.append(((by_method[proposal.method], turn), proposal))
        by_method[proposal.method] += 1
    return [proposal for _, proposal in sorted(ranked, key=lambda pair: pair[0])]


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a sample; nothing where it has not been drawn."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def draw(pool: Sequence[Proposal], name: str, folder: Path, known: Lexicon) -> list[Proposal]:
    """Draw a sample into its file and write beside it what it was drawn from."""
    labels = {row["id"]: row["label"] for row in rows_of(folder / f"{name}.csv")}
    drawn = sample([each for each in pool if each.sample == name], SIZES[name])
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(each.row(labels.get(each.key, "")) for each in drawn)
    about = {
        "lexicon": known.hash,
        "sure": SURE,
        "proposals": _counted(pool),
        "drawn": _counted(drawn),
        "occurrences": {each.key: each.occurrences for each in drawn},
    }
    (folder / f"{name}.json").write_text(
        json.dumps(about, ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    return drawn


def _counted(proposals: Collection[Proposal]) -> dict[str, int]:
    counted = Counter(f"{each.stratum}, {each.method}" for each in proposals)
    return dict(sorted(counted.items()))


def main(arguments: Sequence[str]) -> int:
    """Draw one sample; 1 where the shared folder or the model is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sample", choices=SIZES)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    catalog = loading.beijing()
    embedding.use(Cache.of_environment().root)
    if catalog is None or embedding.current() is None:
        sys.stderr.write(
            "Wanted: the shared folder (GRAPH_CATALOG_SHARED), and the model with the extra "
            "[nets] (graph-catalog store install).\n"
        )
        return 1
    known = lexicon.current()
    pool = proposed(district(), beijing(catalog), known)
    drawn = draw(pool, options.sample, options.folder, known)
    for each, count in _counted(drawn).items():
        sys.stdout.write(f"{each}: {count}\n")
    sys.stdout.write(f"{len(drawn)} of {len(pool)} proposals, lexicon {known.hash[:12]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
