"""Small estates with known answers, put on record as the program does it."""

import dataclasses
import datetime as dt
import json
from typing import Any

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import PROGRAM
from graph_catalog.model.enums.agreements import AgreementKind, AgreementStatus, ConsumerKind
from graph_catalog.model.enums.entries import EntryStatus, Listing, SharingClass
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.rulings import RulingScope, RulingVerdict
from graph_catalog.model.instant import OPEN_END, OPEN_START
from graph_catalog.record import audit_log, record
from graph_catalog.record.change import Change, Committed, Intent, Outcome, Work
from graph_catalog.record.record import Fact, NewEntity


@dataclasses.dataclass
class Estate:
    """Things and facts to come; every method returns the key it was given."""

    things: list[NewEntity] = dataclasses.field(default_factory=list)
    facts: list[Fact] = dataclasses.field(default_factory=list)

    def unit(self, key: str, name: str, **says: Any) -> str:
        return self._thing(NodeKind.UNIT, key, name=name, **says)

    def system(self, key: str, name: str, *, operator: str, **says: Any) -> str:
        self._tie("OPERATES", operator, key, key)
        return self._thing(NodeKind.SYSTEM, key, name=name, **says)

    def dataset(
        self, key: str, name: str, *, provider: str, system: str | None = None, **says: Any
    ) -> str:
        """A published entry, shared without condition unless it is said otherwise."""
        self._tie("PROVIDES", provider, key, key)
        if system is not None:
            self._tie("HOLDS", system, key, key)
        usual = {
            "listing": Listing.LISTED,
            "status": EntryStatus.PUBLISHED,
            "sharing_class": SharingClass.UNCONDITIONAL,
        }
        return self._thing(NodeKind.DATASET, key, name=name, **{**usual, **says})

    def field(
        self, key: str, name: str, *, dataset: str, datum: str | None = None, **says: Any
    ) -> str:
        self._tie("HAS_FIELD", dataset, key, key)
        if datum is not None:
            self._tie("DENOTES", key, datum, key, form="VALUE", confidence=0.9, method="EXACT")
        return self._thing(
            NodeKind.FIELD, key, name=name, **{"acquisition": Acquisition.COLLECTED, **says}
        )

    def element(self, key: str, name: str, **says: Any) -> str:
        usual = {"code": f"自然人.{name}", "object_class": "自然人", "attribute": name}
        return self._thing(NodeKind.ELEMENT, key, name=name, **{**usual, **says})

    def datum(self, key: str, name: str, *, element: str | None = None, **says: Any) -> str:
        if element is not None:
            self._tie("OF", key, element, key)
        return self._thing(NodeKind.DATUM, key, name=name, **{"qualifier": "本人", **says})

    def collects(self, unit: str, datum: str) -> None:
        """That a unit collects a datum, where no field is told of: of fields the catalog derives it."""
        self._tie("COLLECTS", unit, datum, f"{unit}|{datum}", anchor=unit)

    def designation(
        self,
        key: str,
        *,
        datum: str,
        dataset: str,
        period: tuple[dt.datetime, dt.datetime] = (OPEN_START, OPEN_END),
        **says: Any,
    ) -> str:
        self._tie("OF", key, datum, key, period=period)
        self._tie("NAMES", key, dataset, key, period=period)
        return self._thing(NodeKind.DESIGNATION, key, **{"name": f"{datum} ← {dataset}", **says})

    def exemption(self, key: str, name: str, *, datum: str, unit: str, **says: Any) -> str:
        self._tie("OF", key, datum, key)
        self._tie("FOR", key, unit, key)
        usual = {"basis": "会议纪要", "valid_from": OPEN_START, "valid_to": OPEN_END}
        return self._thing(NodeKind.EXEMPTION, key, name=name, **{**usual, **says})

    def ruling(self, key: str, name: str, *, names: list[str], **says: Any) -> str:
        """A ruling that these fields and data are named in; it says that 甲 and 乙 are not one datum."""
        sides = {
            side: json.dumps({"field": {"name": word}})
            for side, word in (("one", "甲"), ("other", "乙"))
        }
        usual = {
            "verdict": RulingVerdict.DIFFERENT,
            "scope": RulingScope.SUBJECT,
            "reason": "口径不同",
            "valid_from": OPEN_START,
            "valid_to": OPEN_END,
            "names": names,
            "moved_from": [],
            "moved_to": [],
            "moved_fields": [],
            "fields_changed": 0,
        }
        return self._thing(NodeKind.RULING, key, name=name, **{**usual, **sides, **says})

    def project(self, key: str, name: str, *, unit: str, **says: Any) -> str:
        self._tie("UNDERTAKES", unit, key, key)
        return self._thing(NodeKind.PROJECT, key, name=name, **says)

    def consumer(self, key: str, name: str, *, unit: str | None = None, **says: Any) -> str:
        if unit is not None:
            self._tie("ACTS_FOR", key, unit, key)
        return self._thing(NodeKind.CONSUMER, key, name=name, **{"kind": ConsumerKind.UNIT, **says})

    def agreement(
        self,
        key: str,
        name: str,
        *,
        consumer: str,
        dataset: str,
        period: tuple[dt.datetime, dt.datetime] = (OPEN_START, OPEN_END),
        **says: Any,
    ) -> str:
        status = says.get("status", AgreementStatus.GRANTED)
        decision = AgreementStatus.GRANTED if status is AgreementStatus.ENDED else status
        said = {"period": period, "decision": decision.value}
        self._tie("GRANTED_TO", key, consumer, key, **said)
        self._tie("COVERS", key, dataset, f"{key}|{dataset}", anchor=key, **said)
        usual = {
            "kind": AgreementKind.SHARING_REQUEST,
            "status": AgreementStatus.GRANTED,
            "valid_from": period[0],
            "valid_to": period[1],
        }
        return self._thing(NodeKind.AGREEMENT, key, name=name, **{**usual, **says})

    def usage(
        self, key: str, name: str, *, consumer: str, dataset: str, agreement: str, **says: Any
    ) -> str:
        self._tie("MAKES", consumer, key, key)
        self._tie("OF", key, dataset, key)
        self._tie("UNDER", key, agreement, key)
        return self._thing(NodeKind.USAGE, key, name=name, **says)

    def derived(
        self, made: str, before: str, *, source: str = "SQL", unit: str | None = None, **says: Any
    ) -> None:
        """What was made from what; `unit`: the one that declared it, None for the centre and tools."""
        slot = f"DERIVED_FROM|{made}|{before}|{source}" + (f"|{unit}" if unit else "")
        period = {name: says.pop(name) for name in ("valid_from", "valid_to") if name in says}
        said = {"kind": "IDENTITY", "source": source, "asserted_for": unit, **says}
        self.facts.append(Fact("DERIVED_FROM", made, before, slot, made, attributes=said, **period))

    def job(self, key: str, name: str, *, writes: str, reads: str, **says: Any) -> str:
        """A job whose columns are unknown: it writes a dataset, and all fields put there before, from another."""
        said: dict[str, Any] = {"kind": "EXCHANGE", "source": "DECLARED", "job": name}
        fields = [
            fact.end for fact in self.facts if (fact.type, fact.start) == ("HAS_FIELD", writes)
        ]
        self._tie("READS", key, reads, f"{key}|{reads}", anchor=key, **said)
        for written in (writes, *fields):
            self._tie("WRITTEN_BY", written, key, f"{written}|{key}", anchor=written, **said)
        self._tie("INPUT", key, reads, f"{key}|{reads}", anchor=key)
        self._tie("OUTPUT", key, writes, f"{key}|{writes}", anchor=key)
        return self._thing(NodeKind.JOB, key, name=name, **says)

    async def record(self, engine: Engine) -> Committed:
        """Put everything on record as one revision."""

        async def work(change: Change) -> Outcome:
            await record.register(change, self.things)
            await record.add_facts(change, self.facts)
            return Outcome("estate")

        return await _commit(engine, work)

    def _thing(self, label: NodeKind, key: str, /, **says: Any) -> str:
        self.things.append(NewEntity(label, key, says))
        return key

    def _tie(
        self,
        type_: str,
        start: str,
        end: str,
        slot: str,
        *,
        anchor: str | None = None,
        period: tuple[dt.datetime, dt.datetime] = (OPEN_START, OPEN_END),
        **says: Any,
    ) -> None:
        own = f"{type_}|{slot}"
        self.facts.append(Fact(type_, start, end, own, anchor or slot, *period, attributes=says))


