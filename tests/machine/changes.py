"""Every kind of change that the API has, as data: what is asked, with things on record picked by a number."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER
from tests.sheets.catalog_files import row

UNITS: Final = {"civil": "民政局", "health": "卫健局", "police": "公安局"}
Strategy = st.SearchStrategy[Any]


_LIVE: Final = "live_key IS NOT NULL"
KNOWN: Final = (
    "MATCH (thing:Entity) WHERE $kind IN labels(thing) RETURN thing.key AS thing ORDER BY thing"
)
HELD: Final = f"""MATCH (dataset:Dataset {{status: 'PUBLISHED'}})-[has:HAS_FIELD]->(:Field)-[denotes:DENOTES]->(datum)
WHERE has.{_LIVE} AND denotes.{_LIVE} AND NOT coalesce(datum.is_provisional, false)
RETURN datum.key AS datum, dataset.key AS dataset ORDER BY datum, dataset"""
HAD: Final = f"""MATCH (dataset:Dataset)-[has:HAS_FIELD]->(field) WHERE has.{_LIVE}
RETURN dataset.key AS dataset, field.key AS field ORDER BY dataset, field"""
DERIVED: Final = f"""MATCH (target:Field)-[derived:DERIVED_FROM]->(source:Field) WHERE derived.{_LIVE}
RETURN target.key AS target, source.key AS source ORDER BY target, source"""


@dataclasses.dataclass(frozen=True)
class Pick:
    """One of what is on record when a change is asked: a column of the row with a number of a question's answer."""

    kind: NodeKind
    number: int
    question: str = KNOWN
    column: str = "thing"


@dataclasses.dataclass(frozen=True)
class Asked:
    """A change: the mutation, its input with picks in it, and who asks."""

    mutation: str
    given: Mapping[str, Any]
    viewer: Viewer = CENTRE


def _some(kind: NodeKind) -> Strategy:
    return st.builds(Pick, st.just(kind), st.integers(0, 9))


def _together(
    question: str, *columns: tuple[NodeKind, str], given: Callable[..., Strategy]
) -> Strategy:
    """Make the input of a change of things that belong together on record."""
    return st.integers(0, 9).flatmap(
        lambda number: given(*(Pick(kind, number, question, column) for kind, column in columns))
    )


def _given(optional: Mapping[str, Strategy] | None = None, /, **needed: Strategy) -> Strategy:
    return st.fixed_dictionaries(needed, optional=dict(optional or {}))


