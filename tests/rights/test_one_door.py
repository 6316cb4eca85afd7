"""A change finds what it is about through the door of questions: what is hidden is not there, in the same bytes.

The cases are made from the schema: every mutation, every id that its input takes, every kind of thing that is hidden.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.entries import Listing
from graph_catalog.model.enums.fields import Sensitivity
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.model.inputs.references import KINDS
from graph_catalog.record import keys
from tests.conftest import CENTRE, OF_ROLE, OFFICER, Catalog
from tests.estate import Estate
from tests.rights import sides
from tests.rights.inputs import SCHEMA, SOUND, Input, Path, ids_in, ids_of, mutations, replaced
from tests.rights.sides import id_of

HIDDEN: Final = {
    "a draft of another unit": id_of(NodeKind.DATASET, "policedraft"),
    "a table of another unit that no catalog lists": id_of(NodeKind.DATASET, "policetable"),
    "a table that is nobody's": id_of(NodeKind.DATASET, "loosetable"),
    "a field of a draft": id_of(NodeKind.FIELD, "policedraftfield"),
    "a field of the highest sensitivity": id_of(NodeKind.FIELD, "policesecret"),
    "a column that its entry does not list": id_of(NodeKind.FIELD, "policeseen"),
    "a field of an entry that is not shared": id_of(NodeKind.FIELD, "policeclosedfield"),
    "a field of an unlisted table": id_of(NodeKind.FIELD, "policetablefield"),
    "an agreement between others": id_of(NodeKind.AGREEMENT, "policepaper"),
}
"""Things that an officer of 民政局 does not see, one of each kind of hidden thing."""


def _with_hidden(made: Estate) -> Estate:
    made.dataset("policetable", "警用中间表", provider="police", listing=Listing.UNLISTED)
    made.field("policetablefield", "警用列", dataset="policetable", position=1)
    made._thing(NodeKind.DATASET, "loosetable", name="游离表", listing=Listing.UNLISTED)  # noqa: SLF001
    made.field("policesecret", "虹膜", dataset="policeset", position=3, sensitivity=Sensitivity.L4)
    made.field("policeseen", "未编列", dataset="policeset", position=4, listing=Listing.UNLISTED)
    closed = {"sharing_class": "NOT_SHARED", "sharing_reason": "涉密", "legal_basis": "法"}
    made.dataset("policeclosed", "侦查档案", provider="police", **closed)
    made.field("policeclosedfield", "线索", dataset="policeclosed", position=1)
    return made


def _kinds_of(argument: tuple[str, str]) -> tuple[NodeKind, ...]:
    """Return which kinds an id argument may name, as the input's field says."""
    type_, name = argument
    definition = SCHEMA.type_map[type_].extensions["strawberry-definition"]
    field = next(one for one in definition.fields if _camel(one.python_name) == name)
    kinds: tuple[NodeKind, ...] = field.metadata[KINDS]
    return kinds


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def test_every_id_of_every_mutation_says_what_it_may_name() -> None:
    arguments = {argument for type_ in mutations().values() for argument in ids_of(type_)}
    assert [argument for argument in arguments if not _kinds_of(argument)] == []


def test_every_mutation_has_a_sound_input_with_every_id_that_it_takes() -> None:
    assert SOUND.keys() == mutations().keys()
    for mutation, type_ in mutations().items():
        tried = {argument for given in SOUND[mutation] for _, argument in ids_in(given, type_)}
        assert tried == ids_of(type_), mutation


def _places() -> Iterator[tuple[str, int, Path, tuple[str, str]]]:
    for mutation, type_ in mutations().items():
        for number, given in enumerate(SOUND[mutation]):
            for path, argument in ids_in(given, type_):
                yield mutation, number, path, argument


PLACES: Final = list(_places())


def _wrong(kinds: tuple[NodeKind, ...]) -> dict[str, str]:
    """Return ids that name nothing that the viewer may see, by why."""
    other = next(kind for kind in NodeKind if kind not in kinds)
    unknown = {f"unknown {kind.value}": id_of(kind, "thereisnone") for kind in kinds}
    malformed = {f"malformed {text!r}": text for text in ("", "x", "%", "Dataset:civilset", "号码")}
    hidden = {
        why: given
        for why, given in HIDDEN.items()
        if (read := keys.decode(given)) and read.kind in kinds
    }
    return unknown | malformed | hidden | {"of another kind": id_of(other, "thereisnone")}


async def _answer(catalog: Catalog, mutation: str, given: Input, viewer: Viewer) -> Any:
    type_ = mutation[0].upper() + mutation[1:]
    query = (
        f"mutation($input: {type_}Input!) {{ {mutation}(input: $input) "
        "{ __typename ... on Refusal { code message path rule } } }"
    )
    return (await catalog.ask(query, {"input": given}, viewer=viewer, language="zh-CN"))[mutation]


@pytest.mark.parametrize("viewer", [OFFICER, CENTRE, OF_ROLE[Role.DEVELOPER]], ids=lambda v: v.name)
@pytest.mark.parametrize("mutation", sorted({place[0] for place in PLACES}))
async def test_what_is_hidden_is_answered_as_what_is_not_there(
    catalog: Catalog, viewer: Viewer, mutation: str
) -> None:
    await _with_hidden(sides.estate()).record(catalog.engine)
    is_versioned = "expectedVersion" in mutations()[mutation].fields
    for _, number, path, argument in (place for place in PLACES if place[0] == mutation):
        wrong = _wrong(_kinds_of(argument))
        if viewer.sees_all:
            wrong = {why: given for why, given in wrong.items() if why not in HIDDEN}
        answers: dict[str, list[str]] = {}
        for why, given in wrong.items():
            asked = replaced(SOUND[mutation][number], path, given)
            for version in (None, 99) if is_versioned else (None,):
                versioned = asked if version is None else {**asked, "expectedVersion": version}
                answer = await _answer(catalog, mutation, versioned, viewer)
                told = json.dumps(answer, ensure_ascii=False).replace(f"“{given}”", "“…”")
                answers.setdefault(told, []).append(why)
        assert len(answers) == 1, (path, answers)
        (told,) = answers
        assert any(f'"{kind}"' in told for kind in ("NotFound", "NotPermitted")), told
