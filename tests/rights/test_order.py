"""One order for all changes: role, well-formed input, ids, the right of now, replay, version, code."""

import dataclasses
import datetime as dt
from typing import Any, Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.record import keys
from tests.conftest import OF_ROLE, OFFICER, Catalog
from tests.estate import Estate, provide
from tests.rights import sides
from tests.rights.inputs import SOUND, Input, ids_in, mutations, replaced
from tests.rights.sides import id_of

Refused = tuple[str, list[str] | None]
_NONE: Final = "thereisnone"


@dataclasses.dataclass(frozen=True)
class Wrong:
    """One thing wrong with a change, and how it is refused where nothing before it is wrong."""

    given: Input
    refused: Refused
    viewer: Viewer = OFFICER


def _wrongs(first: str, foreign: str, second: str, unknown: str, taken: Wrong) -> list[Wrong]:
    """Return what may be wrong, in the order in which it is asked."""
    return [
        Wrong({}, ("NotPermitted", None), viewer=OF_ROLE[Role.DEVELOPER]),
        Wrong({"name": "a\u202eb"}, ("InvalidInput", ["input", "name"])),
        Wrong({second: unknown}, ("NotFound", ["input", second])),
        Wrong({first: foreign}, ("NotPermitted", None)),
        Wrong({"idempotencyKey": "used"}, ("Conflict", ["input", "idempotencyKey"])),
        Wrong({"expectedVersion": 99}, ("Conflict", ["input", "expectedVersion"])),
        taken,
    ]


_SYSTEM: Final = id_of(NodeKind.SYSTEM, "policesys")
_PROJECT: Final = id_of(NodeKind.PROJECT, "policeplan")
_SET: Final = id_of(NodeKind.DATASET, "policeset")
_UNKNOWN: Final = id_of(NodeKind.UNIT, _NONE)
_TAKEN: Final = Wrong({"code": "TAKEN"}, ("Conflict", ["input", "code"]))
_CASES: Final = {
    "reviseSystem": _wrongs("id", _SYSTEM, "unitId", _UNKNOWN, _TAKEN),
    "reviseProject": _wrongs("id", _PROJECT, "unitId", _UNKNOWN, _TAKEN),
    "reviseEntry": _wrongs(
        "id",
        _SET,
        "systemId",
        id_of(NodeKind.SYSTEM, _NONE),
        Wrong({"code": "308204/TAKEN"}, ("Conflict", ["input", "code"])),
    ),
}


def _with_taken_codes(made: Estate) -> Estate:
    made.system("othersys", "另一系统", operator="civil", code="TAKEN")
    made._thing(NodeKind.PROJECT, "otherplan", name="另一项目", code="TAKEN")  # noqa: SLF001
    made.dataset("otherset", "另一条目", provider="civil", code="308204/TAKEN")
    return made


async def _answer(catalog: Catalog, mutation: str, given: Input, viewer: Viewer) -> Any:
    type_ = mutation[0].upper() + mutation[1:]
    query = (
        f"mutation($input: {type_}Input!) {{ {mutation}(input: $input) "
        "{ __typename ... on Payload { revision } ... on Refusal { message path } } }"
    )
    return (await catalog.ask(query, {"input": given}, viewer=viewer))[mutation]


def _render(answer: Any) -> Refused:
    return answer["__typename"], answer.get("path")


@pytest.mark.parametrize("mutation", _CASES)
async def test_of_several_things_wrong_the_first_in_the_order_is_told(
    catalog: Catalog, mutation: str
) -> None:
    await _with_taken_codes(sides.estate()).record(catalog.engine)
    sound = {
        name: value
        for name, value in SOUND[mutation][0].items()
        if name not in {"fields", "removedFieldIds"}
    }
    if mutation == "reviseEntry":
        # A draft: the code of what is published is the centre's to change, before it is asked whether it is taken.
        draft = id_of(NodeKind.DATASET, "civildraft")
        sound |= {"id": draft, "description": "说明"}
    done = await _answer(catalog, mutation, {**sound, "idempotencyKey": "used"}, OFFICER)
    assert done["__typename"].endswith("Payload"), done
    wrongs = _CASES[mutation]
    for place, wrong in enumerate(wrongs):
        given = dict(sound)
        for later in wrongs[place:]:
            given |= later.given
        assert _render(await _answer(catalog, mutation, given, wrong.viewer)) == wrong.refused, (
            place
        )


