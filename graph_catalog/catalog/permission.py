"""Refusals for what a viewer's roles do not allow."""

from graph_catalog.auth import Right, Viewer
from graph_catalog.language import say
from graph_catalog.model.refusals import NotPermitted

_NEEDS = {
    Right.EDIT_ALL: (
        "由区大数据中心办理(第六条)",
        "the district big-data centre does this (Art. 6)",
    ),
    Right.PUBLISH: (
        "发布与撤销由区大数据中心办理(第六条)",
        "the big-data centre publishes and withdraws (Art. 6)",
    ),
    Right.DESIGNATE: (
        "定源、豁免与裁定由区大数据中心办理(第六条)",
        "the big-data centre designates, exempts and rules (Art. 6)",
    ),
    Right.IMPORT: (
        "目录导入由本单位数据专员或区大数据中心办理",
        "unit officers and the big-data centre import",
    ),
    Right.DECLARE_LINEAGE: (
        "血缘由任一端单位的数据专员或区大数据中心申报",
        "officers of the unit at either end, or the big-data centre, declare lineage",
    ),
}


def refuse_without(viewer: Viewer, right: Right) -> NotPermitted | None:
    """Refuse a viewer who lacks a right."""
    if viewer.may(right):
        return None
    zh, en = _NEEDS[right]
    return NotPermitted(
        message=say(zh=f"您没有办理此事的权限:{zh}。", en=f"You may not do this: {en}.")
    )


def refuse_foreign(
    viewer: Viewer, unit_key: str | None, unit_name: str | None
) -> NotPermitted | None:
    """Refuse a viewer who may not change what belongs to that unit."""
    if viewer.may_edit(unit_key):
        return None
    return NotPermitted(
        message=say(
            zh=f"您只能维护本单位的目录,不能修改“{unit_name or '未知单位'}”的内容(第十一条)。请联系该单位或区大数据中心。",
            en=f"You maintain your own unit's catalog and may not change what belongs to {unit_name or 'that unit'} "
            "(Art. 11). Ask that unit or the big-data centre.",
        ),
        rule="第十一条",
    )
