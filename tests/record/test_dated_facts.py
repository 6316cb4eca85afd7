"""Dated facts against a model of ten lines: what a slot said at any instant, by the record of any revision."""

import datetime as dt
import itertools
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import LOCAL
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_END, OPEN_START
from graph_catalog.record import audit_log, record
from graph_catalog.record.change import Change, Committed, Intent, Outcome

_DAY_0 = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
_DAYS = 8
Saying = tuple[str | None, int, int | None]
"""(unit that provides, or None to retract; first day; day after the last, None: open)."""

sayings = st.lists(
    st.tuples(
        st.sampled_from(["u1", "u2", "u3", None]),
        st.integers(0, _DAYS - 1),
        st.one_of(st.none(), st.integers(1, _DAYS)),
    ).filter(lambda said: said[2] is None or said[1] < said[2]),
    min_size=1,
    max_size=6,
)


def model(said: Sequence[Saying]) -> list[list[str | None]]:
    """Return for each revision what the slot says of each day: later sayings paint over earlier ones."""
    painted: list[list[str | None]] = [[None] * _DAYS]
    for unit, first, end in said:
        days = list(painted[-1])
        for day in range(first, _DAYS if end is None else end):
            days[day] = unit
        painted.append(days)
    return painted[1:]


async def _say(engine: Engine, dataset: str, said: Saying) -> int:
    unit, first, end = said
    start = _DAY_0 + dt.timedelta(days=first)
    stop = OPEN_END if end is None else _DAY_0 + dt.timedelta(days=end)
    slot = f"PROVIDES|{dataset}"

    async def work(change: Change) -> Outcome:
        if unit is None:
            await record.retract(change, [record.SlotInterval(dataset, slot, start, stop)])
        else:
            fact = record.Fact("PROVIDES", unit, dataset, slot, dataset, start, stop)
            await record.assert_facts(change, [fact])
        return Outcome(dataset)

    committed = await audit_log.commit(engine, LOCAL, Intent("say"), work)
    assert isinstance(committed, Committed)
    return committed.revision


async def _register(engine: Engine, dataset: str) -> None:
    async def work(change: Change) -> Outcome:
        units = sorted(
            {"u1", "u2", "u3"} - (await record.current(change, ["u1", "u2", "u3"])).keys()
        )
        new = [record.NewEntity(NodeKind.UNIT, unit, {"name": unit}) for unit in units]
        entry = record.NewEntity(NodeKind.DATASET, dataset, {"name": dataset, "status": "DRAFT"})
        await record.register(change, [*new, entry])
        return Outcome(dataset)

    await audit_log.commit(engine, LOCAL, Intent("register"), work)


_WHO = """
MATCH (unit:Unit)-[fact:PROVIDES]->(:Dataset {key: $dataset})
WHERE fact.valid_from <= $as_of < fact.valid_to AND fact.rev_from <= $revision < fact.rev_to
RETURN unit.key AS unit
"""

_numbers = itertools.count()


@given(said=sayings)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_every_instant_by_every_revision_says_what_was_said(
    engine: Engine, said: list[Saying]
) -> None:
    dataset = f"d{next(_numbers)}"
    await _register(engine, dataset)
    revisions = [await _say(engine, dataset, each) for each in said]
    for revision, days in zip(revisions, model(said), strict=True):
        for day, expected in enumerate(days):
            as_of = _DAY_0 + dt.timedelta(days=day, hours=12)
            rows = await engine.run_statement(_WHO, dataset=dataset, as_of=as_of, revision=revision)
            assert [row["unit"] for row in rows] == ([expected] if expected else [])


async def test_the_past_before_the_first_saying_is_empty(engine: Engine) -> None:
    await _register(engine, "early")
    revision = await _say(engine, "early", ("u1", 3, None))
    rows = await engine.run_statement(_WHO, dataset="early", as_of=OPEN_START, revision=revision)
    assert rows == []
