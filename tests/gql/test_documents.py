"""Documents that are made to cost: what refusing them takes is counted in steps, which no busy machine changes."""

import json
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, Final, Self

import pytest
from graphql import get_introspection_query
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_catalog.api.schema import build
from graph_catalog.gql.documents import Documents, ParsedDocument
from graph_catalog.gql.limits import Limits
from graph_catalog.language import Language, speaking

SCHEMA: Final = build()._schema  # noqa: SLF001
VIEWER: Final = "{ viewer { name } }"


def _each(count: int, text: Callable[[int], str]) -> str:
    return " ".join(map(text, range(count)))


def _chain(count: int, spreads: Callable[[int], str]) -> str:
    last = f"fragment F{count} on Viewer {{ name }}"
    return _each(count, lambda n: f"fragment F{n} on Viewer {{ name {spreads(n + 1)} }}") + last


HOSTILE: Final[dict[str, Callable[[int], str]]] = {
    "fields repeated at the root": lambda n: "{" + f"n{n}:" + "viewer { name } " * 480 + "}",
    "unknown fields repeated": lambda n: f"{{ x{n} {{ y }} " + "x { y } " * 480 + "}",
    "fields repeated below": lambda n: f"{{ n{n}: viewer {{ " + "name " * 1900 + "} }",
    "within the fields": lambda n: f"{{ n{n}: viewer {{ " + "name " * 490 + "} }",
    "repeated twice over": lambda n: (
        "{" + f"n{n}: viewer {{ name }}" + ("viewer {" + "name " * 14 + "}") * 29 + "}"
    ),
    "repeated and nested": lambda n: (
        f"{{ n{n}: viewer {{ name }} datasets {{ " + "nodes { provider { name } } " * 120 + "} }"
    ),
    "names apart, nodes alike": lambda n: (
        f"{{ n{n}: units {{ " + "nodes { systems { nodes { name } } } " * 120 + "} }"
    ),
    "many fragments": lambda n: (
        f"{{ n{n}: viewer {{ "
        + _each(59, lambda f: f"...F{f}")
        + "} } "
        + _each(59, lambda f: f"fragment F{f} on Viewer {{ name roles }}")
    ),
    "too many fragments": lambda n: (
        f"{{ n{n}: viewer {{ "
        + _each(180, lambda f: f"...F{f}")
        + "} } "
        + _each(180, lambda f: f"fragment F{f} on Viewer {{ name }}")
    ),
    "fragments in fragments": lambda n: (
        f"{{ n{n}: viewer {{ ...F0 }} }} " + _chain(59, lambda f: f"...F{f}")
    ),
    "fragments twice in fragments": lambda n: (
        f"{{ n{n}: viewer {{ ...F0 }} }} " + _chain(59, lambda f: f"...F{f} ...F{f}")
    ),
    "a long chain of fragments": lambda n: (
        f"{{ n{n}: viewer {{ ...F0 }} }} " + _chain(190, lambda f: f"...F{f}")
    ),
    "fragments in a ring": lambda n: (
        f"{{ n{n}: viewer {{ ...F0 }} }} "
        + _each(50, lambda f: f"fragment F{f} on Viewer {{ name ...F{(f + 1) % 50} }}")
    ),
    "inline fragments": lambda n: (
        f"{{ n{n}: viewer {{ " + "... { " * 150 + "name" + " }" * 150 + "} }"
    ),
    "many inline fragments": lambda n: (
        f"{{ n{n}: viewer {{ " + "... on Viewer { name } " * 300 + "} }"
    ),
    "operations": lambda n: _each(150, lambda f: f"query N{n}Q{f} {VIEWER}"),
    "operations over fragments": lambda n: (
        _each(100, lambda f: f"query N{n}Q{f} {{ viewer {{ ...F0 }} }}")
        + _chain(60, lambda f: f"...F{f}")
    ),
    "aliases": lambda n: "{" + _each(250, lambda f: f"n{n}a{f}: viewer {{ name }}") + "}",
    "aliases of one name": lambda n: (
        f"{{ n{n}: viewer {{ name }}" + "a: viewer { name } " * 250 + "}"
    ),
    "directives": lambda n: f"{{ n{n}: viewer {{ name " + "@include(if: true) " * 250 + "} }",
    "unknown directives": lambda n: f"{{ n{n}: viewer {{ name " + "@x " * 600 + "} }",
    "variables": lambda n: (
        f"query($n{n}: Int" + _each(400, lambda f: f"$v{f}: Int") + f") {VIEWER}"
    ),
    "variables in many places": lambda n: (
        f"query N{n}("
        + _each(150, lambda f: f"$v{f}: Int")
        + ") {"
        + _each(15, lambda f: f"a{f}: units(first: $v{f}) {{ totalCount }}")
        + "}"
    ),
    "arguments": lambda n: f"{{ n{n}: viewer(" + _each(600, lambda f: f"a{f}: 1") + ") { name } }",
    "arguments of one name": lambda n: (
        f"{{ n{n}: units(" + "first: 1 " * 600 + ") { totalCount } }"
    ),
    "keys of one name": lambda n: (
        f"{{ n{n}: datasets(filter: {{" + 'code: {eq: "x"} ' * 200 + "}) { totalCount } }"
    ),
    "a list in a list": lambda n: f"{{ n{n}: nodes(ids: " + "[" * 900 + "]" * 900 + ") { id } }",
    "an object in an object": lambda n: (
        f"{{ n{n}: datasets(filter: " + "{not: " * 300 + "{}" + "}" * 300 + ") { totalCount } }"
    ),
    "types in types": lambda n: f"query N{n}($a: " + "[" * 900 + "Int" + "]" * 900 + f") {VIEWER}",
    "a long list": lambda n: f"{{ n{n}: nodes(ids: [" + '"x" ' * 1900 + "]) { id } }",
    "a long string": lambda n: f'{{ n{n}: node(id: "' + "x" * 240_000 + '") { id } }',
    "a long string with escapes": lambda n: (
        f'{{ n{n}: node(id: "' + "\\n" * 100_000 + '") { id } }'
    ),
    "a long block": lambda n: f'{{ n{n}: node(id: """' + " x\n" * 60_000 + '""") { id } }',
    "a long number": lambda n: f"{{ n{n}: units(first: " + "9" * 200_000 + ") { totalCount } }",
    "a long fraction": lambda n: (
        f"{{ n{n}: units(first: 0." + "9" * 60_000 + "e99999) { totalCount } }"
    ),
    "a long name": lambda n: f"{{ n{n}: " + "x" * 60_000 + " }",
    "a long enum": lambda n: (
        f"{{ n{n}: lineage(id: 1, level: " + "X" * 60_000 + ") { __typename } }"
    ),
    "a long argument": lambda n: f"{{ n{n}: units(" + "x" * 60_000 + ": 1) { totalCount } }",
    "comments": lambda n: f"# {n}\n" + "#\n" * 100_000 + VIEWER,
    "spaces": lambda n: f"# {n}\n" + " " * 240_000 + VIEWER,
    "lines": lambda n: f"# {n}\n" + "\n" * 200_000 + "{ viewer(",
    "levels": lambda n: (
        f"{{ n{n}: datasets {{ "
        + "nodes { provider { datasets { " * 40
        + "totalCount"
        + " } } }" * 40
        + "} }"
    ),
    "braces": lambda n: f"# {n}\n" + "{a" * 2000 + "}" * 2000,
    "not closed": lambda n: f"# {n}\n" + "{a" * 900,
}
REFUSED_BY_SIZE: Final = frozenset({"TOO_MUCH"})
STEPS: Final = 150_000
"""Calls into graphql-core, each well below a microsecond: a page of a large client takes some 40,000."""


