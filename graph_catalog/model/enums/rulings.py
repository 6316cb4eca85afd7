"""Words of rulings on matches (裁定)."""

from enum import Enum

from graph_catalog.model.worded import worded


@worded(
    "What was ruled of two descriptions or data.",
    SAME="同一个数: they denote one datum.",
    DIFFERENT="不是同一个数: they do not.",
)
class RulingVerdict(Enum):
    SAME = "SAME"
    DIFFERENT = "DIFFERENT"


@worded(
    "How far a ruling on a description reaches.",
    SUBJECT="Whatever is written so about this subject, whoever has it: 致困原因 of 低保对象.",
    EVERYWHERE="Whatever is written so, about anything. The narrower scope wins.",
)
class RulingScope(Enum):
    SUBJECT = "SUBJECT"
    EVERYWHERE = "EVERYWHERE"
