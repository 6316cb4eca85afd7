"""Small plans and holdings for tests of the decision."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from graph_catalog.collection.verdict.decided import DecidedField, PlanVerdict
from graph_catalog.collection.verdict.plan import (
    Holding,
    Holdings,
    Plan,
    PlanField,
    identifiers,
)
from graph_catalog.collection.verdict.verdict import verdict
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import AlignmentResult, Candidate, DatumKey
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.model.enums.entries import SharingClass

TODAY = dt.date(2026, 3, 2)
FORM = "公租房申请"
BIRTH = "自然人.出生日期|"
CITIZEN = "自然人.公民身份号码|"


def planned(name: str, index: int = 0, **known: Any) -> PlanField:
    descriptor = Descriptor(name=name, dataset_name=FORM)
    return PlanField(
        index=index, name=name, alignment=align(descriptor, lexicon.current()), **known
    )


def read_as(confidence: float, *data: DatumKey) -> AlignmentResult:
    """An alignment with these readings, each a little less sure than the one before."""
    first = planned("姓名").alignment.candidates[0]
    return AlignmentResult(
        tuple(
            Candidate(datum, first.form, confidence - 0.05 * place, first.method)
            for place, datum in enumerate(data)
        )
    )


def plan(*fields: PlanField, **known: Any) -> Plan:
    facts: dict[str, Any] = {"purpose": "住房保障资格审核", "legal_basis": "公租房管理办法"}
    return Plan(unit_key="housing", name=FORM, fields=fields, on=TODAY, **facts | known)


def held(*, unit: str = "police", dataset: str = "people", **known: Any) -> Holding:
    """A published, unconditional, fresh offer of a field of another unit."""
    facts: dict[str, Any] = {
        "field_key": f"{dataset}.{known.pop('field', 'birth')}",
        "field_name": "出生日期",
        "dataset_key": dataset,
        "dataset_name": "常住人口信息",
        "unit_key": unit,
        "unit_name": {"police": "公安分局", "housing": "住建局"}.get(unit, unit),
        "confidence": 0.95,
        "method": "NAME",
        "sharing_class": SharingClass.UNCONDITIONAL,
    }
    return Holding(**facts | known)


def decide(asked: Plan, by_datum: Mapping[str, tuple[Holding, ...]], **known: Any) -> PlanVerdict:
    found = verdict(
        asked,
        Holdings(by_datum=by_datum, identifiers=identifiers(asked, lexicon.current()), **known),
    )
    assert isinstance(found, PlanVerdict)
    return found


def decide_birth(
    *holdings: Holding,
    field: PlanField | None = None,
    **known: Any,
) -> DecidedField:
    """The verdict on one planned birth date, held as given."""
    asked = plan(field or planned("出生日期"))
    [one] = decide(asked, {BIRTH: holdings}, **known).fields
    return one
