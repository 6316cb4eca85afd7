"""Every text that a change takes, found by a walk of the schema: by its kind it is cleaned, or refused where it stands."""

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

from graph_catalog.model.enums.roles import Role
from graph_catalog.model.inputs import texts
from graph_catalog.model.refusals import InvalidInput
from tests.conftest import OF_ROLE, Catalog
from tests.rights import sides
from tests.rights.inputs import SCHEMA, SOUND, Input, Path, mutations

UNSEEN: Final = ["\u200b", "\u2060", "\ufeff", "\u2066", "\xad", "\u3164", "\ufe0f", "\ufffe", "\uffff", "\ufdd0", "\u2800", "\u180e", "\U0001fffe", "\U000e0041"]  # fmt: skip
ALONE: Final = ("\u200b", "\u3164\u3164")
BAD: Final = {
    "control": ["民政\x07局", "\x00", "民政\x85局"],
    "direction": ["民政\u202e局", "\u200f民政局", "民政局\u2066"],
    "unseen": [*(f"民政{character}局" for character in UNSEEN), *ALONE],
    "blank": ["", "   ", "\t\u3000\n"],
    "long": ["x" * 100_000, "长" * 80_000],
    "wordless": ["/", "...", "—", "、", "……", "（）", "__", "😀"],
    "misfit": [
        "民政\ue000局",
        "民政局\U000f0000",
        "\ufffd民政",
        "民\ufffc政",
        "民政\u0378",
        "\u0301民政",
        "民政 \u0301局",
        "民\u0301政局",
        "1\u0301",
        "IDСARD",
    ],
}
_NOT_SAID: Final = {"blank"}
_ANY_SHAPE: Final = {"wordless", "misfit"}
"""Of texts that name nothing: in names of persons stand characters that have no code yet, and 长度 may be a stroke."""
_ANYTHING: Final = frozenset(BAD)
ON_PURPOSE: Final[dict[str, frozenset[str] | set[str]]] = {
    "line": _NOT_SAID | _ANY_SHAPE,
    "column name": _NOT_SAID,
    "label": _ANY_SHAPE,
    "idempotency key": _ANY_SHAPE,
    **dict.fromkeys(("reason", "basis", "purpose", "file name"), frozenset({"misfit"})),
    # Scripts other than ours join and part letters by what is not seen, and a text of several lines is no name.
    "text": _NOT_SAID | _ANY_SHAPE | {"unseen"},  # but not alone
    "region": _NOT_SAID,  # everywhere
    "population": _NOT_SAID,  # everybody
    "sought": _ANYTHING - {"long"},  # is like nothing on record
    "document": _ANYTHING,  # its reader judges each part
    "looked for": _ANYTHING,  # likewise, in a question
}
"""What a kind of text takes on purpose; whatever a kind is not named with is `InvalidInput` at its place."""
_NEVER: Final = ("\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\u2066")
"""Of those: what turns the direction, and what is no character."""
_BESIDE: Final[dict[str, Input]] = {
    "job": {"namespace": "etl", "name": "nightly"},
    "description": {"name": "姓名"},
    "element": {"code": "自然人.公民身份号码"},
    "columns": {"column": "业务名称", "label": "名称"},
    "defaults": {"column": "共享属性", "value": "无条件共享"},
}
"""What a part of an input needs besides its text, where the sound input has no such part."""
_INSTEAD: Final = {"description": {"fieldId", "datumId"}, "element": {"fieldId", "datumId"}}
"""Of what only one may be given."""


def kind_of(type_name: str, member: str) -> str | None:
    """Return the kind of text that a member of an input has, by its Python type."""
    definition = SCHEMA.type_map[type_name].extensions["strawberry-definition"]
    for _, name, kind in texts.kinds(definition.origin):
        if name == member:
            return kind.name if kind else None
    raise AssertionError(type_name, member)


