"""What lineage is judged by when it is measured (`benchmarks/lineage`): a judge that lets faults pass measures nothing."""

import dataclasses

from benchmarks.lineage import reference
from benchmarks.lineage.peers.amundsen_server import repaired
from benchmarks.lineage.question import Told, Traced
from benchmarks.lineage.reference import Estate

ALWAYS = (0, 2**40)
DERIVATIONS = [("A.x", "B.x"), ("A.x", "B.y"), ("B.x", "C.x"), ("B.y", "C.x"), ("C.x", "A.x"), ("B.y", "B.x")]  # fmt: skip
"""A diamond that closes to a cycle, and a step inside one dataset."""


def estate() -> Estate:
    before: dict[str, list[tuple[str, int, int]]] = {}
    after: dict[str, list[tuple[str, int, int]]] = {}
    for made, source in DERIVATIONS:
        before.setdefault(made, []).append((source, *ALWAYS))
        after.setdefault(source, []).append((made, *ALWAYS))
    fields = {field for pair in DERIVATIONS for field in pair}
    return Estate(before, after, {field: field.partition(".")[0] for field in fields})


def judged(question: Traced, **change: object) -> str:
    right = reference.answer(estate(), question)
    told = dataclasses.replace(right.told, cuts=("DEPTH",) if right.goes_deeper else ())
    return reference.judge(question, right, dataclasses.replace(told, **change))  # type: ignore[arg-type]  # any part


def test_a_field_has_the_fewest_hops_of_all_ways() -> None:
    right = reference.answer(estate(), Traced("", "A.x", depth=5))
    assert right.told.hops == {"A.x": 0, "B.x": 1, "B.y": 1, "C.x": 2}
    assert right.told.edges == {(source, made) for made, source in DERIVATIONS}
    assert not right.goes_deeper


def test_downstream_is_the_mirror_of_upstream() -> None:
    right = reference.answer(estate(), Traced("", "C.x", direction="DOWNSTREAM", depth=1))
    assert right.told.hops == {"C.x": 0, "B.x": 1, "B.y": 1}
    assert right.told.edges == {("C.x", "B.x"), ("C.x", "B.y"), ("B.x", "B.y")}
    assert right.goes_deeper


def test_a_step_inside_a_dataset_is_no_hop_and_no_edge_of_datasets() -> None:
    right = reference.answer(estate(), Traced("", "B", level="DATASET", depth=1))
    assert right.told.hops == {"B": 0, "C": 1}
    assert right.told.edges == {("C", "B")}


def test_the_right_answer_is_exact() -> None:
    assert judged(Traced("", "A.x", depth=5)) == "exact"
    assert judged(Traced("", "A.x", depth=1)) == "exact"


def test_every_fault_is_counted() -> None:
    question = Traced("", "A.x", depth=5)
    assert judged(question, edges=frozenset()) == "**wrong**: 6 edges missing"
    assert judged(question, hops={"A.x": 0, "B.x": 2, "B.y": 1, "Z": 1}) == (
        "**wrong**: 1 nodes missing, 1 nodes too many, 1 hops wrong"
    )
    assert judged(question, cuts=("DEPTH",)) == "**wrong**: DEPTH said (it says DEPTH)"
    assert judged(Traced("", "A.x", depth=1), cuts=()) == "**wrong**: not DEPTH said"


def test_who_cuts_must_say_so_and_keep_the_nearest() -> None:
    question = Traced("", "A.x", depth=5, max_nodes=3)
    right = reference.answer(estate(), question)
    near = {"A.x": 0, "B.x": 1, "B.y": 1}
    edges = frozenset({("B.x", "A.x"), ("B.y", "A.x"), ("B.x", "B.y")})
    said = reference.judge(question, right, Told(near, edges, ("NODE_LIMIT",)))
    assert said == "first 3 of 4, said (NODE_LIMIT)"
    assert "1 nodes missing" in reference.judge(question, right, Told(near, edges, ()))


def test_who_says_nothing_of_limits_need_not_show_what_leads_back_from_the_last_hop() -> None:
    question = Traced("", "A.x", depth=1)
    by_paths = frozenset({("B.x", "A.x"), ("B.y", "A.x")})
    assert judged(question, edges=by_paths, cuts=None) == "exact"
    assert judged(question, edges=by_paths) == "**wrong**: 1 edges missing (it says DEPTH)"


def test_a_peers_statement_loses_its_implicit_grouping_alone() -> None:
    published = """WITH CASE WHEN upstream_len IS NULL THEN []
        ELSE COLLECT(distinct{level:SIZE(upstream_len), key:upstream_entity.key, parent:nodes(path)[-2].key})
        END AS upstream_entities RETURN upstream_entities"""
    assert repaired(published) == (
        "WITH collect(DISTINCT CASE WHEN upstream_len IS NULL THEN NULL ELSE "
        "{level:SIZE(upstream_len), key:upstream_entity.key, parent:nodes(path)[-2].key} END) "
        "AS upstream_entities RETURN upstream_entities"
    )
