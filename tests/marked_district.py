"""A small district with one of each kind of hidden thing, each with a mark in name, code, key and id.

A mark is `leak` and three digits. `Marks` knows which units may see it; whoever sees all may see every one.
"""

import base64
import binascii
import dataclasses
import datetime as dt
import re
from typing import Any, Final

from graph_catalog.alignment.elements import datum_key, element_key
from graph_catalog.identity.auth import Viewer
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.model.enums.agreements import AgreementKind, AgreementStatus, ConsumerKind
from graph_catalog.model.enums.entries import EntryStatus, Listing, ProvisionMethod, SharingClass
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.roles import Role
from graph_catalog.model.instant import OPEN_START
from tests.estate import Estate

FORM: Final = "居民情况登记表"
ENDED: Final = (OPEN_START, dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
CENTRE: Final = Viewer("centre", None, frozenset({Role.DATA_CENTER}))
AUDITOR: Final = Viewer("auditor", None, frozenset({Role.AUDITOR}))
OFFICER_A: Final = Viewer("officer-a", "unita", frozenset({Role.UNIT_OFFICER}))
OFFICER_B: Final = Viewer("officer-b", "unitb", frozenset({Role.UNIT_OFFICER}))
DEVELOPER: Final = Viewer("developer", "unitc", frozenset({Role.DEVELOPER}))
NO_UNIT: Final = Viewer("no-unit", None, frozenset({Role.FINANCE}))
SEE_ALL: Final = (CENTRE, AUDITOR)
OTHERS: Final = (OFFICER_A, OFFICER_B, DEVELOPER, NO_UNIT)
UNITS: Final = {"a": "unita", "b": "unitb", "c": "unitc", "d": "unitd"}
PLANNED: Final = (
    "犬只免疫情况",
    "性别",
    "出生日期",
    "民族",
    "学历",
    "户籍地址",
    "婚姻状况",
    "供暖方式",
)
"""Fields of a plan; each is held by hidden things of units alone."""

_MARK: Final = re.compile(r"leak\d{3}")
_BASE64: Final = re.compile(rb"[A-Za-z0-9_\-+/]{12,}")


@dataclasses.dataclass
class Marks:
    """The marks that were given out, with the units that may see each."""

    units: dict[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    kinds: dict[str, str] = dataclasses.field(default_factory=dict)

    def new(self, kind: str, *units: str) -> str:
        """Return a mark that these units may see, of a kind of hidden thing."""
        mark = f"leak{len(self.units):03}"
        self.units[mark] = frozenset(units)
        self.kinds[mark] = kind
        return mark

    def hidden_from(self, viewer: Viewer) -> set[str]:
        """Return the marks that a viewer may not see."""
        if viewer.sees_all:
            return set()
        return {mark for mark, units in self.units.items() if viewer.unit_key not in units}

    def told(self, marks: set[str]) -> dict[str, str]:
        """Return the kind of each, for a message."""
        return {mark: self.kinds[mark] for mark in sorted(marks)}


def marks_in(content: bytes) -> set[str]:
    """Return the marks in some bytes, and in whatever is base64 there, twice over."""
    found = set(_MARK.findall(content.decode("utf-8", "replace").lower()))
    layer = [content]
    for _ in range(2):
        layer = [plain for text in layer for plain in _decoded(text)]
        for plain in layer:
            found |= set(_MARK.findall(plain.decode("utf-8", "replace").lower()))
    return found


def _decoded(content: bytes) -> list[bytes]:
    plain = []
    for match in _BASE64.findall(content):
        text = match.replace(b"+", b"-").replace(b"/", b"_")
        try:
            plain.append(base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4)))
        except (binascii.Error, ValueError):
            continue
    return plain


def marked_district(*, are_ends_unsaid: bool = False) -> tuple[Estate, Marks]:
    """Return units a, b, c with all kinds of hidden things each, and d that has nothing else; and the marks.

    `are_ends_unsaid`: of fields at which lineage ends it is not said how they are acquired; these cannot be shown.
    """
    estate, marks = Estate(), Marks()
    for letter, name in zip("abcd", "甲乙丙丁", strict=True):
        estate.unit(UNITS[letter], f"{name}局")
        estate.system(f"system{letter}", f"{name}系统", operator=UNITS[letter])
    data = _data(estate)
    for letter in "abc":
        _entries(estate, marks, letter, data)
    _of_d(estate, marks, data)
    for letter, other in (("a", "b"), ("b", "c"), ("c", "a")):
        _agreements(estate, marks, letter, other)
        _flows(estate, marks, letter, other)
    if are_ends_unsaid:
        ends = {f"{mark}field" for mark, kind in marks.kinds.items() if kind == "L4 end"}
        estate.things = [
            dataclasses.replace(thing, attributes={**thing.attributes, "acquisition": None})
            if thing.key in ends
            else thing
            for thing in estate.things
        ]
    return estate, marks