FIELD_NAMES: Final = (
    "残疾类别",
    "婚姻状况",
    "户籍地址",
    "联系电话",
    "手机号码",
    "服务日期",
    "办理编号",
)
_ENTRY_NAMES: Final = ("残疾人登记表", "婚姻登记信息", "低保家庭名册")
_field_name, _entry_name = st.sampled_from(FIELD_NAMES), st.sampled_from(_ENTRY_NAMES)
_unit = st.sampled_from([keys.encode(NodeKind.UNIT, unit) for unit in UNITS])
_entry, _element_field = _some(NodeKind.DATASET), _some(NodeKind.FIELD)
_datum, _ruling = _some(NodeKind.DATUM), _some(NodeKind.RULING)
_why = st.sampled_from(["口径不同", "职责调整"])
_day = st.sampled_from(
    [
        "2026-01-01",
        "2026-03-15",
        "2026-03-15T12:00:00+08:00",
        "2026-06-30",
        "2027-01-01",
        "2031-12-31",
    ]
)
_days = {"validFrom": _day, "validTo": _day}
_coverage = st.builds(
    lambda region, population: {"region": region, "population": population},
    st.sampled_from([None, "330000", "330211", "330281"]),
    st.sampled_from([None, None, "自然人"]),
)
_field = _given(
    {"columnName": st.sampled_from(["A", "B", "a"])},
    name=_field_name,
    acquisition=st.sampled_from(["COLLECTED", "COLLECTED", "SHARED", "GENERATED", "UNKNOWN"]),
)
_fields = st.lists(_field, min_size=1, max_size=4, unique_by=lambda field: field["name"])
PUBLISHABLE: Final = {
    "status": "PUBLISHED",
    "sharingClass": "UNCONDITIONAL",
    "format": "DATABASE",
    "openness": "CLOSED",
    "provisionMethod": "SHARE_API",
    "updateCycle": "MONTHLY",
    "sharingPeriod": {"start": "2026-01-01"},
}
_ATTRIBUTES: Final[dict[str, Strategy]] = {
    "code": st.sampled_from(["C1", "C2", "Ｃ2", "c3"]),
    "status": st.sampled_from(["DRAFT", "PUBLISHED", "PUBLISHED", "WITHDRAWN"]),
    "listing": st.sampled_from(["LISTED", "LISTED", "UNLISTED", "RECEIVED"]),
    "sharingClass": st.sampled_from(["UNCONDITIONAL", "CONDITIONAL", "NOT_SHARED"]),
    "coverage": _coverage,
}
_renamed = st.builds(lambda field, pick: {**field, "id": pick}, _field, _element_field)
_consumer = st.sampled_from(
    [
        {"name": name, "kind": "UNIT", "unitId": keys.encode(NodeKind.UNIT, key)}
        for key, name in UNITS.items()
    ]
    + [{"name": "甬信公司", "kind": "ENTERPRISE"}]
)
_side = st.one_of(
    st.builds(lambda name: {"description": {"name": name}}, _field_name),
    st.builds(lambda pick: {"datumId": pick}, _datum),
    st.builds(lambda pick: {"fieldId": pick}, _element_field),
)
_ends = st.one_of(
    _given(targetId=_entry, sourceId=_entry),
    _given(targetId=_element_field, sourceId=_element_field),
)
_declared = _together(
    DERIVED,
    (NodeKind.FIELD, "target"),
    (NodeKind.FIELD, "source"),
    given=lambda target, source: st.just({"targetId": target, "sourceId": source}),
)
_row = st.builds(
    lambda unit, name, code, field, column, source: row(
        提供单位=unit,
        信息系统名称="",
        业务名称=name,
        目录代码=code,
        数据项名称=field,
        列名=column,
        采集方式=source,
    ),
    st.sampled_from([*UNITS.values()]),
    _entry_name,
    st.sampled_from(["", "C1", "C2", "C4"]),
    _field_name,
    st.sampled_from(["", "A", "B"]),
    st.sampled_from(["", "采集", "共享"]),
)
_ACCEPTED: Final = ("RECODE", "MOVE", "RENAME_ENTRY", "RENAME_FIELD")


def _merged(one: Strategy, other: Strategy) -> Strategy:
    return st.builds(lambda a, b: {**a, **b}, one, other)


