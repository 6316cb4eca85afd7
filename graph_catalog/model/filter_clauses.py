"""Filters as the store takes them: conjunctive normal form, bounded in depth and size.

A list of clauses, each a list of tests: all clauses must hold, a clause holds by any of its tests,
so that one fixed Cypher fragment can check every filter. A condition on an attribute that a thing
does not have is false; so its negation is true.
"""

import dataclasses
import enum
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import strawberry

from graph_catalog.language import say
from graph_catalog.model.filters import Related

Test = dict[str, Any]
Clause = list[Test]
KeyOf = Callable[[str], str]
"""Reads the key out of a global id, '' out of what is none."""

TIES = {
    "provider": "PROVIDES",
    "operator": "OPERATES",
    "unit": "UNDERTAKES",
    "system": "HOLDS",
    "dataset": "HAS_FIELD",
}
"""Relations that can be asked for, by attribute: the tie points from the other thing to the listed one."""

_DEEPEST = 6
_LONGEST_LIST = 100
_MOST_TESTS = 400


class FilterError(ValueError):
    """A filter is nested too deep or too large; the text says so."""


def compile_filter(given: object, key_of: KeyOf) -> list[Clause]:
    """Compile a filter into clauses; raises `FilterError` when it is too deep or too large.

    What is no id stands for a thing that nobody has.
    """
    return [] if given is None else _clauses(given, key_of, depth=1, negated=False)


def _clauses(given: Any, key_of: KeyOf, *, depth: int, negated: bool) -> list[Clause]:  # noqa: ANN401
    if depth > _DEEPEST:
        raise FilterError(
            say(
                zh=f"筛选条件嵌套超过 {_DEEPEST} 层;请改写得更平。",
                en=f"The filter nests deeper than {_DEEPEST} levels; write it flatter.",
            )
        )
    parts: list[list[Clause]] = []
    for field in dataclasses.fields(given):
        value = getattr(given, field.name)
        if value is None or value is strawberry.UNSET:
            continue
        if field.name == "and_":
            parts.append(
                _all(
                    [_clauses(one, key_of, depth=depth + 1, negated=negated) for one in value],
                    negated,
                )
            )
        elif field.name == "or_":
            parts.append(
                _any(
                    [_clauses(one, key_of, depth=depth + 1, negated=negated) for one in value],
                    negated,
                )
            )
        elif field.name == "not_":
            parts.append(_clauses(value, key_of, depth=depth + 1, negated=not negated))
        else:
            tests = [_negated(test, negated=negated) for test in _tests(field.name, value, key_of)]
            parts.append(_all([[[test]] for test in tests], negated))
    return _all(parts, negated)


def _all(parts: list[list[Clause]], negated: bool) -> list[Clause]:  # noqa: FBT001
    """Join parts of which all must hold; under a negation, of which one must not."""
    return _disjunction(parts) if negated else list(itertools.chain.from_iterable(parts))


def _any(parts: list[list[Clause]], negated: bool) -> list[Clause]:  # noqa: FBT001
    return list(itertools.chain.from_iterable(parts)) if negated else _disjunction(parts)


def _disjunction(parts: list[list[Clause]]) -> list[Clause]:
    """Distribute `or` over `and`; no part at all is false, unless nothing was asked."""
    joined: list[Clause] = [[]]
    for part in parts:
        if len(joined) * max(len(part), 1) > _MOST_TESTS:
            raise _too_large()
        joined = [[*left, *right] for left in joined for right in part]
        if sum(map(len, joined)) > _MOST_TESTS:
            raise _too_large()
    return joined


def _tests(attribute: str, condition: Any, key_of: KeyOf) -> Iterator[Test]:  # noqa: ANN401
    for field in dataclasses.fields(condition):
        value = getattr(condition, field.name)
        operator = field.name.rstrip("_")
        if value is strawberry.UNSET or (value is None and operator != "eq"):
            continue
        if isinstance(value, list) and len(value) > _LONGEST_LIST:
            raise _too_large()
        if isinstance(condition, Related):
            if value is not None:
                keys = [key_of(one) for one in (value if isinstance(value, list) else [value])]
                yield _test(TIES[attribute], "related", keys)
        elif value is None:
            yield _test(attribute, "missing", None)
        else:
            yield _test(
                attribute, operator, value.lower() if operator == "contains" else _stored(value)
            )


def _test(attribute: str, operator: str, value: object) -> Test:
    return {"attribute": attribute, "operator": operator, "value": value, "negated": False}


def _negated(test: Test, *, negated: bool) -> Test:
    return {**test, "negated": negated}


def _stored(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return [_stored(one) for one in value]
    return value.value if isinstance(value, enum.Enum) else value


def _too_large() -> FilterError:
    return FilterError(
        say(
            zh=f"筛选条件过大:展开后超过 {_MOST_TESTS} 项,或列表超过 {_LONGEST_LIST} 项。请拆成几次查询。",
            en=f"The filter is too large: more than {_MOST_TESTS} tests when spread out, or a list of more than "
            f"{_LONGEST_LIST}. Ask in several queries.",
        )
    )
