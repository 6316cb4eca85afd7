"""Chinese words of the verdicts, as files and tables say them."""

from collections.abc import Mapping
from typing import Final

from graph_catalog.model.answers import CollectionVerdict, FieldVerdictKind, SourceStanding

FIELD_VERDICTS: Final[Mapping[FieldVerdictKind, str]] = {
    FieldVerdictKind.NOT_COLLECTED: "非采集",
    FieldVerdictKind.REVIEW: "需人工判断",
    FieldVerdictKind.EXEMPT: "已豁免",
    FieldVerdictKind.IDENTIFIER: "仅作标识",
    FieldVerdictKind.ALREADY_HELD: "本单位已有",
    FieldVerdictKind.OBTAINABLE: "可共享获取",
    FieldVerdictKind.OBTAINABLE_ON_REQUEST: "可申请获取",
    FieldVerdictKind.PARTLY_OBTAINABLE: "可部分获取",
    FieldVerdictKind.HELD_NOT_SHARED: "他方持有不共享",
    FieldVerdictKind.SUPPLY_GAP: "供给缺口",
    FieldVerdictKind.UNSOURCED: "尚无来源",
    FieldVerdictKind.NEW: "新数据",
}
VERDICTS: Final[Mapping[CollectionVerdict, str]] = {
    CollectionVerdict.DO_NOT_COLLECT: "不应采集：所需数据都可以通过共享得到",
    CollectionVerdict.REDUCE: "应当精简：部分数据可以通过共享得到",
    CollectionVerdict.REVIEW: "需人工判断：有些数据项对应不上",
    CollectionVerdict.CLEAR: "可以采集",
}
STANDINGS: Final[Mapping[SourceStanding, str]] = {
    SourceStanding.DESIGNATED: "数源",
    SourceStanding.SOLE_HOLDER: "唯一持有",
    SourceStanding.ONE_OF_SEVERAL: "多家持有之一",
}