def _data(estate: Estate) -> dict[str, str]:
    """Put the data on record that the plan's fields are read as; return their keys by the fields' names."""
    found = {}
    for name in PLANNED:
        datum = align(Descriptor(name=name, dataset_name=FORM), lexicon.current()).datum
        key = found[name] = datum_key(datum)
        element = None
        if datum.element_code:
            known = lexicon.current().element(datum.element_code)
            element = estate.element(element_key(datum.element_code), known.name, code=known.code)
        estate.datum(
            key,
            datum.text,
            element=element,
            object_class=datum.object_class,
            attribute=datum.attribute,
            is_provisional=datum.is_provisional,
        )
    return found


def _entries(estate: Estate, marks: Marks, letter: str, data: dict[str, str]) -> None:
    """An open entry with an item of each hidden kind, and an entry or table of each hidden kind."""
    unit, system = UNITS[letter], f"system{letter}"

    def field(kind: str, dataset: str, datum: str | None = None, **says: Any) -> str:
        mark = marks.new(kind, unit)
        words = {"column_name": mark.upper(), "description": f"{mark}说明"}
        return estate.field(
            f"{mark}field", f"{mark}项", dataset=dataset, datum=datum, **{**words, **says}
        )

    def own(kind: str) -> str:
        """A provisional datum that takes its words from hidden fields of one unit."""
        mark = marks.new(kind, unit)
        key = estate.datum(f"{mark}datum", f"自然人·{mark}", is_provisional=True, takes_words=True)
        estate.collects(unit, key)
        return key

    open_ = estate.dataset(
        f"open{letter}", f"公开信息{letter}", provider=unit, system=system, code=f"OPEN-{letter}"
    )
    estate.field(f"open{letter}name", "姓名", dataset=open_)
    hidden = own("datum of an L4 field")
    sensitive = field("L4 field", open_, hidden, sensitivity="L4", acquisition=Acquisition.DERIVED)
    field("L4 field", open_, data["供暖方式"], sensitivity="L4")
    field("L4 end", open_, sensitivity="L4", acquisition=Acquisition.SHARED)
    field(
        "unlisted column",
        open_,
        own("datum of an unlisted column"),
        listing="UNLISTED",
        acquisition=Acquisition.SHARED,
    )
    scheme = marks.new("scheme of a draft", unit)
    told = estate.datum(f"{scheme}datum", f"案件·案件编号·{scheme}", takes_words=True)
    for kind, says in (
        ("draft", {"status": EntryStatus.DRAFT}),
        ("withdrawn", {"status": EntryStatus.WITHDRAWN}),
        ("unlisted table", {"listing": Listing.UNLISTED, "namespace": "ns"}),
        ("received copy", {"listing": Listing.RECEIVED}),
    ):
        mark = marks.new(kind, unit)
        dataset = estate.dataset(
            f"{mark}set",
            f"{mark}表",
            provider=unit,
            system=system,
            code=mark.upper(),
            description=mark,
            **says,
        )
        for planned in ("性别", "民族", "学历"):
            field(f"field of a {kind}", dataset, data[planned])
        field(f"field of a {kind}", dataset, told if kind == "draft" else own(f"datum of a {kind}"))
        estate.designation(
            f"{marks.new('designation of a hidden entry', unit)}source",
            datum=data["性别"] if kind == "draft" else hidden,
            dataset=dataset,
            basis=f"{mark}纪要",
            region=letter + kind,
        )
    closed = estate.dataset(
        f"closed{letter}",
        f"非共享信息{letter}",
        provider=unit,
        system=system,
        description=f"{marks.new('description of a closed entry', unit)}描述",
        sharing_class=SharingClass.NOT_SHARED,
        sharing_reason="涉及隐私",
        legal_basis="个人信息保护法",
    )
    for planned in ("出生日期", "婚姻状况"):
        field("field of a closed entry", closed, data[planned])
    field("field of a closed entry", closed, own("datum of a closed entry"))
    for kind, named in (("ruling on a field", sensitive), ("ruling on a datum", hidden)):
        mark = marks.new(kind, unit)
        estate.ruling(f"{mark}ruling", f"{mark} ≠ 乙", names=[named], reason=f"{mark}理由")
    exempt = marks.new("exemption on a hidden datum", unit)
    estate.exemption(f"{exempt}exempt", f"{exempt}须核对", datum=hidden, unit=unit, basis=exempt)
    estate.project(f"project{letter}", f"平台{letter}", unit=unit)


