"""What nets catch is put in one order, and before a person only where it deserves a look."""

from dataclasses import replace

import pytest

from graph_catalog.matching import nearby
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.nearby import RetrievalHit
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import AlignmentResult, DatumKey
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.answers import FieldVerdictKind
from tests.matching.plans import decide, held, plan, planned

HEATING = DatumKey(None, "供热单位", "供暖方式")
OTHER = DatumKey(None, "供热单位", "供暖区域")


def described(name: str, **known: str) -> tuple[Descriptor, AlignmentResult]:
    descriptor = Descriptor(name=name, dataset_name="供热单位备案表", **known)
    return descriptor, align(descriptor, lexicon.current())


def with_retrieved(name: str, *retrieved: RetrievalHit, **known: str) -> list[DatumKey]:
    descriptor, read = described(name, **known)
    worded = nearby.wording(descriptor, read.datum, lexicon.current())
    wide = nearby.with_retrieved(read, worded, retrieved, lexicon.current())
    return [one.datum for one in wide.candidates if one.method.is_net]


def by_vector(
    datum: DatumKey = HEATING, spelling: str = "供暖方式", likeness: float = 0.95
) -> RetrievalHit:
    return RetrievalHit(datum, spelling, Method.VECTOR, likeness)


def test_a_datum_counts_once_and_stands_higher_the_more_nets_catch_it() -> None:
    both = [by_vector(OTHER, "供暖区域"), by_vector(), by_vector(likeness=0.9)]
    text = [RetrievalHit(HEATING, "供暖方式", Method.TEXT, 3.1)]
    assert [hit.datum for hit in nearby.ranked(both)] == [OTHER, HEATING]
    assert [hit.datum for hit in nearby.ranked([*both, *text])] == [OTHER, HEATING]
    letters = [RetrievalHit(HEATING, "供暖方式", Method.INITIALS, 1.0)]
    assert [hit.datum for hit in nearby.ranked([*both, *letters])] == [HEATING, OTHER]


def test_what_lies_near_stands_behind_the_readings_and_is_never_sure() -> None:
    descriptor, read = described("取暖方式")
    worded = nearby.wording(descriptor, read.datum, lexicon.current())
    wide = nearby.with_retrieved(read, worded, [by_vector(likeness=1.0)], lexicon.current())
    assert wide.candidates[: len(read.candidates)] == read.candidates
    assert (wide.candidates[-1].datum, wide.candidates[-1].method) == (HEATING, Method.VECTOR)
    assert wide.candidates[-1].confidence < SURE


@pytest.mark.parametrize(
    "retrieved",
    [
        by_vector(likeness=0.7),
        by_vector(OTHER, "供暖金额"),
        by_vector(DatumKey(None, "供热单位", "供暖方式", "联系人")),
        RetrievalHit(HEATING, "锅炉型号", Method.TEXT, 9.0),
    ],
    ids=["far", "another sort of thing", "another role", "hardly written alike"],
)
def test_what_does_not_deserve_a_look_is_left_out(retrieved: RetrievalHit) -> None:
    assert with_retrieved("取暖方式", retrieved) == []


def test_two_elements_that_the_lexicon_reads_surely_are_told_apart_however_near() -> None:
    other = DatumKey("自然人.出生日期", "自然人", "出生日期")
    assert with_retrieved("公民身份号码", by_vector(other, "身份号码", 0.99)) == []


@pytest.mark.parametrize(
    ("scheme", "retrieved"),
    [("种子生产经营许可", False), ("食品经营许可", True), ("食品经营许可事项", True)],
)
def test_numbers_of_two_schemes_are_told_apart_unless_the_schemes_are_called_alike(
    scheme: str, *, retrieved: bool
) -> None:
    descriptor = Descriptor("许可证编号", dataset_name="食品经营许可信息")
    read = align(descriptor, lexicon.current())
    assert (read.datum.element_code, read.datum.qualifier) == ("证照.证照编号", "食品经营许可")
    other = replace(read.datum, qualifier=scheme)
    worded = nearby.wording(descriptor, read.datum, lexicon.current())
    near = by_vector(other, "许可证号", 0.99)
    wide = nearby.with_retrieved(read, worded, [near], lexicon.current())
    assert any(one.datum == other for one in wide.candidates) is retrieved


@pytest.mark.parametrize(
    ("name", "known", "is_held", "is_open"),
    [
        ("取暖方式", {}, True, True),
        ("公民身份号码", {}, True, False),
        ("公民身份号码", {}, False, True),
        ("取暖方式", {"element_code": "自然人.公民身份号码"}, False, False),
    ],
)
def test_nets_are_asked_about_fields_that_come_to_nothing_else(
    name: str, known: dict[str, str], *, is_held: bool, is_open: bool
) -> None:
    assert nearby.is_open(described(name, **known)[1], is_held=is_held) is is_open


@pytest.mark.parametrize(
    ("known", "letters"),
    [
        ({"name": "取暖方式", "column_name": "QN_FS"}, "qnfs"),
        ({"name": "GNFS"}, "gnfs"),
        ({"name": "姓名", "column_name": "xm"}, ""),
        ({"name": "取暖方式"}, ""),
    ],
)
def test_letters_are_looked_for_where_they_are_enough_to_tell(
    known: dict[str, str], letters: str
) -> None:
    worded = nearby.wording(Descriptor(**known), HEATING, lexicon.current())
    assert nearby.letters(worded) == letters


@pytest.mark.parametrize("name", ["", "***", "12345", "x" * 1000, "<b>取暖</b>"])
def test_any_text_has_a_wording(name: str) -> None:
    worded = nearby.wording(Descriptor(name=name), HEATING, lexicon.current())
    assert len(worded.name) <= 60


@pytest.mark.parametrize("method", [Method.VECTOR, Method.TEXT, Method.INITIALS])
def test_a_catch_asks_for_a_review_beside_a_sure_reading_and_never_bars_collecting(
    method: Method,
) -> None:
    field = planned("取暖方式")
    worded = nearby.wording(Descriptor("取暖方式"), field.alignment.datum, lexicon.current())
    hit = RetrievalHit(HEATING, "取暖方式" if method is Method.TEXT else "供暖方式", method, 1.0)
    wide = nearby.with_retrieved(field.alignment, worded, [hit], lexicon.current())
    [one] = decide(plan(field), {HEATING.key: (held(),)}).fields
    assert one.verdict is FieldVerdictKind.NEW
    [one] = decide(
        plan(replace(field, alignment=wide)), {HEATING.key: (held(confidence=1.0),)}
    ).fields
    assert one.verdict is FieldVerdictKind.REVIEW
    assert one.confidence == nearby.CONFIDENCE
    assert any(step.kind.value == "CANDIDATE" and method in step.text for step in one.evidence)
