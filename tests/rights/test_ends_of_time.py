"""No sentence has a day that stands for none: every date of every input, found by a walk of the schema, as registers write no end."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from graph_catalog.language import Language, speaking
from graph_catalog.model import coverage, instant
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.roles import Role
from tests.conftest import OF_ROLE, Catalog
from tests.rights import sides
from tests.rights.inputs import SCHEMA, SOUND, Path, mutations
from tests.rights.test_texts import with_text

NO_DAYS: Final = ("9999-12-31", "9999-01-01", "9998-12-31", "0001-01-01", "0001-01-02")
RAW: Final = re.compile(r"\b(9999|9998|0001)\b")


def dates_of(type_: GraphQLInputType, path: Path = ()) -> Iterator[Path]:
    """Yield where an input has dates and instants."""
    given = get_nullable_type(type_)
    if is_list_type(given):
        yield from dates_of(given.of_type, (*path, 0))
    elif isinstance(given, GraphQLInputObjectType):
        for name, field in given.fields.items():
            yield from dates_of(field.type, (*path, name))
    elif get_named_type(given).name in {"Date", "Instant"}:
        yield path


PLACES: Final = {
    mutation: places
    for mutation, type_ in sorted(mutations().items())
    if (places := list(dates_of(type_)))
}


def test_dates_are_found() -> None:
    assert sum(map(len, PLACES.values())) >= 30


@pytest.mark.parametrize("mutation", PLACES)
async def test_what_is_said_of_a_change_has_no_day_that_stands_for_none(
    catalog: Catalog, mutation: str
) -> None:
    await sides.estate().record(catalog.engine)
    type_ = mutation[0].upper() + mutation[1:]
    query = (
        f"mutation($input: {type_}Input!) {{ {mutation}(input: $input) "
        "{ __typename ... on Refusal { message } ... on Payload { warnings } } }"
    )
    told = []
    for path in PLACES[mutation]:
        for number, date in enumerate(NO_DAYS):
            given = with_text(SOUND[mutation][0], path, date)
            language = list(Language)[number % 2].value
            answer = await catalog.ask(
                query, {"input": given}, viewer=OF_ROLE[Role.DATA_CENTER], language=language
            )
            told.append((path, date, answer[mutation]))
    assert [each for each in told if RAW.search(json.dumps(each[2], ensure_ascii=False))] == []


@pytest.mark.parametrize("language", [each.value for each in Language])
@pytest.mark.parametrize("date", [*NO_DAYS, "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
async def test_what_is_said_of_a_question_has_none_either(
    catalog: Catalog, date: str, language: str
) -> None:
    await sides.estate().record(catalog.engine)
    query = SCHEMA.query_type
    assert query is not None
    dated = [
        (name, argument)
        for name, field in query.fields.items()
        for argument, of in field.args.items()
        if get_named_type(of.type).name in {"Date", "Instant"}
    ]
    assert len(dated) >= 10
    told: list[Any] = []
    for name, argument in dated:
        if any(str(of.type).endswith("!") for of in query.fields[name].args.values()):
            continue
        asked = f"{{ {name}({argument}: {json.dumps(date)}) {{ __typename }} }}"
        told.append((await catalog.post(asked, language=language)).json())
    messages = [error["message"] for each in told for error in each.get("errors", ())]
    assert len(told) >= 5
    assert not any(map(RAW.search, messages)), messages


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("date", NO_DAYS)
def test_a_day_that_stands_for_none_is_said_in_words(date: str, language: Language) -> None:
    day = dt.date.fromisoformat(date)
    with speaking(language):
        for period in (
            Coverage(period_from=day),
            Coverage(period_to=day),
            Coverage(period_from=day, period_to=day),
        ):
            assert not RAW.search(coverage.worded(period))
        assert not RAW.search(instant.shown(day))
        assert not RAW.search(instant.shown(instant.end_of_day(day) if day.year < 9999 else instant.OPEN_END))  # fmt: skip
