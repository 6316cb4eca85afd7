"""For each row of the table of rights, a change that needs just that right to things of one owner."""

from collections.abc import Callable
from typing import Any, Final

from graph_catalog.identity.rights import Operation
from graph_catalog.model.enums.nodes import NodeKind
from tests.rights.sides import NAMES, RANGES, id_of

Act = tuple[str, dict[str, Any]]
"""Name of a mutation, and its input."""


def _unit(owner: str) -> str:
    return id_of(NodeKind.UNIT, owner)


def _dataset(key: str) -> str:
    return id_of(NodeKind.DATASET, key)


def _field(key: str) -> str:
    return id_of(NodeKind.FIELD, key)


def _plan(owner: str) -> dict[str, Any]:
    return {"unitId": _unit(owner), "name": "登记表", "fields": [{"name": "公民身份号码"}]}


def _agreement(**given: Any) -> Act:
    return "recordAgreement", {
        "name": "核验",
        "kind": "SHARING_REQUEST",
        "purpose": "核验",
        "method": "SHARE_API",
        **given,
    }


def _lineage(owner: str, **given: Any) -> dict[str, Any]:
    source = f"{owner}field2" if owner == "nobody" else "healthfield"
    return {"targetId": _field(f"{owner}field"), "sourceId": _field(source), **given}


def _file(owner: str) -> str:
    return f"提供单位,业务名称,数据项名称\n{NAMES[owner]},新条目,号码\n"


OF_A_UNIT: Final[dict[Operation, Callable[[str], Act]]] = {
    Operation.NAME_UNIT: lambda o: ("reviseUnit", {"id": _unit(o), "name": "改名局"}),
    Operation.REVISE_UNIT: lambda o: ("reviseUnit", {"id": _unit(o), "securityLead": "主任"}),
    Operation.REGISTER_SYSTEM: lambda o: ("registerSystem", {"unitId": _unit(o), "name": "新系统"}),
    Operation.REGISTER_PROJECT: lambda o: (
        "registerProject",
        {"unitId": _unit(o), "name": "新项目"},
    ),
    Operation.RECORD_CHECK: lambda o: (
        "recordCollectionCheck",
        {"projectId": id_of(NodeKind.PROJECT, f"{o}plan"), "plan": _plan(o)},
    ),
    Operation.REGISTER_ENTRY: lambda o: ("registerEntry", {"unitId": _unit(o), "name": "新条目"}),
    Operation.IMPORT_CATALOG: lambda o: (
        "importCatalog",
        {"fileName": "a.csv", "content": _file(o)},
    ),
    Operation.REQUEST_SHARING: lambda o: _agreement(
        status="PENDING",
        consumer={"name": "科室", "kind": "UNIT", "unitId": _unit(o)},
        datasetIds=[_dataset("healthset")],
    ),
    Operation.EXEMPT_COLLECTION: lambda o: (
        "exemptCollection",
        {
            "unitId": _unit(o),
            "datumId": id_of(NodeKind.DATUM, "idself"),
            "reason": "应急",
            "basis": "预案",
        },
    ),
}
"""What is done to a unit, which is always somebody's."""