async def revise(engine: Engine, kind: NodeKind, key: str, **says: Any) -> Committed:
    """Describe a thing anew, as one revision."""

    async def work(change: Change) -> Outcome:
        await record.revise(change, kind, {key: says})
        return Outcome(key)

    return await _commit(engine, work)


async def provide(
    engine: Engine, unit: str, dataset: str, *, since: dt.datetime | None = None
) -> Committed:
    """Make a unit the provider of a dataset, from now or another instant on, as one revision."""

    async def work(change: Change) -> Outcome:
        fact = Fact(
            "PROVIDES", unit, dataset, f"PROVIDES|{dataset}", dataset, valid_from=since or change.at
        )
        await record.assert_facts(change, [fact])
        return Outcome(dataset)

    return await _commit(engine, work)


async def remove_field(engine: Engine, key: str) -> Committed:
    """Take a field out of its dataset from now on, as one revision."""

    async def work(change: Change) -> Outcome:
        await record.retract(change, [record.SlotInterval(key, f"HAS_FIELD|{key}", change.at)])
        return Outcome(key)

    return await _commit(engine, work)


async def _commit(engine: Engine, work: Work) -> Committed:
    done = await audit_log.commit(engine, PROGRAM, Intent("test"), work)
    assert isinstance(done, Committed), done
    return done


