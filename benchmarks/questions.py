"""The questions that are measured, and who asks them."""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from benchmarks import lattice
from benchmarks.planned_estate import LAYERS, PlannedDataset
from graph_catalog.identity.auth import Viewer
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.record import keys

CENTRE: Final = Viewer("centre", None, frozenset({Role.DATA_CENTER}))
OFFICER: Final = Viewer(
    "officer", keys.mint(NodeKind.UNIT, "estate", "0"), frozenset({Role.UNIT_OFFICER})
)
"""Of a unit that holds nothing of the lattice."""
FORM_SIZES: Final = (100,) * 10 + (20,) * 90
"""Fields of the forms, which are the first hundred datasets by name."""

_DATASETS: Final = (
    "query ($first: Int) { datasets(first: $first) { nodes { id name code status } } }"
)
_ONE: Final = (
    "query ($key: String!) { dataset(by: {key: $key}) { name code status provider { name } } }"
)
_NESTED: Final = "{ datasets(first: 10) { nodes { name fields(first: 100) { nodes { name position acquisition } } } } }"
_FOUR_LEVELS: Final = """{ datasets(first: 100) { nodes { name
  provider { name } system { name }
  fields(first: 20) { nodes { name datum { name element { name code } } } }
} } }"""
_LINEAGE: Final = """query ($id: ID!, $direction: LineageDirection!, $level: LineageLevel!, $depth: Int!) {
  lineage(id: $id, direction: $direction, level: $level, depth: $depth, maxNodes: 5000) { ... on Lineage {
    nodeCount edgeCount hiddenCount complete truncatedBy
    nodes { key level name redacted upstreamHops downstreamHops } edges { source target kind basis }
  } }
}"""
_CHECK: Final = """query ($input: CollectionPlanInput!) { checkCollection(input: $input) { ... on CollectionCheck {
  verdict fieldsToKeep complete
  fields { name verdict confidence why provider { name } source { name } evidence { kind name text } }
} } }"""
_SEARCH: Final = "query ($text: String!) { search(text: $text, first: 20) { edges { score node { id key ... on Dataset { name } } } } }"


@dataclasses.dataclass(frozen=True)
class Question:
    """A question of the API with its variables, and who asks."""

    title: str
    query: str
    variables: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    viewer: Viewer = CENTRE

    @property
    def token(self) -> str:
        """Return the token of who asks."""
        return token_of(self.viewer)


def token_of(viewer: Viewer) -> str:
    """Return the bearer token of a viewer of this benchmark."""
    return f"benchmark-{viewer.name}"


def main_questions(
    planned: Sequence[PlannedDataset], derivations: Sequence[tuple[str, str]]
) -> list[Question]:
    """Return the main questions about an estate."""
    made = _derived_field(planned, derivations)
    holder = next(each for each in planned if any(key == made for key, _ in each.fields))
    middle = next(each for each in planned if each.layer == LAYERS // 2)
    return [
        Question("one dataset with its provider", _ONE, {"key": planned[0].key}),
        Question("list of 1 dataset", _DATASETS, {"first": 1}),
        Question("list of 100 datasets", _DATASETS, {"first": 100}),
        Question("nested page: 10 datasets × 100 fields", _NESTED),
        Question(
            "four levels: 100 datasets × unit, system, 20 fields × datum × element", _FOUR_LEVELS
        ),
        Question("checkCollection, 5 fields", _CHECK, {"input": _plan(5)}),
        Question("checkCollection, 50 fields", _CHECK, {"input": _plan(50)}),
        _lineage("lineage upstream, FIELD, depth 10", NodeKind.FIELD, made),
        _lineage("lineage upstream, DATASET, depth 10", NodeKind.DATASET, holder.key),
        _lineage("lineage both ways, DATASET, depth 10", NodeKind.DATASET, middle.key, "BOTH"),
        Question("search, the 20 best", _SEARCH, {"text": "人口 信息"}),
    ]


def lattice_questions() -> list[Question]:
    """Return questions about the lattice, from its first layer and from its middle, by who sees nine tenths of it."""
    first, middle = lattice.field(0, 0), lattice.field(lattice.DEPTH // 2, 0)
    of_dataset = lattice.dataset(0)
    asked = [
        _lineage("first layer, upstream, FIELD", NodeKind.FIELD, first, depth=30),
        _lineage("middle layer, both ways, FIELD", NodeKind.FIELD, middle, "BOTH", depth=30),
        _lineage("first layer, upstream, DATASET", NodeKind.DATASET, of_dataset, depth=30),
    ]
    return [dataclasses.replace(question, viewer=OFFICER) for question in asked]


def _lineage(
    title: str, kind: NodeKind, key: str, direction: str = "UPSTREAM", *, depth: int = 10
) -> Question:
    level = {NodeKind.FIELD: "FIELD", NodeKind.DATASET: "DATASET"}[kind]
    return Question(
        title,
        _LINEAGE,
        {"id": keys.encode(kind, key), "direction": direction, "level": level, "depth": depth},
    )


def _plan(count: int) -> dict[str, Any]:
    elements = list(lexicon.current().elements.values())[:count]
    return {
        "unitId": keys.encode(NodeKind.UNIT, keys.mint(NodeKind.UNIT, "estate", "1")),
        "name": "人口基础信息采集表",
        "subject": "自然人",
        "fields": [{"name": element.spellings[0]} for element in elements],
    }


def _derived_field(
    planned: Sequence[PlannedDataset], derivations: Sequence[tuple[str, str]]
) -> str:
    """Return a field of the last layer that is made from as many fields as the estate's fields are on average."""
    counts = Counter(made for made, _ in derivations)
    last = [each for each in planned if each.layer == LAYERS - 1]
    return next(key for each in last for key, _ in each.fields if counts[key] == 3)