@pytest.mark.parametrize("mutation", sorted(SOUND))
async def test_a_change_takes_no_id_that_carries_a_pin(catalog: Catalog, mutation: str) -> None:
    await sides.estate().record(catalog.engine)
    type_ = mutations()[mutation]
    march = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    for sound in SOUND[mutation]:
        for path, _ in ids_in(sound, type_):
            value: Any = sound
            for step in path:
                value = value[step]
            read = keys.decode(value)
            assert read is not None
            explicit = keys.encode(read.kind, read.key, as_of=march, revision=1)
            answer = await _answer(
                catalog, mutation, replaced(sound, path, explicit), OF_ROLE[Role.DATA_CENTER]
            )
            assert _render(answer) == ("InvalidInput", ["input", *map(str, path)])


async def test_a_repetition_asks_for_the_right_of_now(catalog: Catalog) -> None:
    await sides.estate().record(catalog.engine)
    given = {
        "id": id_of(NodeKind.DATASET, "civilset"),
        "description": "说明",
        "idempotencyKey": "once",
    }
    done = await _answer(catalog, "reviseEntry", given, OFFICER)
    assert await _answer(catalog, "reviseEntry", given, OFFICER) == done
    await provide(catalog.engine, "police", "civilset")
    assert (await _answer(catalog, "reviseEntry", given, OFFICER))["__typename"] == "NotPermitted"


async def test_a_key_is_of_one_operation(catalog: Catalog) -> None:
    await sides.estate().record(catalog.engine)
    given = {**SOUND["confirmLineage"][0], "targetId": id_of(NodeKind.FIELD, "civilfield")}
    retracted = {**given, "idempotencyKey": "once"}
    done = await _answer(catalog, "retractLineage", retracted, OFFICER)
    assert done["__typename"] == "RetractLineagePayload"
    other = await _answer(catalog, "confirmLineage", retracted, OFFICER)
    assert _render(other) == ("Conflict", ["input", "idempotencyKey"])


async def test_a_code_that_a_hidden_thing_bears_is_refused_without_its_name(
    catalog: Catalog,
) -> None:
    await sides.estate().record(catalog.engine)
    (sound,) = SOUND["recordAgreement"]
    asked = {**sound, "code": "DH-police"}
    refused = await _answer(catalog, "recordAgreement", asked, OFFICER)
    assert refused == {
        "__typename": "Conflict",
        "message": "The code DH-police is not to be had. Take another.",
        "path": ["input", "code"],
    }
    seen = await _answer(catalog, "recordAgreement", {**sound, "code": "DH-civil"}, OFFICER)
    assert "civil申请" in seen["message"]


async def test_a_foreign_range_of_codes_is_refused_alike_whether_the_code_is_taken_or_not(
    catalog: Catalog,
) -> None:
    made = sides.estate()
    made.dataset("hidden", "隐藏条目", provider="police", status="DRAFT", code="308207/000777")
    await made.record(catalog.engine)
    told = []
    for number in ("000777", "000778"):
        given = {
            "unitId": id_of(NodeKind.UNIT, "civil"),
            "name": "新条目",
            "code": f"308207/{number}",
        }
        told.append(await _answer(catalog, "registerEntry", given, OFFICER))
    assert told[0] == told[1]
    assert told[0]["__typename"] == "NotPermitted"


async def test_a_file_learns_as_little_of_a_foreign_range(catalog: Catalog) -> None:
    made = sides.estate()
    made.dataset("hidden", "隐藏条目", provider="police", status="DRAFT", code="308207/000777")
    await made.record(catalog.engine)
    told = []
    for number in ("000777", "000778"):
        content = f"业务名称,数据项名称,目录代码\n新条目,号码,308207/{number}\n"
        given = {"fileName": "a.csv", "content": content}
        answer = await _answer(catalog, "importCatalog", given, OFFICER)
        told.append(str(answer).replace(number, "…"))
    assert told[0] == told[1]
    assert "InvalidInput" in told[0]
