"""What the sample district shows: each planned field's verdict stands on what is in the files."""

from collections.abc import Callable

from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import AlignmentResult
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.sheets import labels
from tests.examples.district_files import TODAY, Row, entries, fields, listed, rows, several

VERDICTS = ["REFUSED", "NOT_COLLECTED", "REVIEW", "EXEMPT", "IDENTIFIER", "ALREADY_HELD"]
VERDICTS += ["OBTAINABLE", "OBTAINABLE_ON_REQUEST", "PARTLY_OBTAINABLE"]
VERDICTS += ["HELD_NOT_SHARED", "SUPPLY_GAP", "UNSOURCED", "NEW"]


def unit_of(consumer: str) -> str:
    return next(row["代表单位"] for row in rows("consumers.csv") if row["使用方编号"] == consumer)


def agreements(unit: str, entry: str) -> list[Row]:
    return [
        row
        for row in rows("agreements.csv")
        if unit_of(row["使用方编号"]) == unit and entry in several(row["目录代码"])
    ]


def is_offered(entry: Row) -> bool:
    is_stale = entry["最近更新"] < TODAY[:4] and entry["更新周期"] != "不定期"
    end = entry["共享期限"].partition("至")[2]
    return (
        entry["状态"] == "已发布"
        and not (entry["最近更新"] and is_stale)
        and (not end or end >= TODAY)
    )


def is_whole(entry: Row) -> bool:
    return not any(entry[name] for name in ("覆盖区域", "覆盖人群", "数据起始", "数据截止"))


def is_held(story: Row, entry: Row) -> bool:
    if story["情形"] == "本单位即数源":
        return any(
            (row["目录代码"], row["数据项名称"]) == (story["依据目录代码"], story["依据数据项"])
            and entry["提供单位"] == story["单位"]
            and not row["失效日期"]
            for row in rows("designations.csv")
        )
    return is_granted(story)


def is_granted(story: Row) -> bool:
    purpose = next(
        row["应用场景"] for row in rows("plans.csv") if row["计划文件"] == story["计划文件"]
    )
    return any(
        row["状态"] == "已批准" and row["应用场景"] == purpose and row["失效日期"] >= TODAY
        for row in agreements(story["单位"], story["依据目录代码"])
    )


def is_exempt(story: Row, _: Row) -> bool:
    return any(
        row["单位"] == story["单位"]
        and row["数据项名称"] == story["数据项"]
        and row["失效日期"] > TODAY
        for row in rows("exemptions.csv")
    )


def is_on_request(story: Row, entry: Row) -> bool:
    is_conditional = entry["共享属性"] == "受限共享" or entry["脱敏提供"] == "是"
    is_open = is_offered(entry) and is_whole(entry) and not is_granted(story)
    return is_conditional and is_open


def is_gap(story: Row, entry: Row) -> bool:
    if story["情形"] != "申请被驳回且无依据":
        return not is_offered(entry)
    asked = agreements(story["单位"], story["依据目录代码"])
    return [row["状态"] for row in asked] == ["已驳回"] and "《" not in asked[0]["意见"]


def is_unsourced(story: Row, _: Row) -> bool:
    holders = [row for row in rows("catalog.csv") if row["数据项名称"] == story["数据项"]]
    return len(holders) > 1 and not any(is_offered(row) for row in holders)


def denoted(field: Row) -> str:
    descriptor = Descriptor(
        name=field["数据项名称"],
        dataset_name=field["业务名称"],
        unit_name=field["提供单位"],
        column_name=field["列名"],
        description=field["说明"],
        data_type=field["数据类型"],
    )
    return align(descriptor, lexicon.current()).datum.key


def planned(story: Row) -> AlignmentResult:
    plan = next(row for row in rows("plans.csv") if row["计划文件"] == story["计划文件"])
    field = rows(f"plans/{story['计划文件']}")[int(story["序号"]) - 1]
    descriptor = Descriptor(
        name=field["名称"],
        dataset_name=plan["计划名称"],
        unit_name=plan["单位"],
        column_name=field["列名"],
        description=field["说明"],
        subject=field["主体"] or plan["主体"],
        data_type=field["数据类型"],
    )
    return align(descriptor, lexicon.current())


