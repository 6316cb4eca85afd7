"""The right of now: the one place where the table of rights is enforced, and its refusals."""

import dataclasses
from collections.abc import Iterable
from typing import Final, Self

from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation, OwningUnit
from graph_catalog.language import say
from graph_catalog.model.refusals import NotPermitted
from graph_catalog.record.references import Thing

NOBODY: Final[tuple[OwningUnit | None, ...]] = (None,)
"""The owner of what belongs to no unit."""


@dataclasses.dataclass(frozen=True)
class Need:
    """A right that a change needs: to do something to what is of one of the owners, any of which is enough."""

    operation: Operation
    owners: tuple[OwningUnit | None, ...] = NOBODY

    @classmethod
    def of(cls, operation: Operation, *things: Thing) -> Self:
        """Return the right to do something that whoever has any of the things has."""
        return cls(operation, tuple(owner for thing in things for owner in thing.owners) or NOBODY)

    def is_met(self, viewer: Viewer) -> bool:
        """Whether a viewer has the right."""
        return any(viewer.may(self.operation, owner) for owner in self.owners)


_CENTRE_ONLY: Final = {
    Operation.REGISTER_UNIT: ("单位由区大数据中心登记", "the big-data centre registers units"),
    Operation.NAME_UNIT: (
        "单位的名称、统一社会信用代码、类别与层级由区大数据中心维护",
        "the big-data centre keeps name, credit code, kind and level of units",
    ),
    Operation.PUBLISH_ENTRY: (
        "发布与撤销由区大数据中心办理",
        "the big-data centre publishes and withdraws",
    ),
    Operation.UNPUBLISH_ENTRY: (
        "已发布的目录条目退回草稿、撤出目录由区大数据中心办理",
        "the big-data centre takes published entries back, or off the list",
    ),
    Operation.NARROW_OFFER: (
        "已发布条目的共享属性收紧、共享期限缩短、覆盖范围缩小、数据项减少，以及采集的数据项改称并非采集，由区大数据中心办理",
        "the big-data centre narrows what a published entry offers (class, period, coverage, fields), or denies that it collects",
    ),
    Operation.GRANT_DATA_USE: (
        "数据利用协议经区大数据中心上报、征得市主管部门同意后，由区大数据中心登记（第二十四条）",
        "a data-use agreement is reported by way of the big-data centre, which records it (Art. 24)",
    ),
    Operation.BACKDATE_AGREEMENT: (
        "协议追溯至以往日期生效、答复或终止的，由区大数据中心办理；自今日起的，由有关单位办理",
        "the big-data centre records what was granted, refused or ended as of a day gone by; from today on the units do it",
    ),
    Operation.DESIGNATE_SOURCE: ("定源由区大数据中心办理", "the big-data centre designates"),
    Operation.END_DESIGNATION: ("定源由区大数据中心终止", "the big-data centre designates"),
    Operation.EXEMPT_COLLECTION: ("豁免由区大数据中心办理", "the big-data centre exempts"),
    Operation.WITHDRAW_EXEMPTION: ("豁免由区大数据中心撤销", "the big-data centre exempts"),
    Operation.RULE_ON_MATCH: ("裁定由区大数据中心办理", "the big-data centre rules on matches"),
    Operation.CORRECT_TOOL: (
        "工具认定、授权带来的血缘由区大数据中心确认或撤回；有误的，请改正脚本或任务后重新报送",
        "the big-data centre confirms or retracts what tools found and grants said; mend the script or job and send it again",
    ),
    Operation.WITHDRAW_RULING: ("裁定由区大数据中心撤销", "the big-data centre rules on matches"),
}
"""What only the centre does (Art. 6)."""