GIVEN: Final[Mapping[str, Strategy]] = {
    "registerUnit": _given(name=st.sampled_from(["民政局", "教育局", "教育 局"])),
    "reviseUnit": _given(
        {
            "name": st.sampled_from(["民政局", "民政事务局", "公安分局"]),
            "kind": st.sampled_from(["ADMINISTRATIVE_ORGAN", "PUBLIC_INSTITUTION"]),
        },
        id=_unit,
    ),
    "registerSystem": _given(unitId=_unit, name=st.sampled_from(["救助系统", "户籍系统"])),
    "reviseSystem": _given(
        {"name": st.sampled_from(["救助系统", "一网通办"]), "effectiveFrom": _day},
        id=_some(NodeKind.SYSTEM),
        unitId=_unit,
    ),
    "registerProject": _given(unitId=_unit, name=st.sampled_from(["一件事", "智慧社区"])),
    "reviseProject": _given(
        {"unitId": _unit, "effectiveFrom": _day},
        id=_some(NodeKind.PROJECT),
        stage=st.sampled_from(["APPROVED", "ACCEPTED"]),
    ),
    "recordCollectionCheck": _given(
        projectId=_some(NodeKind.PROJECT),
        plan=_given(
            unitId=_unit,
            name=st.just("申请表"),
            fields=st.lists(_given(name=_field_name), min_size=1, max_size=3),
        ),
    ),
    "registerEntry": _given(
        {"systemId": _some(NodeKind.SYSTEM), **_ATTRIBUTES},
        unitId=_unit,
        name=_entry_name,
        fields=_fields,
    ),
    "reviseEntry": st.one_of(
        _given({"expectedVersion": st.integers(1, 3), **_ATTRIBUTES}, id=_entry, fields=_fields),
        _given(id=_entry, name=_entry_name, fields=st.lists(_renamed, max_size=2)),
        _together(
            HAD,
            (NodeKind.DATASET, "dataset"),
            (NodeKind.FIELD, "field"),
            given=lambda entry, field: st.one_of(
                st.just({"id": entry, "removedFieldIds": [field]}),
                st.builds(lambda anew: {"id": entry, "fields": [{**anew, "id": field}]}, _field),
            ),
        ),
        _given(
            id=_entry,
            removedFieldIds=st.lists(_element_field, max_size=2),
            systemId=_some(NodeKind.SYSTEM),
        ),
    ),
    "designateSource": st.one_of(
        _given({**_days, "coverage": _coverage}, datumId=_datum, datasetId=_entry),
        _together(
            HELD,
            (NodeKind.DATUM, "datum"),
            (NodeKind.DATASET, "dataset"),
            given=lambda datum, dataset: _given(
                {**_days, "coverage": _coverage}, datumId=st.just(datum), datasetId=st.just(dataset)
            ),
        ),
    ),
    "endDesignation": _given(
        {"endsAt": _day}, designationId=_some(NodeKind.DESIGNATION), reason=_why
    ),
    "exemptCollection": _given(
        {**_days, "coverage": _coverage},
        datumId=_datum,
        unitId=_unit,
        reason=_why,
        basis=st.just("会议纪要"),
    ),
    "withdrawExemption": _given(exemptionId=_some(NodeKind.EXEMPTION), reason=_why),
    "ruleOnMatch": _given(
        {"validTo": _day, "replaces": _ruling, "sourceId": _entry},
        a=_side,
        b=_side,
        verdict=st.sampled_from(["SAME", "SAME", "DIFFERENT"]),
        scope=st.sampled_from(["SUBJECT", "EVERYWHERE"]),
        reason=_why,
    ),
    "withdrawRuling": _given(rulingId=_ruling, reason=_why),
    "recordAgreement": _given(
        {**_days, "code": st.sampled_from(["XY-1", "xy-1", "XY-2"])},
        name=st.just("核验"),
        purpose=st.just("核验"),
        opinion=st.just("同意"),
        method=st.sampled_from(["SHARE_API", "OFFLINE"]),
        kind=st.sampled_from(["SHARING_REQUEST", "DATA_USE"]),
        status=st.sampled_from(["PENDING", "PENDING", "GRANTED", "REFUSED"]),
        consumer=_consumer,
        datasetIds=st.lists(_entry, min_size=1, max_size=2),
    ),
    "decideAgreement": _given(
        _days,
        id=_some(NodeKind.AGREEMENT),
        decision=st.sampled_from(["GRANTED", "REFUSED"]),
        opinion=st.just("同意"),
    ),
    "endAgreement": _given({"endsAt": _day}, id=_some(NodeKind.AGREEMENT)),
    "declareLineage": _merged(
        _ends, _given({**_days, "kind": st.sampled_from(["AGGREGATION", "MASKING"])})
    ),
    "confirmLineage": _declared,
    "retractLineage": _merged(_declared, _given({"endsAt": _day, "neverHeld": st.booleans()})),
    "importCatalog": _given(
        {
            "withdrawMissing": st.just({"reason": "已整合", "atMostPercent": 100}),
            "createUnits": st.booleans(),
        },
        rows=st.lists(_row, min_size=1, max_size=5),
        accept=st.lists(st.sampled_from(_ACCEPTED), unique=True),
    ),
}
"""The input of each mutation, by its name; `rows` of an import are those of its file."""

_OFTEN: Final = ("registerEntry", "reviseEntry", "designateSource", "ruleOnMatch", "importCatalog")


def _asked(mutation: str) -> Strategy:
    who = [CENTRE] if mutation == "importCatalog" else [CENTRE, CENTRE, OFFICER]
    return st.builds(Asked, st.just(mutation), GIVEN[mutation], st.sampled_from(who))


changes: Final[Strategy] = st.sampled_from([*GIVEN, *_OFTEN]).flatmap(_asked)