OF_A_THING: Final[dict[Operation, Callable[[str], Act]]] = {
    Operation.REVISE_SYSTEM: lambda o: (
        "reviseSystem",
        {"id": id_of(NodeKind.SYSTEM, f"{o}sys"), "hosting": "政务云"},
    ),
    Operation.REVISE_PROJECT: lambda o: (
        "reviseProject",
        {"id": id_of(NodeKind.PROJECT, f"{o}plan"), "description": "扩建"},
    ),
    Operation.REVISE_ENTRY: lambda o: (
        "reviseEntry",
        {"id": _dataset(f"{o}set"), "description": "说明"},
    ),
    Operation.PLACE_IN_SYSTEM: lambda o: (
        "registerEntry",
        {"unitId": _unit("civil"), "systemId": id_of(NodeKind.SYSTEM, f"{o}sys"), "name": "新条目"},
    ),
    Operation.USE_CODE_RANGE: lambda o: (
        "registerEntry",
        {"unitId": _unit("civil"), "name": "新条目", "code": f"{RANGES[o]}/000099"},
    ),
    Operation.PUBLISH_ENTRY: lambda o: (
        "reviseEntry",
        {"id": _dataset(f"{o}draft"), "status": "PUBLISHED"},
    ),
    Operation.UNPUBLISH_ENTRY: lambda o: (
        "reviseEntry",
        {"id": _dataset(f"{o}set"), "status": "DRAFT"},
    ),
    Operation.NARROW_OFFER: lambda o: (
        "reviseEntry",
        {
            "id": _dataset(f"{o}set"),
            "sharingClass": "CONDITIONAL",
            "sharingReason": "隐私",
            "legalBasis": "法",
        },
    ),
    Operation.RECORD_DECISION: lambda o: _agreement(
        status="GRANTED",
        consumer={"name": "科室", "kind": "UNIT", "unitId": _unit("health")},
        datasetIds=[_dataset(f"{o}set")],
    ),
    Operation.DECIDE_REQUEST: lambda o: (
        "decideAgreement",
        {"id": id_of(NodeKind.AGREEMENT, f"{o}asked"), "decision": "GRANTED"},
    ),
    Operation.GRANT_DATA_USE: lambda o: _agreement(
        kind="DATA_USE",
        status="GRANTED",
        consumer={"name": "某公司", "kind": "ENTERPRISE"},
        datasetIds=[_dataset(f"{o}set")],
    ),
    Operation.END_AGREEMENT: lambda o: (
        "endAgreement",
        {"id": id_of(NodeKind.AGREEMENT, f"{o}paper")},
    ),
    Operation.BACKDATE_AGREEMENT: lambda o: (
        "endAgreement",
        {"id": id_of(NodeKind.AGREEMENT, f"{o}paper"), "endsAt": "2026-02-01"},
    ),
    Operation.DESIGNATE_SOURCE: lambda o: (
        "designateSource",
        {"datumId": id_of(NodeKind.DATUM, "idself"), "datasetId": _dataset(f"{o}set")},
    ),
    Operation.DECLARE_LINEAGE: lambda o: (
        "declareLineage",
        _lineage(o, transform="再次申报", kind="TRANSFORMATION"),
    ),
    Operation.CONFIRM_LINEAGE: lambda o: ("confirmLineage", _lineage(o)),
    Operation.RETRACT_LINEAGE: lambda o: ("retractLineage", _lineage(o)),
    Operation.CORRECT_TOOL: lambda o: ("retractLineage", _lineage(o, source="SQL")),
    Operation.SPEAK_FOR_TOOL: lambda o: ("declareLineage", _lineage(o, source="SQL")),
}
"""What is done to what a unit has, or nobody."""

OF_THE_DISTRICT: Final[dict[Operation, Callable[[], Act]]] = {
    Operation.REGISTER_UNIT: lambda: ("registerUnit", {"name": "税务局"}),
    Operation.END_DESIGNATION: lambda: (
        "endDesignation",
        {"designationId": id_of(NodeKind.DESIGNATION, "civilsource"), "reason": "到期"},
    ),
    Operation.WITHDRAW_EXEMPTION: lambda: (
        "withdrawExemption",
        {"exemptionId": id_of(NodeKind.EXEMPTION, "civilexempt"), "reason": "到期"},
    ),
    Operation.RULE_ON_MATCH: lambda: (
        "ruleOnMatch",
        {
            "a": {"description": {"name": "致困原因"}},
            "b": {"description": {"name": "致贫原因"}},
            "verdict": "SAME",
            "reason": "同义",
        },
    ),
}
"""What belongs to no unit."""