_OTHERS: Final = {
    Operation.USE_CODE_RANGE: (
        "该目录代码不在本单位使用的代码段内；新的代码段由区大数据中心分配",
        "the code is of no range that your unit uses; the big-data centre gives out new ranges",
    ),
    Operation.PLACE_IN_SYSTEM: (
        "该信息系统由其他单位运行，条目只能挂在本单位的信息系统上",
        "another unit operates that system; an entry belongs to a system of its own unit",
    ),
    Operation.RECORD_DECISION: (
        "共享的同意或拒绝由提供单位或区大数据中心登记；使用单位可以登记本单位待审核的申请（第二十一条）",
        "the provider or the big-data centre records what was granted or refused, a unit its own requests (Art. 21)",
    ),
    Operation.DECIDE_REQUEST: (
        "申请由提供全部所涉数据的单位或区大数据中心作出决定（第二十一条）",
        "the unit that provides all of the data, or the big-data centre, decides on a request (Art. 21)",
    ),
    Operation.REQUEST_SHARING: (
        "使用单位只能登记本单位待审核的申请（第二十一条）",
        "a unit may record its own pending request (Art. 21)",
    ),
    Operation.DECLARE_LINEAGE: (
        "血缘由写入一端的所属单位或区大数据中心申报、确认",
        "the unit that has what was written, or the big-data centre, declares and confirms lineage",
    ),
    Operation.RETRACT_LINEAGE: (
        "血缘由申报它的单位或区大数据中心撤回",
        "the unit that declared lineage, or the big-data centre, retracts it",
    ),
    Operation.SPEAK_FOR_TOOL: (
        "人工申报的血缘只能注明“申报”（DECLARED）；工具认定的血缘由工具报送",
        "lineage declared by hand is DECLARED; what tools find, tools send",
    ),
    Operation.REPORT_LINEAGE: (
        "血缘事件由数据专员或区大数据中心的令牌报送",
        "lineage events come with the token of an officer or the big-data centre",
    ),
    Operation.IMPORT_CATALOG: (
        "目录由其单位自己的数据专员或区大数据中心导入",
        "the catalog of a unit is imported by its own officers, or by the big-data centre",
    ),
}
_OTHERS[Operation.CONFIRM_LINEAGE] = _OTHERS[Operation.DECLARE_LINEAGE]
_OTHERS[Operation.SHAPE_BY_TOOL] = _OTHERS[Operation.REPORT_LINEAGE]

_RULES: Final = {
    **dict.fromkeys(_CENTRE_ONLY, "第六条"),
    Operation.GRANT_DATA_USE: "第二十四条",
    Operation.RECORD_DECISION: "第二十一条",
    Operation.REQUEST_SHARING: "第二十一条",
}
_MAINTAINS: Final = "第十一条"
"""Each unit maintains its own catalog."""


def refuse_role(viewer: Viewer, operation: Operation) -> NotPermitted | None:
    """Refuse a viewer none of whose roles may do that to anything."""
    return None if viewer.may_at_all(operation) else _refusal(operation, None)


def refuse(viewer: Viewer, needs: Iterable[Need]) -> NotPermitted | None:
    """Refuse a viewer who lacks one of the rights, the first that is lacking."""
    for need in needs:
        if not need.is_met(viewer):
            named = need.owners[0] if len(need.owners) == 1 else None
            return _refusal(need.operation, named)
    return None


def _refusal(operation: Operation, owner: OwningUnit | None) -> NotPermitted:
    rule = _RULES.get(operation)
    if operation in _CENTRE_ONLY:
        zh, en = _CENTRE_ONLY[operation]
        zh, en = f"{zh}（第六条）", f"{en} (Art. 6)"
    elif operation in _OTHERS:
        zh, en = _OTHERS[operation]
    else:
        return _maintained(owner)
    return NotPermitted(
        message=say(zh=f"您没有办理此事的权限：{zh}。", en=f"You may not do this: {en}."), rule=rule
    )


def _maintained(owner: OwningUnit | None) -> NotPermitted:
    """Say that each unit maintains its own; units are everybody's to see."""
    if owner is None:
        return NotPermitted(
            message=say(
                zh="您没有办理此事的权限：目录由各单位数据专员维护本单位的部分，其余由区大数据中心办理（第十一条）。",
                en="You may not do this: officers maintain their own unit's catalog, the big-data centre the rest (Art. 11).",
            ),
            rule=_MAINTAINS,
        )
    return NotPermitted(
        message=say(
            zh=f"您只能维护本单位的目录，不能修改“{owner.name}”的内容（第十一条）。请联系该单位或区大数据中心。",
            en=f"You maintain your own unit's catalog and may not change what belongs to {owner.name} "
            "(Art. 11). Ask that unit or the big-data centre.",
        ),
        rule=_MAINTAINS,
    )
