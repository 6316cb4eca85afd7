"""How sentences mention things to those who may see them, and to those who may not."""

from typing import Any

from graph_catalog.language import say
from graph_catalog.model import instant


def named(dataset: str | None) -> str:
    """Name a dataset to those who may see it."""
    if dataset is None:
        return say(zh="未公开数据集", en="a dataset that is not published")
    return say(zh=f"“{dataset}”", en=dataset)


def owned(dataset: str | None, unit: str | None) -> str:
    """Name a dataset with the unit that provides it to those who may see it: several units have a 人口信息."""
    if dataset is None or unit is None:
        return named(dataset)
    return say(zh=f"“{unit}”的“{dataset}”", en=f"{dataset} of {unit}")


def party(unit: str | None) -> str:
    """Name a unit at one end of a flow to those who may see what it has there."""
    if unit is None:
        return say(zh="其他单位", en="another unit")
    return say(zh=f"“{unit}”", en=unit)


def consumer(name: str | None) -> str:
    """Name who uses data to those who may see it."""
    if name is None:
        return say(zh="未公开的使用方", en="a user that is not shown to you")
    return say(zh=f"“{name}”", en=name)


def agreement(name: str | None, code: str | None) -> str:
    """Name an agreement to those who may see it, with its code where it has one."""
    if name is None:
        return say(zh="（未公开）", en="(not shown to you)")
    if code is None:
        return named(name)
    return say(zh=f"“{name}”（{code}）", en=f"{name} ({code})")


def last_day(ended_at: Any) -> str:  # noqa: ANN401  # the driver's instant
    """Write the last day on which something held that ended at an instant."""
    return str(instant.last_day(ended_at.to_native()))
