"""Filters as the store takes them: conjunctive normal form, bounded in depth and size.

A list of clauses, each a list of tests: all clauses must hold, a clause holds by any of its tests,
so that one fixed Cypher fragment can check every filter. A condition on an attribute that a thing
does not have is false; so its negation is true.

`null` means one thing for every attribute and relation (`docs/api.md`, "null in a filter"): as the value of `eq` it is
what is not stated; in any other place it is the same as leaving that member out. An empty list holds nothing, so `in`
of it finds nothing, and so does `or`.
"""

import dataclasses
import datetime as dt
import enum
import itertools
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import strawberry
from strawberry.utils.str_converters import to_camel_case

from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.filter_conditions import Related, Since, Text, Until
from graph_catalog.model.instant import OPEN_END, OPEN_START, When
from graph_catalog.model.text_order import bound

Test = dict[str, Any]
Clause = list[Test]
Path = tuple[str, ...]
KeyOf = Callable[[str, NodeKind, Path], str]
"""Reads the key out of a global id of a kind, which stands at that path of the filter."""

TIES: Final[Mapping[str, tuple[str, NodeKind]]] = {
    "provider": ("PROVIDES", NodeKind.UNIT),
    "operator": ("OPERATES", NodeKind.UNIT),
    "unit": ("UNDERTAKES", NodeKind.UNIT),
    "system": ("HOLDS", NodeKind.SYSTEM),
    "dataset": ("HAS_FIELD", NodeKind.DATASET),
}
"""Relations that can be asked for, by attribute: the tie points from the other thing, of that kind, to the listed one."""

_DEEPEST = 6
_LONGEST_LIST = 100
_LONGEST_BOUND = 200
_MOST_TESTS = 400
_TOLD_APART: Final = frozenset({"name", "code", "credit_code"})
"""Texts by which people tell things apart: how they are written, in case, width and blanks, tells none from another."""
_ORDERED: Final = {"gt": "after", "lt": "before"}
"""How texts are compared, which the store does not do by code point itself (`text_order`)."""


class FilterError(ValueError):
    """A filter is nested too deep or too large; the text says so, `argument` says where."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.argument = ".".join(("filter", *path))


def compile_filter(given: object, key_of: KeyOf) -> list[Clause]:
    """Compile a filter into clauses; raises `FilterError` when it is too deep or too large."""
    return [] if given is None else _clauses(given, key_of, (), negated=False)


def _clauses(given: Any, key_of: KeyOf, path: Path, *, negated: bool) -> list[Clause]:  # noqa: ANN401
    if sum(not step.isdigit() for step in path) >= _DEEPEST:
        raise FilterError(
            say(
                zh=f"筛选条件嵌套超过 {_DEEPEST} 层；请改写得更平。",
                en=f"The filter nests deeper than {_DEEPEST} levels; write it flatter.",
            ),
            path,
        )
    parts: list[list[Clause]] = []
    for field in dataclasses.fields(given):
        value = getattr(given, field.name)
        if value is None or value is strawberry.UNSET:
            continue
        below = (*path, to_camel_case(field.name.rstrip("_")))
        if field.name in {"and_", "or_"}:
            inner = [
                _clauses(one, key_of, (*below, str(place)), negated=negated)
                for place, one in enumerate(value)
            ]
            parts.append((_all if field.name == "and_" else _any)(inner, negated))
        elif field.name == "not_":
            parts.append(_clauses(value, key_of, below, negated=not negated))
        else:
            tests = _tests(field.name, value, key_of, below)
            parts.append(_all([[[{**test, "negated": negated}]] for test in tests], negated))
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


def _tests(attribute: str, condition: Any, key_of: KeyOf, path: Path) -> Iterator[Test]:  # noqa: ANN401
    for field in dataclasses.fields(condition):
        value = getattr(condition, field.name)
        operator = field.name.rstrip("_")
        if value is strawberry.UNSET or (value is None and operator != "eq"):
            continue
        if isinstance(value, list) and len(value) > _LONGEST_LIST:
            raise _too_large((*path, operator))
        if isinstance(condition, Related):
            yield _related(attribute, value, key_of, (*path, operator))
        elif isinstance(condition, Since | Until):
            yield _test(attribute, operator, _instant(condition, value))
        elif value is None:
            yield _test(attribute, "missing", None)
        elif operator in _ORDERED and isinstance(value, str):
            if len(value) > _LONGEST_BOUND:
                raise _too_long((*path, operator), len(value))
            yield _test(attribute, _ORDERED[operator], bound(value))
        elif isinstance(condition, Text):
            yield _of_text(attribute, operator, value)
        else:
            yield _test(attribute, operator, _stored(value))


def _of_text(attribute: str, operator: str, value: Any) -> Test:  # noqa: ANN401
    if operator == "contains":
        return _test(attribute, operator, unicodedata.normalize("NFKC", value).lower())
    if attribute not in _TOLD_APART:
        return _test(attribute, operator, value)
    if isinstance(value, str):
        return _test(attribute, "like", wording.folded(value))
    return _test(attribute, "among", [wording.folded(each) for each in value])


def _instant(condition: Since | Until, value: When | None) -> dt.datetime:
    """Return an instant that is asked for; the ends that are open are far ones."""
    if isinstance(condition, Since):
        return OPEN_START if value is None else value.since
    return OPEN_END if value is None else value.until


def _related(attribute: str, value: str | list[str] | None, key_of: KeyOf, path: Path) -> Test:
    type_, kind = TIES[attribute]
    if value is None:
        return _test(type_, "unrelated", None)
    if isinstance(value, str):
        return _test(type_, "related", [key_of(value, kind, path)])
    keys = [key_of(one, kind, (*path, str(place))) for place, one in enumerate(value)]
    return _test(type_, "related", keys)


def _test(attribute: str, operator: str, value: object) -> Test:
    return {"attribute": attribute, "operator": operator, "value": value}


def _stored(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return [_stored(one) for one in value]
    return value.value if isinstance(value, enum.Enum) else value


def _too_large(path: Path = ()) -> FilterError:
    return FilterError(
        say(
            zh=f"筛选条件过大：展开后超过 {_MOST_TESTS} 项，或列表超过 {_LONGEST_LIST} 项。请拆成几次查询。",
            en=f"The filter is too large: more than {_MOST_TESTS} tests when spread out, or a list of more than "
            f"{_LONGEST_LIST}. Ask in several queries.",
        ),
        path,
    )


def _too_long(path: Path, length: int) -> FilterError:
    where = ".".join(("filter", *path))
    return FilterError(
        say(
            zh=f"{where} 有 {length} 个字符；最多 {_LONGEST_BOUND} 个，请只写开头。",
            en=f"{where} has {length} characters; give {_LONGEST_BOUND} at the most: the beginning is enough.",
        ),
        path,
    )
