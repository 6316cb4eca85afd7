"""Random changes of every kind through the API: after each of them the record is right in every way that is known.

`pytest tests/machine --hypothesis-profile=long` goes on for an hour, with seeds of its own.
"""

import collections
from typing import Final

import graphql
import hypothesis
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from graph_catalog.api.schema import build, printed
from tests.conftest import Catalog
from tests.machine.changes import GIVEN, Asked, changes
from tests.machine.world import World

_IS_LONG: Final = hypothesis.settings.get_current_profile_name() == "long"
_SETTINGS: Final = hypothesis.settings(
    max_examples=400 if _IS_LONG else 3,
    derandomize=not _IS_LONG,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_DONE: Final[collections.Counter[str]] = collections.Counter()


def test_every_change_of_the_api_is_among_them() -> None:
    mutation = graphql.build_schema(printed(build())).mutation_type
    assert mutation is not None
    assert set(GIVEN) == set(mutation.fields)


@given(asked=st.lists(changes, min_size=15, max_size=60 if _IS_LONG else 30))
@_SETTINGS
async def test_the_record_is_right_whatever_was_changed(
    catalog: Catalog, asked: list[Asked]
) -> None:
    world = World(catalog, _DONE)
    await world.open()
    for number, change in enumerate(asked):
        await world.change(change)
        if number % 8 == 0:
            await world.look([None, "2026-03-20", "2026-11-01"][number // 8 % 3])
    await world.end()