def texts_of(type_: GraphQLInputType, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield where an input has texts, of a list in its first element, and of which kind each is."""
    named = get_named_type(type_)
    assert isinstance(named, GraphQLInputObjectType)
    for name, field in named.fields.items():
        below: Path = (*path, name)
        inner = get_named_type(field.type)
        if inner.name == "String":
            yield below, str(kind_of(named.name, name))
        elif isinstance(inner, GraphQLInputObjectType):
            is_list = is_list_type(get_nullable_type(field.type))
            yield from texts_of(inner, (*below, 0) if is_list else below)


def with_text(value: Any, path: Path, text: str) -> Any:
    """Return an input with a text at a place, parts that are missing on the way added."""
    if not path:
        return text
    head, *rest = path
    if isinstance(head, int):
        first, *others = value or [{}]
        return [with_text(first, tuple(rest), text), *others]
    left_out = _INSTEAD.get(head, set())
    kept = {key: each for key, each in (value or {}).items() if key not in left_out}
    below = kept.get(head)
    if not below and rest:
        part = _BESIDE.get(head)
        below = [part] if part and rest[0] == 0 else part
    return {**kept, head: with_text(below, tuple(rest), text)}


_KINDS: Final = {
    each.name: each
    for alias in vars(texts).values()
    for each in getattr(alias, "__metadata__", ())
    if isinstance(each, texts.TextKind)
}
PLACES: Final = {mutation: list(texts_of(type_)) for mutation, type_ in sorted(mutations().items())}


def test_every_text_of_every_input_has_a_kind() -> None:
    without = [
        f"{type_.name}.{name}"
        for type_ in SCHEMA.type_map.values()
        if isinstance(type_, GraphQLInputObjectType)
        for name, field in type_.fields.items()
        if get_named_type(field.type).name == "String" and kind_of(type_.name, name) is None
    ]
    assert without == []
    assert sum(map(len, PLACES.values())) >= 90


@pytest.mark.parametrize("mutation", PLACES)
async def test_a_text_that_does_not_fit_is_refused_where_it_stands(
    catalog: Catalog, mutation: str
) -> None:
    await sides.estate().record(catalog.engine)
    type_ = mutation[0].upper() + mutation[1:]
    query = (
        f"mutation($input: {type_}Input!) {{ {mutation}(input: $input) "
        "{ __typename ... on Refusal { message path } } }"
    )
    wrong = []
    for place, (path, kind) in enumerate(PLACES[mutation]):
        for badness, bad in BAD.items():
            # Of each kind of badness another at each place; all of them are tried on all kinds below.
            for text in (bad[place % len(bad)],):
                given = with_text(SOUND[mutation][0], path, text)
                answer = await catalog.ask(
                    query, {"input": given}, viewer=OF_ROLE[Role.DATA_CENTER]
                )
                if badness in ON_PURPOSE.get(kind, ()) and not _is_no_character(kind, text):
                    continue
                refused = answer[mutation]
                told = (refused["__typename"], refused.get("path"))
                if told != ("InvalidInput", ["input", *map(str, path)]):
                    wrong.append((path, kind, badness, ascii(text[:9]), told))
    assert wrong == []
    assert await _kept(catalog) == []


@pytest.mark.parametrize("kind", sorted({kind for places in PLACES.values() for _, kind in places}))
def test_a_kind_of_text_takes_what_it_takes_on_purpose(kind: str) -> None:
    clean = _KINDS[kind].clean
    for badness, bad in BAD.items():
        for text in bad:
            found = clean(text, ["input", "x"])
            if badness in ON_PURPOSE.get(kind, ()) and not _is_no_character(kind, text):
                assert not isinstance(found, InvalidInput), (kind, ascii(text[:9]))
            else:
                assert isinstance(found, InvalidInput), (kind, ascii(text[:9]), found)
                assert found.path == ["input", "x"]


def _is_no_character(kind: str, text: str) -> bool:
    return kind == "text" and (text in ALONE or any(each in text for each in _NEVER))


async def _kept(catalog: Catalog) -> Any:
    """Return what of the bad texts stands in the store; the log has what was sent, as evidence, and nothing else."""
    (found,) = await catalog.engine.run_statement(
        "MATCH (node) WHERE NOT node:AuditEntry UNWIND keys(node) AS name "
        "WITH node, name, node[name] AS value WHERE value IS :: STRING AND name <> 'description' "
        "AND (value IN $bad OR (value <> '' AND trim(value) = '') OR size(value) > 5000) "
        "RETURN collect(labels(node)[0] + '.' + name) AS kept",
        bad=[*BAD["control"], *BAD["direction"], *ALONE],
    )
    return found["kept"]
