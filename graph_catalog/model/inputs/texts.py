"""What kinds of text inputs have, as annotated types: by its type a text is cleaned, wherever it stands.

To the schema all are `String`; whoever sends one that does not fit is refused by an `InvalidInput` with its path. A
member of an input without such a type fails the tests.
"""

import dataclasses
import functools
import typing
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Final, TypeVar

from strawberry.types.maybe import Some
from strawberry.utils.str_converters import to_camel_case

from graph_catalog.language import say
from graph_catalog.model import credit_code, places, wording
from graph_catalog.model.inputs.references import KINDS
from graph_catalog.model.places import NotKnown
from graph_catalog.model.refusals import InvalidInput

LONGEST_KEY: Final = 200
"""Characters of an idempotency key; a UUID has 36."""
Clean = Callable[[str, list[str]], str | InvalidInput | None]


@dataclasses.dataclass(frozen=True)
class TextKind:
    """A kind of text, and how one is cleaned: None for a blank one that says nothing."""

    name: str
    clean: Clean
    doubt: Callable[[str], str | None] = lambda _: None
    """What to look at in one that was taken."""


def _name(zh: str, en: str) -> TextKind:
    return TextKind(en, lambda given, path: wording.name(given, path, (zh, en)))


def _phrase(zh: str, en: str) -> TextKind:
    return TextKind(en, lambda given, path: wording.phrase(given, path, (zh, en)))


def _column(given: str, path: list[str]) -> str | InvalidInput | None:
    return wording.name(given, path, ("列名", "column name")) if given.strip() else None


def _credit_code(given: str, path: list[str]) -> str | InvalidInput:
    return credit_code.read(given) or InvalidInput(message=credit_code.no_code(), path=path)


def _region(given: str, path: list[str]) -> str | InvalidInput:
    visible = wording.line(given, path)
    if isinstance(visible, InvalidInput):
        return visible
    found = places.known_region(visible or "")
    return InvalidInput(message=found.text, path=path) if isinstance(found, NotKnown) else found


def _population(given: str, path: list[str]) -> str | InvalidInput:
    visible = wording.line(given, path)
    if isinstance(visible, InvalidInput):
        return visible
    found = places.known_population(visible or "")
    return InvalidInput(message=found.text, path=path) if isinstance(found, NotKnown) else found


def _idempotency_key(given: str, path: list[str]) -> str | InvalidInput:
    if given.strip() and len(given) <= LONGEST_KEY:
        found = wording.label(given, path)
        return found if isinstance(found, InvalidInput) else given
    return InvalidInput(
        message=say(
            zh=f"idempotencyKey 应为 1 至 {LONGEST_KEY} 个字符，不能为空白。请换一个键，如随机的 UUID。",
            en=f"An idempotencyKey has 1 to {LONGEST_KEY} characters and is not blank. Give another, such as a "
            "random UUID.",
        ),
        path=path,
    )


def _sought(given: str, path: list[str]) -> str | InvalidInput:
    found = wording.label(given, path) if len(given) > wording.NAME_LIMIT else given
    return found if isinstance(found, InvalidInput) else given


def _verbatim(given: str, _path: list[str]) -> str:
    return given


