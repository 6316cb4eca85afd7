"""Random small estates for properties of lineage, and what is true of them by a plain look at their facts.

They have cycles, diamonds, parallel assertions, facts that end, edges of several kinds, jobs known by table only,
datasets without fields, system or provider, and fields whose values are had from elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise, product

from hypothesis import settings
from hypothesis import strategies as st

from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import TruncationReason
from tests.lineage.pure.walked_graph import ALWAYS, EDGES, Graph

FAR = 99
DEPTH, DATASET = TruncationReason.DEPTH, LineageLevel.DATASET
EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True)
LEVELS = st.sampled_from(LineageLevel)
DIRECTIONS = st.booleans()
DAYS = st.integers(0, 2)
KINDS = st.sampled_from(["IDENTITY", "IDENTITY", "AGGREGATION", "JOIN"])
LEFT_OUT = st.sampled_from([[], [], ["JOIN"], ["AGGREGATION", "JOIN"]])


PERIODS = st.one_of(st.just(ALWAYS), st.sampled_from([ALWAYS, (0, 1), (1, 2), (0, 2), (1, 3)]))


@st.composite
def estates(draw: st.DrawFn) -> Graph:
    graph = Graph()
    for key in ("U1", "U2", "U3"):
        graph.unit(key, above=key == "U3")
    systems = ["S1", "S2", "S3"]
    for key in systems:
        graph.system(key, draw(st.sampled_from([None, "U1", "U2"])))
    datasets = [f"D{number}" for number in range(draw(st.integers(3, 6)))]
    fields: dict[str, list[str]] = {}
    for key in datasets:
        names = "wxyz"[: draw(st.integers(0, 4))]
        system = draw(st.sampled_from([None, *systems]))
        graph.dataset(
            key, *names, system=system, unit=draw(st.sampled_from([None, "U1", "U2", "U3"]))
        )
        fields[key] = [f"{key}.{name}" for name in names]
        graph.had_by(draw(st.sampled_from(["COLLECTED", "GENERATED", "SHARED"])), *fields[key])
    # A backbone from table to table makes walks long; what is strewn over it, cycles and diamonds.
    strewn = draw(st.lists(st.tuples(*[st.sampled_from(datasets)] * 2), min_size=2, max_size=12))
    for number, (made, before) in enumerate([*pairwise(datasets), *strewn]):
        by_table = not fields[made] or not fields[before] or draw(st.integers(0, 3)) == 0
        source, period = draw(st.sampled_from(["SQL", "DECLARED"])), draw(PERIODS)
        if by_table:  # a job may write and read several tables
            kind = draw(KINDS)
            graph.job(
                f"J{number % 4}",
                writes=made,
                reads=before,
                period=period,
                source=source,
                kind=kind,
            )
            continue
        for _ in range(draw(st.integers(1, 2))):
            ends = (draw(st.sampled_from(fields[key][:2])) for key in (made, before))
            graph.fact("DERIVED_FROM", *ends, period=period, source=source, kind=draw(KINDS))
    return graph


@st.composite
def starts(draw: st.DrawFn, graph: Graph) -> str:
    kind = draw(st.sampled_from([NodeKind.FIELD, NodeKind.DATASET, NodeKind.SYSTEM, NodeKind.UNIT]))
    return draw(
        st.sampled_from([key for key in things(graph) if graph.kinds[key] is kind] or ["D0"])
    )


def things(graph: Graph) -> list[str]:
    return [key for key, kind in graph.kinds.items() if kind is not NodeKind.JOB]


def containers(graph: Graph, level: LineageLevel, day: int) -> dict[str, str]:
    """Return the thing of the level for each field, and for each dataset without any."""
    found = {}
    facts = graph.on(day)
    holder = {(fact.type, fact.end): fact.start for fact in facts}
    fields = {fact.end: fact.start for fact in facts if fact.type == "HAS_FIELD"}
    for key, kind in graph.kinds.items():
        if kind is NodeKind.FIELD or (kind is NodeKind.DATASET and key not in fields.values()):
            dataset = fields.get(key, key)
            system = holder.get(("HOLDS", dataset), dataset)
            unit = holder.get(("PROVIDES", dataset)) or holder.get(("OPERATES", system), system)
            found[key] = {"FIELD": key, "DATASET": dataset, "SYSTEM": system, "UNIT": unit}[
                level.value
            ]
    return found


def derivations(graph: Graph, day: int, without: Collection[str] = ()) -> set[tuple[str, str]]:
    """Return all pairs of fields, or datasets without any, that were made one from the other."""
    facts = [f for f in graph.on(day) if f.type not in EDGES or f.kind not in without]
    known = containers(graph, LineageLevel.FIELD, day)
    fields: dict[str, set[str]] = {key: {key} for key in known}
    for fact in facts:
        if fact.type == "HAS_FIELD":
            fields.setdefault(fact.start, set()).add(fact.end)
    written = {(f.start, f.end) for f in facts if f.type == "WRITTEN_BY" and f.start in known}
    read = {(f.start, field) for f in facts if f.type == "READS" for field in fields[f.end]}
    through_jobs = {
        (made, before) for (made, job), (reader, before) in product(written, read) if job == reader
    }
    return {(f.start, f.end) for f in facts if f.type == "DERIVED_FROM"} | through_jobs
