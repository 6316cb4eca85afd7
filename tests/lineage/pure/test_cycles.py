"""Cycles of lineage: what goes round, through which datasets, and what does not."""

from collections.abc import Iterable, Sequence
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.lineage.pure.cycles import Cycle, Pair, named_cycles, rings

FIELDS: Final = {dataset: [f"{dataset}{name}" for name in "xyz"] for dataset in "ABC"}
CONTAINERS: Final = {field: dataset for dataset, fields in FIELDS.items() for field in fields}
_FIELD: Final = st.sampled_from(sorted(CONTAINERS))
_PAIRS: Final = st.lists(
    st.tuples(_FIELD, _FIELD).filter(lambda pair: pair[0] != pair[1]), max_size=14, unique=True
)
_TABLES: Final = st.lists(
    st.sampled_from([(a, b) for a in "ABC" for b in "ABC" if a != b]), max_size=3, unique=True
)


def cycles(derived: Iterable[Pair], declared: Sequence[Pair] = ()) -> tuple[Cycle, ...]:
    return named_cycles(rings(derived, declared, FIELDS), CONTAINERS)


def test_a_chain_and_a_diamond_are_no_cycle() -> None:
    assert cycles([("Ax", "Bx"), ("Ax", "By"), ("Bx", "Cx"), ("By", "Cx")]) == ()


def test_datasets_may_go_round_where_no_field_does() -> None:
    assert cycles([("Ax", "Bx"), ("By", "Ay")]) == ()


def test_a_cycle_tells_its_datasets_fields_and_a_way_round() -> None:
    [found] = cycles([("Ax", "Cx"), ("Cx", "Bx"), ("Bx", "Ax"), ("Bx", "By")])
    assert found.datasets == ("A", "B", "C")
    assert found.fields == ("Ax", "Bx", "Cx")
    assert found.path == ("A", "C", "B", "A")
    assert found.place == "A|Ax"


def test_of_several_ways_round_a_shortest_is_told() -> None:
    [found] = cycles([("Ax", "Bx"), ("Bx", "Cx"), ("Cx", "Ax"), ("Bx", "Ax")])
    assert found.path == ("A", "B", "A")


def test_fields_of_one_dataset_that_come_from_each_other_are_a_cycle() -> None:
    [found] = cycles([("Ax", "Ay"), ("Ay", "Ax")])
    assert (found.datasets, found.path) == (("A",), ("A",))


def test_two_apart_are_two_in_the_order_of_their_places() -> None:
    derived = [("Bx", "Cx"), ("Cx", "Bx"), ("Ay", "By"), ("By", "Ay")]
    assert [found.place for found in cycles(derived)] == ["A|Ay", "B|Bx"]


def test_what_is_known_by_table_closes_a_cycle_for_the_fields_that_it_feeds() -> None:
    [found] = cycles([("Ax", "Bx")], [("B", "A")])
    assert found.fields == ("Ax", "Bx")


def test_tables_without_fields_go_round_as_well() -> None:
    [found] = named_cycles(rings([], [("A", "B"), ("B", "A")], {}), {})
    assert (found.datasets, found.fields, found.place) == (("A", "B"), (), "A")
    assert found.path == ("A", "B", "A")


def test_a_field_without_a_dataset_passes_unnamed() -> None:
    derived = [("Ax", "lost"), ("lost", "Ax")]
    [found] = named_cycles(rings(derived, [], {}), CONTAINERS)
    assert (found.datasets, found.path) == (("A",), ("A",))
    assert named_cycles(rings([("lost", "gone"), ("gone", "lost")], [], {}), CONTAINERS) == ()


@given(_PAIRS, _TABLES)
def test_the_fields_in_cycles_are_those_that_reach_themselves(
    derived: list[Pair], declared: list[Pair]
) -> None:
    ahead: dict[str, set[str]] = {field: set() for field in CONTAINERS}
    for made, before in derived:
        ahead[made].add(before)
    for target, source in declared:
        for made in FIELDS[target]:
            ahead[made] |= set(FIELDS[source])

    def reaches_itself(field: str) -> bool:
        seen: set[str] = set()
        near = ahead[field]
        while near:
            seen |= near
            near = {far for key in near for far in ahead[key]} - seen
        return field in seen

    found = [field for cycle in cycles(derived, declared) for field in cycle.fields]
    assert sorted(found) == [field for field in sorted(CONTAINERS) if reaches_itself(field)]
