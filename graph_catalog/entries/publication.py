"""What an entry needs before it may be published (Art. 10 ¶2, Art. 19 ¶3; rules R-10b and R-19a). Pure."""

from collections.abc import Mapping
from typing import Any, Final

from graph_catalog.language import say
from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.refusals import RuleBroken

NINE: Final[dict[str, tuple[str, str]]] = {
    "name": ("业务名称", "name"),
    "system": ("信息系统名称", "system"),
    "fields": ("数据项名称", "fields"),
    "format": ("存储格式", "storage format"),
    "sharingClass": ("共享属性", "sharing class"),
    "openness": ("开放属性", "openness"),
    "provisionMethod": ("提供方式", "provision method"),
    "updateCycle": ("更新周期", "update cycle"),
    "sharingPeriod": ("共享期限", "sharing period"),
}
"""The nine attributes of Art. 10 ¶2: name in the API → the regulation's word, and in English."""

_PROPERTIES: Final = {
    "name": "name",
    "format": "format",
    "sharingClass": "sharing_class",
    "openness": "openness",
    "provisionMethod": "provision_method",
    "updateCycle": "update_cycle",
}
_PERIOD: Final = ("sharing_from", "sharing_to", "sharing_open_ended")


def lacking(
    attributes: Mapping[str, Any], *, has_system: bool, has_fields: bool
) -> tuple[str, ...]:
    """Return which of the nine attributes an entry lacks, by their names in the API."""
    has = {name: attributes.get(property_) is not None for name, property_ in _PROPERTIES.items()}
    has |= {"system": has_system, "fields": has_fields}
    has["sharingPeriod"] = any(attributes.get(part) is not None for part in _PERIOD)
    return tuple(name for name in NINE if not has[name])


def is_justified(attributes: Mapping[str, Any]) -> bool:
    """Tell whether a restricted or closed class states its reason and basis (Art. 19 ¶3)."""
    class_ = attributes.get("sharing_class")
    if getattr(class_, "value", class_) in (None, "UNCONDITIONAL"):
        return True
    return bool(attributes.get("sharing_reason")) and bool(attributes.get("legal_basis"))


def words(missing: tuple[str, ...]) -> str:
    """Return the missing attributes in the caller's language."""
    return say(
        zh="、".join(NINE[name][0] for name in missing),
        en=", ".join(NINE[name][1] for name in missing),
    )


def published(attributes: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the attributes of an entry that is to stand published, None of one that is not."""
    status = attributes.get("status")
    return attributes if getattr(status, "value", status) == EntryStatus.PUBLISHED.value else None


def refuse_unfit(
    attributes: Mapping[str, Any], *, has_system: bool, has_fields: bool
) -> RuleBroken | None:
    """Refuse to publish an entry that lacks attributes, or the reason and basis of its class."""
    name = attributes["name"]
    if missing := lacking(attributes, has_system=has_system, has_fields=has_fields):
        return RuleBroken(
            message=say(
                zh=f"“{name}”还缺少{words(missing)}，不能发布。请补齐后再发布，或先存为草稿。",
                en=f"{name} lacks {words(missing)} and cannot be published. Add them, or keep it as a draft.",
            ),
            rule="第十条第二款",
        )
    if not is_justified(attributes):
        return RuleBroken(
            message=say(
                zh=f"“{name}”列入受限共享类或非共享类，须说明理由并提供法律、法规和规章依据，才能发布。",
                en=f"{name} is restricted or not shared: it needs a reason and a legal basis to be published.",
            ),
            rule="第十九条第三款",
        )
    return None
