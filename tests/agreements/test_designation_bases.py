"""依据: a designation has one; another one for a part of its time is another's, and each day is told with its own."""

import random
from typing import Any, Final

import pytest

from tests import invariants
from tests.agreements.test_designations import DAYS, designate, end, estate, on_day
from tests.conftest import Catalog

BASES: Final = ("会议纪要一", "会议纪要二", None)
Day = tuple[str, str | None] | None
__all__ = ["estate"]


def said(days: dict[int, Day], dataset: str, basis: str | None, first: int, last: int) -> None:
    """Say of a time whose it is, and on which basis: where none is said, each day keeps its own, or gets that beside it."""

    def is_own(day: int) -> bool:
        here = before.get(day)
        return here is not None and here[0] == dataset

    before = dict(days)
    for day in range(first, last + 1):
        if basis is not None:
            days[day] = dataset, basis
        elif not is_own(day):
            start = next((n for n in range(day, first - 1, -1) if is_own(n - 1)), None)
            end = next((n for n in range(day, last + 1) if is_own(n + 1)), None)
            beside = before[start - 1] if start else before[end + 1] if end else None
            days[day] = beside or (dataset, None)


@pytest.mark.parametrize("seed", range(8))
async def test_each_day_has_the_basis_that_was_said_of_it_last(estate: Catalog, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    days: dict[int, Day] = dict.fromkeys(DAYS)
    for _ in range(7):
        first, last = sorted(chance.choices(DAYS, k=2))
        dataset, basis = chance.choice(("one", "two")), chance.choice(BASES)
        dates = {"validFrom": f"2026-03-{first:02}", "validTo": f"2026-03-{last:02}"}
        told = await designate(estate, dataset, basis=basis, **dates)
        assert told["__typename"] == "DesignateSourcePayload"
        said(days, dataset, basis, first, last)
        again = await designate(estate, dataset, basis=basis, **dates)
        assert again["revision"] == told["revision"]
        await invariants.check(estate.engine)
        for day in DAYS:
            found = [(each["dataset"]["key"], each["basis"]) for each in await on_day(estate, day)]
            whose = days[day]
            assert found == ([] if whose is None else [whose]), (day, days)


async def test_a_basis_for_a_part_leaves_the_rest_as_it_is(estate: Catalog) -> None:
    first = await designate(estate, "one", validFrom="2026-03-01", basis="甲")
    part = {"validFrom": "2026-03-05", "validTo": "2026-03-07"}
    other = await designate(estate, "one", basis="乙", **part)
    assert other["warnings"] == []
    told: list[Any] = [(await on_day(estate, day))[0]["basis"] for day in (4, 5, 7, 8)]
    assert told == ["甲", "乙", "乙", "甲"]
    # However it is written, it is the same one; and said of all the time of one, it is that one's.
    same = await designate(estate, "one", basis=" 乙 ", **part)
    assert same["revision"] == other["revision"]
    whole = await designate(estate, "one", validFrom="2026-03-01", basis="丙")
    assert whole["designation"]["key"] == first["designation"]["key"]
    told = [(await on_day(estate, day))[0]["basis"] for day in (4, 5, 7, 8)]
    assert told == ["丙"] * 4
    await end(estate, first["designation"]["key"], endsAt="2026-03-06")
    assert [len(await on_day(estate, day)) for day in (6, 7, 8)] == [1, 0, 0]
    await invariants.check(estate.engine)
