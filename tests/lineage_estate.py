"""A small estate for questions about lineage: who collected, who had it from whom, and who uses it."""

from typing import Any

from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.units import UnitLevel
from tests.estate import Estate


def lineage_estate() -> Estate:
    """Return police's register and the city's feed → civil's aid → health's care and draft, which only health may see.

    The register's age is had from elsewhere, from where is not on record; so is the feed, by the city. Aid is joined
    with the feed, and care feeds back into a note of aid. Clinic of health has an agreement on aid and uses care.
    """
    estate = Estate()
    estate.unit("civil", "民政局", security_lead="办公室主任")
    estate.unit("police", "公安局")
    estate.unit("health", "卫健局")
    estate.unit("city", "市大数据局", level=UnitLevel.CITY)
    estate.system("registry", "人口系统", operator="police")
    estate.system("platform", "救助平台", operator="civil")
    estate.element("fullname", "姓名")
    estate.datum("nameself", "自然人·姓名·本人", element="fullname")
    estate.dataset("register", "户籍信息", provider="police", system="registry")
    estate.dataset("feed", "回流信息", provider="city")
    estate.dataset("aid", "救助信息", provider="civil", system="platform")
    estate.dataset("care", "照护信息", provider="health")
    estate.dataset("draft", "照护草稿", provider="health", status=EntryStatus.DRAFT)
    estate.field("regname", "姓名", dataset="register", datum="nameself")
    had: dict[str, Any] = {"acquisition": Acquisition.SHARED}
    estate.field("regage", "年龄", dataset="register", **had)
    estate.field("feedname", "姓名", dataset="feed", **had)
    for field, name, dataset in (
        ("aidname", "姓名", "aid"),
        ("aidage", "年龄", "aid"),
        ("aidnote", "备注", "aid"),
        ("carename", "姓名", "care"),
        ("draftname", "姓名", "draft"),
    ):
        datum = "nameself" if name == "姓名" else None
        estate.field(field, name, dataset=dataset, datum=datum, **had)
    estate.derived("aidname", "regname")
    estate.derived("aidage", "regage", kind="TRANSFORMATION")
    estate.derived("aidname", "feedname", kind="JOIN")
    estate.derived("carename", "aidname", kind="MASKING", masking=True)
    estate.derived("draftname", "aidname")
    estate.derived("aidnote", "carename", source="DECLARED")
    estate.consumer("aidoffice", "低保办", unit="civil")
    estate.consumer("clinic", "卫生服务中心", unit="health")
    estate.agreement("deal", "救助核验", consumer="clinic", dataset="aid", code="XY-1")
    estate.agreement("caredeal", "照护核验", consumer="clinic", dataset="care")
    estate.usage("visit", "上门照护", consumer="clinic", dataset="care", agreement="caredeal")
    estate.usage("grant", "低保审核", consumer="aidoffice", dataset="aid", agreement="deal")
    return estate
