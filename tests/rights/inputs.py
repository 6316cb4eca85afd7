"""A sound input for each mutation, with every id that it takes; a mutation that is missing here fails the tests."""

from collections.abc import Iterator
from typing import Any, Final

from graphql import (
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLSchema,
    get_named_type,
    is_list_type,
    is_non_null_type,
)

from graph_catalog.api.schema import build
from graph_catalog.gql.limits import Limits
from graph_catalog.model.enums.nodes import NodeKind
from tests.rights.sides import id_of

Input = dict[str, Any]
Path = tuple[str | int, ...]

SCHEMA: Final[GraphQLSchema] = build(Limits())._schema  # noqa: SLF001  # as graphql-core has it

_UNIT: Final = id_of(NodeKind.UNIT, "civil")
_SYSTEM: Final = id_of(NodeKind.SYSTEM, "civilsys")
_SET: Final = id_of(NodeKind.DATASET, "civilset")
_FIELD: Final = id_of(NodeKind.FIELD, "civilfield")
_DATUM: Final = id_of(NodeKind.DATUM, "idself")
_PROJECT: Final = id_of(NodeKind.PROJECT, "civilplan")
_ENDS: Final = {"targetId": _FIELD, "sourceId": id_of(NodeKind.FIELD, "healthfield")}
_RULING: Final = {"verdict": "SAME", "reason": "同义", "replaces": id_of(NodeKind.RULING, "none")}

SOUND: Final[dict[str, list[Input]]] = {
    "registerUnit": [{"name": "税务局"}],
    "reviseUnit": [{"id": _UNIT, "securityLead": "主任"}],
    "registerSystem": [{"unitId": _UNIT, "name": "新系统"}],
    "reviseSystem": [{"id": _SYSTEM, "unitId": _UNIT, "hosting": "政务云"}],
    "registerProject": [{"unitId": _UNIT, "name": "新项目"}],
    "reviseProject": [{"id": _PROJECT, "unitId": _UNIT, "description": "扩建"}],
    "recordCollectionCheck": [
        {
            "projectId": _PROJECT,
            "plan": {
                "unitId": _UNIT,
                "name": "登记表",
                "fields": [{"name": "号码", "elementId": id_of(NodeKind.ELEMENT, "idno")}],
            },
        }
    ],
    "registerEntry": [
        {
            "unitId": _UNIT,
            "systemId": _SYSTEM,
            "name": "新条目",
            "fields": [{"id": _FIELD, "name": "号码"}],
        }
    ],
    "reviseEntry": [
        {
            "id": _SET,
            "systemId": _SYSTEM,
            "fields": [{"id": _FIELD, "name": "号码"}],
            "removedFieldIds": [id_of(NodeKind.FIELD, "civilfield2")],
        }
    ],
    "designateSource": [{"datumId": _DATUM, "datasetId": _SET}],
    "endDesignation": [
        {"designationId": id_of(NodeKind.DESIGNATION, "civilsource"), "reason": "到期"}
    ],
    "exemptCollection": [{"datumId": _DATUM, "unitId": _UNIT, "reason": "应急", "basis": "预案"}],
    "withdrawExemption": [
        {"exemptionId": id_of(NodeKind.EXEMPTION, "civilexempt"), "reason": "到期"}
    ],
    "ruleOnMatch": [
        {"a": {"fieldId": _FIELD}, "b": {"datumId": _DATUM}, "sourceId": _SET, **_RULING},
        {"a": {"datumId": _DATUM}, "b": {"fieldId": _FIELD}, **_RULING},
    ],
    "withdrawRuling": [{"rulingId": id_of(NodeKind.RULING, "none"), "reason": "有误"}],
    "recordAgreement": [
        {
            "name": "核验",
            "kind": "SHARING_REQUEST",
            "purpose": "核验",
            "method": "SHARE_API",
            "status": "PENDING",
            "consumer": {"name": "科室", "kind": "UNIT", "unitId": _UNIT},
            "datasetIds": [_SET, id_of(NodeKind.DATASET, "healthset")],
            "usages": [{"datasetId": id_of(NodeKind.DATASET, "healthset"), "name": "审核"}],
        }
    ],
    "decideAgreement": [
        {"id": id_of(NodeKind.AGREEMENT, "civilasked"), "decision": "REFUSED"},
        {"id": id_of(NodeKind.AGREEMENT, "civilasked"), "decision": "GRANTED"},
    ],
    "endAgreement": [{"id": id_of(NodeKind.AGREEMENT, "civilpaper")}],
    "declareLineage": [{**_ENDS, "kind": "TRANSFORMATION", "transform": "再次申报"}],
    "confirmLineage": [dict(_ENDS)],
    "retractLineage": [dict(_ENDS)],
    "importCatalog": [{"fileName": "a.csv", "content": "业务名称,数据项名称\n新条目,号码\n"}],
}


def mutations() -> dict[str, GraphQLInputObjectType]:
    """Return every mutation of the schema with the type of its input."""
    type_ = SCHEMA.mutation_type
    assert type_ is not None
    return {name: get_named_type(field.args["input"].type) for name, field in type_.fields.items()}


def ids_of(type_: GraphQLInputType) -> set[tuple[str, str]]:
    """Return every argument of type ID below an input, by the input type that has it and its name."""
    found: set[tuple[str, str]] = set()
    waiting, seen = [get_named_type(type_)], set()
    while waiting:
        one = waiting.pop()
        if not isinstance(one, GraphQLInputObjectType) or one.name in seen:
            continue
        seen.add(one.name)
        for name, field in one.fields.items():
            if get_named_type(field.type).name == "ID":
                found.add((one.name, name))
            waiting.append(get_named_type(field.type))
    return found


def ids_in(
    value: Any, type_: GraphQLInputType, path: Path = ()
) -> Iterator[tuple[Path, tuple[str, str]]]:
    """Yield where an input has ids, and which argument each is."""
    if is_non_null_type(type_):
        yield from ids_in(value, type_.of_type, path)
    elif is_list_type(type_):
        for index, each in enumerate(value):
            yield from ids_in(each, type_.of_type, (*path, index))
    elif isinstance(type_, GraphQLInputObjectType):
        for name, given in value.items():
            field = type_.fields[name]
            if get_named_type(field.type).name == "ID":
                places = range(len(given)) if isinstance(given, list) else [None]
                for place in places:
                    whole = (*path, name) if place is None else (*path, name, place)
                    yield whole, (type_.name, name)
            else:
                yield from ids_in(given, field.type, (*path, name))


def replaced(value: Any, path: Path, new: object) -> Any:
    """Return an input with something else at a place."""
    if not path:
        return new
    head, *rest = path
    if isinstance(value, list):
        return [
            replaced(each, tuple(rest), new) if index == head else each
            for index, each in enumerate(value)
        ]
    return {**value, head: replaced(value.get(head), tuple(rest), new)}