class Steps:
    """Counts calls into graphql-core, and apart from them those into its validation."""

    def __init__(self) -> None:
        self.all = self.validation = 0

    def __enter__(self) -> Self:
        self._before = sys.getprofile()
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self._before)

    def _count(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and "/graphql/" in (file := frame.f_code.co_filename):
            self.all += 1
            self.validation += "/graphql/validation/" in file


def read(text: str) -> tuple[ParsedDocument, Steps]:
    with Steps() as steps:
        answer = Documents(Limits()).read(SCHEMA, text)
    return answer, steps


def code(answer: ParsedDocument) -> str | None:
    return (answer.errors[0].extensions or {}).get("code") if answer.errors else None


@pytest.mark.parametrize("name", HOSTILE)
def test_refusing_a_document_takes_a_bounded_number_of_steps(name: str) -> None:
    answer, steps = read(HOSTILE[name](7))
    assert steps.all < STEPS
    if code(answer) in REFUSED_BY_SIZE and "同名字段" not in answer.errors[0].message:
        assert steps.validation == 0, "what is too large is validated"
    assert len(answer.errors) <= 21


def _hostile_parts() -> st.SearchStrategy[str]:
    leaf = st.sampled_from(["name", "roles", "x", "n: name", "...A", "...B", "__typename"])

    def nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds(
            lambda head, body, times: f"{head} {{ {(body + ' ') * times} }}",
            st.sampled_from(
                ["viewer", "... on Viewer", "...", "unit", "a: unit", "nodes", "datasets"]
            ),
            inner,
            st.sampled_from([1, 2, 15, 60]),
        )

    return st.recursive(leaf, nest, max_leaves=6)


@given(
    body=_hostile_parts(),
    times=st.sampled_from([1, 5, 30, 100]),
    fragments=st.sampled_from([1, 20, 60]),
)
@settings(deadline=None, max_examples=100)
def test_whatever_is_repeated_in_whatever_takes_a_bounded_number_of_steps(
    body: str, times: int, fragments: int
) -> None:
    text = "{ " + f"viewer {{ {body} }} " * times + " }"
    text += (
        " fragment A on Viewer { "
        + "...B name " * fragments
        + "} fragment B on Viewer { name unit { name } }"
    )
    answer, steps = read(text[: 64 * 1024])
    assert steps.all < STEPS
    if code(answer) in REFUSED_BY_SIZE and "同名字段" not in answer.errors[0].message:
        assert steps.validation == 0


def test_introspection_is_far_from_the_bounds() -> None:
    answer, steps = read(get_introspection_query(descriptions=True, input_value_deprecation=True))
    assert not answer.errors
    assert steps.all < STEPS / 2


def test_a_document_is_validated_once() -> None:
    documents = Documents(Limits())
    documents.read(SCHEMA, VIEWER)
    with Steps() as steps:
        assert documents.read(SCHEMA, VIEWER).errors == []
    assert steps.all == 0


def _texts() -> Iterator[str]:
    for number in range(60):
        yield f'query Q{number} {{ node(id: "{"x" * 60_000}") {{ id }} }}'
        yield f"query Q{number} {{ viewer {{ " + "name " * 90 + "} }"
        yield f"query Q{number} {{ nothing }}"


def test_what_is_kept_is_bounded_by_bytes() -> None:
    documents = Documents(Limits(), most_bytes=1024**2)
    for text in _texts():
        documents.read(SCHEMA, text)
        assert documents.kept.kept_bytes <= 1024**2
    assert documents.kept.kept_bytes > 512 * 1024


def test_a_refusal_is_in_the_language_of_whoever_is_refused_next() -> None:
    documents, text = Documents(Limits()), "{ " + "viewer { name } " * 31 + "}"
    for language in Language:
        with speaking(language):
            [error] = documents.read(SCHEMA, text).errors
        assert error.message.isascii() is (language is Language.ENGLISH)


def test_the_count_of_hostile_documents() -> None:
    assert len(HOSTILE) >= 40
    assert len({json.dumps(make(1)) for make in HOSTILE.values()}) == len(HOSTILE)