def district() -> Estate:
    """Three units with a shared, a closed and a draft entry, a designation, and an agreement with its usage."""
    estate = Estate()
    estate.unit("civil", "民政局", credit_code="11330211002965432T")
    estate.unit("police", "公安局", credit_code="11330211002965433X")
    estate.unit("health", "卫健局")
    estate.system("aid", "救助平台", operator="civil", code="AID")
    estate.system("registry", "人口系统", operator="police", code="REG")
    estate.element("idno", "公民身份号码", is_identifier=True, synonyms=["身份证号"])
    estate.element("fullname", "姓名")
    estate.datum("idself", "自然人·公民身份号码·本人", element="idno")
    estate.datum("nameself", "自然人·姓名·本人", element="fullname")
    estate.dataset("lowincome", "低保对象信息", provider="civil", system="aid", code="MZ-001")
    estate.field(
        "lowid", "身份证号", dataset="lowincome", datum="idself", position=1, column_name="SFZH"
    )
    estate.field(
        "lowname", "姓名", dataset="lowincome", datum="nameself", position=2, column_name="XM"
    )
    estate.dataset(
        "residents",
        "户籍人口信息",
        provider="police",
        system="registry",
        code="GA-001",
        description="含住址",
    )
    estate.field("resid", "公民身份号码", dataset="residents", datum="idself", position=1)
    estate.field("resname", "姓名", dataset="residents", datum="nameself", position=2)
    estate.field("resiris", "虹膜", dataset="residents", position=3, sensitivity="L4")
    estate.dataset(
        "wanted",
        "在逃人员信息",
        provider="police",
        system="registry",
        code="GA-002",
        description="机密线索",
        sharing_class=SharingClass.NOT_SHARED,
        sharing_reason="涉及侦查",
        legal_basis="人民警察法",
    )
    estate.field("wantid", "公民身份号码", dataset="wanted", datum="idself", position=1)
    estate.dataset(
        "census", "人口普查草稿", provider="police", system="registry", status=EntryStatus.DRAFT
    )
    estate.designation("ruling", datum="idself", dataset="residents", basis="定源会议纪要")
    estate.consumer("aidoffice", "低保办", unit="civil")
    estate.consumer("clinic", "卫生服务中心", unit="health")
    estate.agreement("sharing", "户籍核验", consumer="aidoffice", dataset="residents", code="XY-1")
    estate.agreement("clinicshare", "门诊核验", consumer="clinic", dataset="residents", code="XY-2")
    estate.usage(
        "checking", "低保审核", consumer="aidoffice", dataset="residents", agreement="sharing"
    )
    return estate