GROUNDS: dict[str, Callable[[Row, Row], bool]] = {
    "EXEMPT": is_exempt,
    "ALREADY_HELD": is_held,
    "OBTAINABLE": lambda _, entry: (
        entry["共享属性"] == "无条件共享" and is_offered(entry) and is_whole(entry)
    ),
    "OBTAINABLE_ON_REQUEST": is_on_request,
    "PARTLY_OBTAINABLE": lambda _, entry: is_offered(entry) and not is_whole(entry),
    "HELD_NOT_SHARED": lambda _, entry: entry["共享属性"] == "非共享" and "《" in entry["共享依据"],
    "SUPPLY_GAP": is_gap,
    "UNSOURCED": is_unsourced,
}


def test_plans_are_forms_as_units_write_them() -> None:
    for plan in rows("plans.csv"):
        form = rows(f"plans/{plan['计划文件']}")
        assert list(form[0]) == ["名称", "列名", "说明", "数据类型", "获取方式", "主体", "法律依据"]
        assert all(labels.value(Acquisition, field["获取方式"]) for field in form)
        told = [row for row in rows("stories.csv") if row["计划文件"] == plan["计划文件"]]
        ordered = sorted(told, key=lambda row: int(row["序号"]))
        assert [row["数据项"] for row in ordered] == [field["名称"] for field in form]


def test_every_row_of_the_verdict_table_has_its_story() -> None:
    told = rows("stories.csv")
    assert all(VERDICTS[int(row["判定行"]) - 1] == row["判定"] for row in told)
    assert {row["判定"] for row in told if row["主例"] == "是"} == set(VERDICTS)
    gaps = {row["情形"] for row in told if row["判定"] == "SUPPLY_GAP"}
    assert gaps == {"逾期未更新", "条目已撤销", "共享期限届满", "申请被驳回且无依据"}


def test_every_verdict_on_a_plan_has_its_story() -> None:
    verdicts = {row["预期结论"] for row in rows("plans.csv")}
    assert verdicts == {"DO_NOT_COLLECT", "REDUCE", "REVIEW", "CLEAR", "(REFUSED)"}


def test_each_story_stands_on_the_entry_that_it_names() -> None:
    for story in rows("stories.csv"):
        holds = GROUNDS.get(story["判定"])
        if holds is None:
            continue
        entry = entries()[story["依据目录代码"]][0]
        assert holds(story, entry), (story["计划文件"], story["数据项"])


def test_what_is_not_collected_is_so_by_the_form_itself() -> None:
    for story in rows("stories.csv"):
        form = rows(f"plans/{story['计划文件']}")
        is_collected = form[int(story["序号"]) - 1]["获取方式"] == "采集"
        assert is_collected == (story["判定"] != "NOT_COLLECTED")


def test_what_is_new_is_under_no_other_name_in_the_catalog() -> None:
    new = {row["数据项"] for row in rows("stories.csv") if row["判定"] == "NEW"}
    assert not new & {name for _, name in fields()}


def test_a_duplicate_collection_is_collected_beside_a_live_source() -> None:
    live = {
        (row["目录代码"], row["数据项名称"])
        for row in rows("designations.csv")
        if not row["失效日期"]
    }
    for row in rows("duplicates.csv"):
        source = row["定源目录代码"], row["定源数据项"]
        again = fields()[row["重复采集目录代码"], row["重复采集数据项"]]
        assert source in live
        assert is_offered(listed()[source[0]])
        assert listed()[source[0]]["共享属性"] != "非共享"
        assert (again["获取方式"], again["提供单位"]) == ("采集", row["采集单位"])
        assert denoted(again) == denoted(fields()[source])


def test_a_planned_field_denotes_what_the_field_that_it_is_told_to_meet_denotes() -> None:
    for story in rows("stories.csv"):
        if story["依据目录代码"] and story["判定"] != "NOT_COLLECTED":
            held = fields()[story["依据目录代码"], story["依据数据项"]]
            meets = planned(story)
            is_sure = meets.confidence >= SURE
            assert meets.datum.key == denoted(held), (story["计划文件"], story["数据项"])
            assert is_sure == (story["判定"] != "REVIEW"), (story["计划文件"], story["数据项"])


def test_what_is_new_denotes_nothing_that_the_catalog_has() -> None:
    had = {denoted(field) for field in fields().values()}
    for story in rows("stories.csv"):
        assert (story["判定"] != "NEW") or planned(story).datum.key not in had, story["数据项"]
