"""What an estate is made of: skewed as real ones are, the same for the same seed; loaded by `benchmarks.estate`.

Units hold systems, systems datasets, datasets fields, after a Zipf law; names of fields are spellings of the lexicon,
the popular ones far more often; derivations run in layers, with a hub, parallel edges and a few cycles.
"""

import dataclasses
import random
from collections.abc import Iterator, Sequence
from typing import Final

from graph_catalog.matching.lexicon import lexicon
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys

LAYERS: Final = 8
_SUBJECTS: Final = (
    "人口基础信息",
    "企业登记信息",
    "不动产登记信息",
    "行政许可信息",
    "行政处罚信息",
    "社会救助信息",
)
_FORM: Final = "一网通办表单"
"""Sorts before the estate's own names, so that the forms are the first page of any list by name."""


@dataclasses.dataclass(frozen=True)
class Scale:
    """How large an estate is; the other numbers follow from the fields."""

    fields: int
    seed: int = 1
    edges_per_field: float = 3.0

    @property
    def units(self) -> int:
        """Units: one for 1,500 fields, 12 at least."""
        return max(12, self.fields // 1500)

    @property
    def systems(self) -> int:
        """Systems: one for 200 fields."""
        return max(self.units, self.fields // 200)

    @property
    def datasets(self) -> int:
        """Datasets: one for 15 fields."""
        return max(self.systems, self.fields // 15)


@dataclasses.dataclass(frozen=True)
class PlannedDataset:
    """A dataset of the estate, before it is loaded."""

    key: str
    name: str
    unit: int
    system: int
    layer: int
    fields: Sequence[tuple[str, str]]
    """Key and name of each field."""


def datasets(scale: Scale) -> Iterator[PlannedDataset]:
    """Plan the datasets with their fields, the same for the same scale."""
    chance = random.Random(scale.seed)  # noqa: S311  # an estate, not a secret
    names = [
        spelling
        for element in lexicon.current().elements.values()
        for spelling in element.spellings
    ]
    weights = [1.0 / rank for rank in range(1, len(names) + 1)]
    left = scale.fields
    for number in range(scale.datasets):
        rest = scale.datasets - number
        size = (
            max(1, min(left - rest + 1, int(chance.expovariate(rest / left)) + 1))
            if rest > 1
            else left
        )
        left -= size
        key = keys.mint(NodeKind.DATASET, "estate", str(scale.seed), str(number))
        subject = _SUBJECTS[number % len(_SUBJECTS)]
        fields = [
            (keys.mint(NodeKind.FIELD, key, str(place)), name)
            for place, name in enumerate(chance.choices(names, weights, k=size))
        ]
        yield PlannedDataset(
            key,
            f"{subject}{number:06}",
            skewed(chance, scale.units),
            skewed(chance, scale.systems),
            number % LAYERS,
            fields,
        )


def forms(scale: Scale, sizes: Sequence[int]) -> Iterator[PlannedDataset]:
    """Plan datasets of these sizes beside the estate's own, the first by name; fields take the popular names in turn."""
    names = list(
        dict.fromkeys(element.spellings[0] for element in lexicon.current().elements.values())
    )
    for number, size in enumerate(sizes):
        key = keys.mint(NodeKind.DATASET, "form", str(scale.seed), str(number))
        fields = [
            (keys.mint(NodeKind.FIELD, key, str(place)), names[(number + place) % len(names)])
            for place in range(size)
        ]
        yield PlannedDataset(
            key,
            f"{_FORM}{number:06}",
            number % scale.units,
            number % scale.systems,
            number % LAYERS,
            fields,
        )


def derivations(scale: Scale, planned: Sequence[PlannedDataset]) -> Iterator[tuple[str, str]]:
    """Plan derivations (made from): a layer from the one above; one field in a thousand closes a cycle."""
    chance = random.Random(scale.seed + 1)  # noqa: S311
    by_layer: list[list[str]] = [[] for _ in range(LAYERS)]
    for dataset in planned:
        by_layer[dataset.layer] += [key for key, _ in dataset.fields]
    hub = by_layer[0][0]
    for layer in range(1, LAYERS):
        above = by_layer[layer - 1]
        for target in by_layer[layer]:
            if chance.random() < 1.0 / 60:
                yield target, hub
            for _ in range(_poisson(chance, scale.edges_per_field)):
                yield target, above[skewed(chance, len(above))]
            if chance.random() < 1.0 / 1000:
                yield above[skewed(chance, len(above))], target


def skewed(chance: random.Random, size: int) -> int:
    """Return an index below `size`, the low ones far more often."""
    return min(size - 1, int(size * chance.random() ** 3))


def _poisson(chance: random.Random, mean: float) -> int:
    count, passed = 0, chance.expovariate(1.0)
    while passed < mean:
        count += 1
        passed += chance.expovariate(1.0)
    return count