def _of_d(estate: Estate, marks: Marks, data: dict[str, str]) -> None:
    """A unit of which nobody else may know that it holds anything."""
    mark = marks.new("draft of a unit that shows nothing", "unitd")
    estate.dataset(
        f"{mark}set", f"{mark}表", provider="unitd", status=EntryStatus.DRAFT, code=mark.upper()
    )
    for planned in ("犬只免疫情况", "户籍地址", "婚姻状况"):
        field = marks.new("field of a unit that shows nothing", "unitd")
        estate.field(f"{field}field", f"{field}项", dataset=f"{mark}set", datum=data[planned])
        estate.collects("unitd", data[planned])


def _agreements(estate: Estate, marks: Marks, letter: str, other: str) -> None:
    """Agreements on an open entry of another unit and uses of it: their parties' alone; and an outsider's."""
    parties = (UNITS[letter], UNITS[other])
    consumer, deal, ended, use, outsider, paper, loan = (
        marks.new(kind, *units)
        for kind, units in (
            ("consumer", parties),
            ("agreement", parties),
            ("ended agreement", parties),
            ("usage", parties),
            ("outsider", (UNITS[other],)),
            ("agreement of an outsider", (UNITS[other],)),
            ("usage of an outsider", (UNITS[other],)),
        )
    )
    dataset = f"open{other}"
    estate.consumer(f"{consumer}who", f"{consumer}科", unit=UNITS[letter])
    estate.agreement(
        f"{deal}deal", f"{deal}协议", consumer=f"{consumer}who", dataset=dataset, code=deal.upper(),
        purpose=deal, method=ProvisionMethod.OFFLINE,
    )  # fmt: skip
    estate.agreement(
        f"{ended}deal", f"{ended}协议", consumer=f"{consumer}who", dataset=f"closed{other}", code=ended.upper(),
        period=ENDED, purpose=ended,
    )  # fmt: skip
    gone = next(
        mark
        for mark, kind in marks.kinds.items()
        if kind == "withdrawn" and UNITS[other] in marks.units[mark]
    )
    left = marks.new("agreement about a withdrawn entry", *parties)
    estate.agreement(
        f"{left}deal", f"{left}协议", consumer=f"{consumer}who", dataset=f"{gone}set", code=left.upper(),
        purpose=left,
    )  # fmt: skip
    estate.usage(
        f"{use}use",
        f"{use}用",
        consumer=f"{consumer}who",
        dataset=f"closed{other}",
        agreement=f"{ended}deal",
    )
    estate.consumer(f"{outsider}who", f"{outsider}公司", kind=ConsumerKind.ENTERPRISE)
    estate.agreement(
        f"{paper}deal", f"{paper}协议", consumer=f"{outsider}who", dataset=dataset, code=paper.upper(),
        kind=AgreementKind.DATA_USE, status=AgreementStatus.PENDING,
    )  # fmt: skip
    estate.usage(
        f"{loan}use",
        f"{loan}用",
        consumer=f"{outsider}who",
        dataset=dataset,
        agreement=f"{paper}deal",
    )


def _flows(estate: Estate, marks: Marks, letter: str, other: str) -> None:
    """Data that go from an open entry through a draft of another unit and back, and on to a table of a third."""
    unit, open_, theirs = UNITS[letter], f"open{letter}name", f"open{other}name"
    through, job, onward = (
        marks.new(kind, unit) for kind in ("draft in a flow", "job", "table in a flow")
    )
    for mark, says in (
        (through, {"status": EntryStatus.DRAFT}),
        (onward, {"listing": Listing.UNLISTED}),
    ):
        estate.dataset(
            f"{mark}set", f"{mark}表", provider=unit, code=mark.upper(), namespace="ns", **says
        )
        estate.field(f"{mark}field", f"{mark}项", dataset=f"{mark}set")
    traced = {"job": f"{job}作业", "script": f"{job}.sql", "transform": job}
    estate.derived(f"{through}field", theirs, **traced)
    estate.derived(open_, f"{through}field", source="DECLARED", **traced)
    estate.derived(f"{onward}field", open_, **traced)
    # Without an agreement: the origin is hidden from who has the data, the target from who gave them.
    [third] = {"a", "b", "c"} - {letter, other}
    estate.derived(theirs, f"{through}field", source="OPENLINEAGE", **traced)
    estate.derived(f"{onward}field", f"open{third}name", source="OPENLINEAGE", **traced)
    estate.job(
        f"{job}job", f"{job}线下作业", writes=f"{onward}set", reads=f"open{other}", kind="线下交换"
    )
    for mark, kind in marks.kinds.items():
        if kind == "L4 end" and unit in marks.units[mark]:
            estate.derived(f"{onward}field", f"{mark}field", **traced)