Name = Annotated[str, _name("名称", "name")]
"""By which people tell things apart: one line, 1 to 200 characters, a word among them, all of which look the same everywhere."""
Namespace = Annotated[str, _name("命名空间", "namespace")]
Reason = Annotated[str, _phrase("理由", "reason")]
Basis = Annotated[str, _phrase("依据", "basis")]
Purpose = Annotated[str, _phrase("应用场景", "purpose")]
FileName = Annotated[str, _phrase("文件名", "file name")]
Code = Annotated[str, TextKind("code", wording.code)]
CreditCode = Annotated[str, TextKind("credit code", _credit_code)]
"""统一社会信用代码 (GB 32100), in capital letters without blanks, its check character right."""
Label = Annotated[str, TextKind("label", wording.label)]
"""What a form calls its fields, which may be a row of dots: as a name, of any characters that can be seen."""
ColumnName = Annotated[str, TextKind("column name", _column)]
"""A name, or blank: then there is none."""
Line = Annotated[str, TextKind("line", wording.line)]
"""A short text that stands beside names: one line, 200 characters, nothing that cannot be seen; blank says nothing."""
Prose = Annotated[str, TextKind("text", wording.text)]
"""A text of 4,000 characters, which may have several lines; blank says nothing."""
Region = Annotated[str, TextKind("region", _region, places.unlisted_region)]
Population = Annotated[str, TextKind("population", _population)]
IdempotencyKey = Annotated[str, TextKind("idempotency key", _idempotency_key)]
Sought = Annotated[str, TextKind("sought", _sought)]
"""The name or code of something that is there, or not; no longer than those are."""
LookedFor = Annotated[str, TextKind("looked for", _verbatim)]
"""What a question looks for, as it stands: what is like nothing on record finds nothing."""
Document = Annotated[str, TextKind("document", _verbatim)]
"""A file, or a cell of one: its reader judges each part, and says where it is wrong."""

G = TypeVar("G")


def cleaned(given: G, path: Sequence[str] = ("input",)) -> G | InvalidInput:
    """Return an input with all its texts clean, or why one of them cannot be; `path` is where the input stands."""
    found = _cleaned(given, None, path)
    return typing.cast("G | InvalidInput", found)


def _cleaned(value: Any, kind: TextKind | None, path: Sequence[str]) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return value if kind is None else kind.clean(value, list(path))
    if isinstance(value, Some):
        inner = _cleaned(value.value, kind, path)
        return inner if isinstance(inner, InvalidInput) else Some(inner)
    if isinstance(value, list):
        return _each(value, kind, path)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for attribute, name, kind_of in kinds(type(value)):
        before = getattr(value, attribute)
        if before is None:
            continue
        after = _cleaned(before, kind_of, (*path, name))
        if isinstance(after, InvalidInput):
            return after
        if after is not before:
            changed[attribute] = after
    return dataclasses.replace(value, **changed) if changed else value


def _each(values: list[Any], kind: TextKind | None, path: Sequence[str]) -> Any:  # noqa: ANN401
    found = []
    for index, value in enumerate(values):
        inner = _cleaned(value, kind, (*path, str(index)))
        if isinstance(inner, InvalidInput):
            return inner
        found.append(inner)
    return found


def kind(type_: object) -> TextKind:
    """Return the kind of one of these types."""
    return next(_kinds_in(type_))


def doubts(given: object) -> tuple[str, ...]:
    """Return what to look at in an input that was cleaned."""
    return tuple(dict.fromkeys(_doubts(given, None)))


def _doubts(value: Any, kind: TextKind | None) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, str):
        if kind is not None and (doubt := kind.doubt(value)):
            yield doubt
    elif isinstance(value, Some):
        yield from _doubts(value.value, kind)
    elif isinstance(value, list):
        for each in value:
            yield from _doubts(each, kind)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for attribute, _, kind_of in kinds(type(value)):
            yield from _doubts(getattr(value, attribute), kind_of)


@functools.cache
def kinds(type_: type) -> tuple[tuple[str, str, TextKind | None], ...]:
    """Return for each member of an input its attribute, its name in the schema, and its kind of text."""
    hints = typing.get_type_hints(type_, include_extras=True)
    return tuple(
        (
            field.name,
            to_camel_case(field.name.rstrip("_")),
            next(_kinds_in(hints[field.name]), None),
        )
        for field in dataclasses.fields(type_)
        if KINDS not in field.metadata
    )


def _kinds_in(hint: Any) -> Iterator[TextKind]:  # noqa: ANN401
    yield from (each for each in getattr(hint, "__metadata__", ()) if isinstance(each, TextKind))
    for inner in typing.get_args(hint):
        yield from _kinds_in(inner)
