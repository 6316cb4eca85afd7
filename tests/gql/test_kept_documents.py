"""What is kept of documents takes no more memory than it is counted as, whoever makes the documents."""

import gc
from collections.abc import Callable
from typing import Final

import pytest
from graphql import Token

from graph_catalog.gql.documents import Documents
from graph_catalog.gql.limits import Limits
from graph_catalog.kept import MIB
from tests.gql.test_documents import HOSTILE, SCHEMA
from tests.memory import memory_taken

KEPT: Final[dict[str, Callable[[int], str]]] = HOSTILE | {
    "the least": lambda n: f"{{n{n}:__typename}}",
    "two unknown fields": lambda n: f"{{ a{n} b }}",
    "unknown fields": lambda n: "{" + " ".join(f"n{n}a{f}" for f in range(25)) + "}",
    "an unused variable": lambda n: f"query($a{n}: Int) {{ __typename }}",
    "a fraction for a whole number": lambda n: f"{{ n{n}: units(first: 1.5) {{ totalCount }} }}",
    "no instant": lambda n: f'{{ n{n}: units(asOf: "x") {{ totalCount }} }}',
    "no enum, fifteen times": lambda n: (
        f"query N{n} {{"
        + " ".join(f"a{f}: lineage(id: 1, level: X{f}) {{ __typename }}" for f in range(15))
        + "}"
    ),
    "Chinese": lambda n: f'{{ n{n}: node(id: "{"表" * 60_000}") {{ id }} }}',
    "beyond the first plane": lambda n: f'{{ n{n}: node(id: "{"𠮷" * 60_000}") {{ id }} }}',
}


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_takes_no_more_memory_than_it_is_counted_as(name: str) -> None:
    documents, number = Documents(Limits()), 1
    documents.read(SCHEMA, KEPT[name](0))
    if not len(documents.kept):
        return  # refused before it could be kept
    documents.kept.clear()
    with memory_taken() as taken:
        while documents.kept.kept_bytes < MIB:
            documents.read(SCHEMA, KEPT[name](number))
            number += 1
    # What graphql-core makes once, for each kind of node that it visits, is 0.2 MiB.
    assert taken() <= documents.kept.kept_bytes + MIB // 4


def test_errors_that_are_kept_hold_no_frames() -> None:
    documents = Documents(Limits())
    for text in (
        "{ units(first: 1.5) { totalCount } }",
        '{ units(asOf: "x") { totalCount } }',
        "{ lineage(id: 1, level: X) { __typename } }",
    ):
        [error, *_] = documents.read(SCHEMA, text).errors
        behind: BaseException | None = error
        while behind is not None:
            assert behind.__traceback__ is None
            behind = behind.__context__


def test_a_document_that_is_refused_for_its_size_is_gone_at_once() -> None:
    """It waits for no collection of garbage: whoever sends many of them would fill the time between two."""
    documents, text = Documents(Limits()), HOSTILE["fields repeated at the root"]
    documents.read(SCHEMA, text(0))
    gc.collect()
    gc.disable()
    try:
        before = _tokens()
        for number in range(1, 4):
            documents.read(SCHEMA, text(number))
        assert _tokens() == before
    finally:
        gc.enable()


def _tokens() -> int:
    return sum(isinstance(each, Token) for each in gc.get_objects())
