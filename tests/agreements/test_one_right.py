"""A right is granted once at a time: any sequence of grants and ends against a model that goes through the days one by one."""

import dataclasses
import datetime as dt
import itertools
import random
from typing import Final

import pytest

from graph_catalog.agreements import one_right
from graph_catalog.agreements.agreement_facts import RightOnRecord
from graph_catalog.agreements.one_right import RecordedRight
from graph_catalog.language import Language, speaking
from graph_catalog.model import instant
from graph_catalog.model.instant import OPEN_END
from graph_catalog.model.refusals import Conflict
from graph_catalog.record import intervals
from graph_catalog.record.validity import Period

DAYS: Final = range(14)
CODES: Final = ("", "xy-7", "xy-8", "xy-9")


def at(day: int) -> dt.datetime:
    """The first instant of a day; what lies after all days has no end."""
    first = instant.start_of_day(dt.date(2026, 3, 1))
    return OPEN_END if day > max(DAYS) else first + dt.timedelta(days=day)


@dataclasses.dataclass
class Register:
    """Agreements about one right as the store keeps them: stretches on record, and those that ever were."""

    stretches: dict[str, list[Period]] = dataclasses.field(default_factory=dict)
    codes: dict[str, str] = dataclasses.field(default_factory=dict)
    ever: list[tuple[str, Period]] = dataclasses.field(default_factory=list)

    @property
    def on_record(self) -> list[RightOnRecord]:
        return [
            RightOnRecord(
                key,
                "GRANTED",
                period,
                self._described(key),
                {},
                None,
                ended_at=self._ended(key, period),
            )
            for key, periods in sorted(self.stretches.items())
            for period in periods
        ]

    def _described(self, key: str) -> dict[str, str | None]:
        return {"key": key, "name": "户籍核验", "code": self.codes[key] or None}

    def _ended(self, key: str, period: Period) -> dt.datetime | None:
        was = (each for of, each in self.ever if of == key)
        return period[1] if any(start < period[1] < end for start, end in was) else None

    def keep(self, found: RecordedRight, code: str) -> None:
        for grown in found.grown:
            key = grown.own.key if grown.own else f"agreement{len(self.codes)}"
            self.codes[key] = self.codes.get(key) or code
            own = [*self.stretches.get(key, []), *grown.times]
            self.stretches[key] = intervals.union(own)
            self.ever += [(key, period) for period in self.stretches[key]]

    def end(self, key: str, when: dt.datetime) -> None:
        kept = ((start, min(end, when)) for start, end in self.stretches[key])
        self.stretches[key] = [(start, end) for start, end in kept if start < end]

    def days(self) -> dict[int, str | None]:
        """Whose each day is."""
        found: dict[int, str | None] = {}
        for day in DAYS:
            keys = [
                each.key for each in self.on_record if each.period[0] <= at(day) < each.period[1]
            ]
            assert len(keys) <= 1, keys
            found[day] = keys[0] if keys else None
        return found


def check_success(register: Register, before: dict[int, str | None], days: range) -> None:
    after = register.days()
    assert all(after[day] for day in days)
    for day in DAYS:
        # What is granted stays with its agreement, and nothing else is granted.
        assert after[day] == before[day] or (before[day] is None and day in days)


@pytest.mark.parametrize("seed", range(40))
def test_any_sequence_of_grants_and_ends(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    register = Register()
    with speaking(Language.ENGLISH):
        for _ in range(40):
            step(register, chance)


def step(register: Register, chance: random.Random) -> None:
    before = register.days()
    held = sorted({key for key in before.values() if key})
    if held and chance.random() < 0.2:
        key = chance.choice(held)
        first = min(day for day in DAYS if before[day] == key)
        register.end(key, at(chance.randint(first + 1, max(DAYS) + 1)))
        return
    first, last = sorted(chance.choices(DAYS, k=2))
    days, code = range(first, last + 1), chance.choice(CODES)
    period = at(first), at(last + 1)
    ends = {each.ended_at for each in register.on_record if each.ended_at}
    spans = any(period[0] < end < period[1] for end in ends)
    there = {register.codes[each] for day in days if (each := before[day])}
    keys = {each for day in days if (each := before[day])}
    found = one_right.recorded(register.on_record, code, period)
    if isinstance(found, Conflict):
        if found.path == ["input"]:
            assert spans
            return
        assert code
        assert there - {code}
        assert len(keys) > 1 or there != {""} or code in register.codes.values()
        way_out(register, found, code, period)
        return
    one_right.warnings(found, period)
    register.keep(found, code)
    check_success(register, before, days)
    after = {register.codes[each] for day in days if (each := register.days()[day])}
    assert not code or after == {code}
    again = one_right.recorded(register.on_record, code, period)
    assert isinstance(again, RecordedRight)
    assert not again.grown


def copied(register: Register) -> Register:
    stretches = {key: list(each) for key, each in register.stretches.items()}
    return Register(stretches, dict(register.codes), list(register.ever))


def way_out(register: Register, refused: Conflict, code: str, period: Period) -> None:
    """Do what a refusal says: record what is left under the code; or all of it under none."""
    before = register.days()
    days = range(*(n for n, day in enumerate([*DAYS, max(DAYS) + 1]) if at(day) in period))
    free = [day for day in days if before[day] is None]
    runs = [
        [day for _, day in group]
        for _, group in itertools.groupby(enumerate(free), key=lambda each: each[1] - each[0])
    ]
    assert bool(runs) == ("Not on record yet" in refused.message)
    parts = copied(register)
    for run in runs:
        assert f"from {instant.day(at(run[0]))} " in refused.message
        done = one_right.recorded(parts.on_record, code, (at(run[0]), at(run[-1] + 1)))
        assert isinstance(done, RecordedRight)
        parts.keep(done, code)
    check_success(parts, before, days)
    whole = one_right.recorded(register.on_record, "", period)
    if isinstance(whole, RecordedRight):
        told = one_right.warnings(whole, period)
        # Each right that is there already is told of.
        assert (
            len(told) >= len({each.key for each in whole.concerned}) > 0
            or len(whole.concerned) == 1
        )
        other = copied(register)
        other.keep(whole, "")
        check_success(other, before, days)
    else:
        assert whole.path == ["input"]
