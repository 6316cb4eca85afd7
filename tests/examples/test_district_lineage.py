"""The sample district's lineage: it holds together, and each question has the answer told."""

from collections import defaultdict, deque

import pytest

from graph_catalog.model.lineage_answers import TruncationReason
from tests.examples.district_files import TODAY, Row, entries, fields, rows, several

Thing = tuple[str, ...]
Graph = dict[Thing, set[Thing]]
FROM_NOWHERE = {("308204/000010", "存款余额")}


def holds(row: Row, since: str, until: str, on: str) -> bool:
    return row[since] <= on and (not row[until] or on <= row[until])


def before(on: str) -> Graph:
    """From what was made to what was before, as in the store: fields, and jobs between tables."""
    arrows: Graph = defaultdict(set)
    for code, name in fields():
        arrows[(code,)].add((code, name))
    for row in rows("lineage.csv"):
        if holds(row, "生效日期", "失效日期", on):
            made, source = (
                (row[f"{end}目录代码"], row[f"{end}数据项"]) for end in ("写入", "读取")
            )
            arrows[made].add(source)
    for job in rows("jobs.csv"):
        if job["列级关系"] == "未登记" and holds(job, "启用日期", "停用日期", on):
            for code in several(job["写入目录代码"]):
                arrows[(code,)].add(("job", job["任务名称"], ""))
                for field in entries()[code]:
                    arrows[code, field["数据项名称"]].add(("job", job["任务名称"], ""))
            for code in several(job["读取目录代码"]):
                arrows["job", job["任务名称"], ""].add((code,))
    return arrows


def against(arrows: Graph) -> Graph:
    reversed_: Graph = defaultdict(set)
    for start, ends in arrows.items():
        for end in ends:
            reversed_[end].add(start)
    return reversed_


def reached(arrows: Graph, starts: list[Thing]) -> dict[Thing, int]:
    hops = dict.fromkeys(starts, 0)
    queue = deque(starts)
    while queue:
        thing = queue.popleft()
        for end in arrows.get(thing, ()):
            if end not in hops:
                hops[end] = hops[thing] + 1
                queue.append(end)
    return hops


def answer(story: Row) -> dict[Thing, int]:
    code, name = story["起点目录代码"], story["起点数据项"]
    starts: list[Thing] = (
        [(code, name)] if name else [(code,), *(key for key in fields() if key[0] == code)]
    )
    arrows = before(story["时点"] or TODAY)
    both = {"UPSTREAM": [arrows], "DOWNSTREAM": [against(arrows)]}
    found: dict[Thing, int] = {}
    for graph in both.get(story["方向"], [arrows, against(arrows)]):
        found |= reached(graph, starts)
    return found


STORIES = {row["情形"]: row for row in rows("lineage_stories.csv")}


@pytest.mark.parametrize("story", STORIES.values(), ids=lambda row: row["情形"])
def test_a_question_reaches_what_is_told_and_nothing_that_is_told_to_be_apart(story: Row) -> None:
    codes = {thing[0] for thing in answer(story)}
    assert codes >= set(several(story["应包含目录代码"]))
    # What lies beyond a limit is reached without one: the limits are the program's to test.
    if not story["情形"].startswith("截断"):
        assert not codes & set(several(story["不应包含目录代码"]))


WITHOUT_STORY = {"TIME", "OUTSIDE_DISTRICT", "PATH_LIMIT", "HOLDER_LIMIT"}
"""Reasons that no `lineage` of the sample has: bodies above the district say of all their data that they collect or
generate them, a store that is too slow is not for a sample, and the rest are of other questions."""


def test_every_reason_of_truncation_has_its_story() -> None:
    told = {kind.partition("·")[2] for kind in STORIES}
    assert told >= {reason.name for reason in TruncationReason} - WITHOUT_STORY


def test_the_long_chain_stays_in_one_system_for_ninety_steps() -> None:
    story = STORIES["截断·CEILING"]
    last = max(answer(story).values())
    systems = {
        row["信息系统名称"]
        for code, of in entries().items()
        for row in of
        if code[:8] == "308203/9"
    }
    assert last > 85
    assert systems == {"预算管理一体化系统"}


def test_the_census_has_more_edges_than_an_answer_may_hold() -> None:
    job = next(row for row in rows("jobs.csv") if row["任务名称"] == "2025年全区公共数据普查")
    read = sum(len(entries()[code]) for code in several(job["读取目录代码"]))
    (written,) = several(job["写入目录代码"])
    assert read * len(entries()[written]) > 10_000


def test_the_hub_has_more_dependants_than_the_story_asks_for() -> None:
    story = STORIES["截断·NODE_LIMIT"]
    assert len(answer(story)) > 2 * int(story["节点上限"])


def test_lineage_goes_over_more_than_four_levels_of_government_and_district() -> None:
    levels = {row["单位名称"]: row["层级"] for row in rows("units.csv")}
    codes = {thing[0] for thing in answer(STORIES["完整"]) if len(thing) == 2}
    passed = {levels[entries()[code][0]["提供单位"]] for code in codes}
    kinds = {entries()[code][0]["目录类别"] for code in codes}
    assert passed == {"国家", "省级", "市级", "区级", "镇街"}
    assert kinds == {"目录条目", "共享获取副本"}


def test_there_is_one_cycle_and_it_is_the_check_written_back() -> None:
    arrows = before(TODAY)
    in_cycle = {
        thing
        for thing in list(arrows)
        if any(thing in reached(arrows, [end]) for end in arrows[thing])
    }
    assert {thing[0] for thing in in_cycle} == {
        "308202/800001",
        "308213/900001",
        "308202/900001",
        "308001/900001",
        "308001/000001",
    }
    assert all("居住状态" in thing[1] for thing in in_cycle)


def test_what_is_had_by_sharing_comes_from_somewhere_but_for_one_field() -> None:
    by_column = {(row["写入目录代码"], row["写入数据项"]) for row in rows("lineage.csv")}
    by_table = {
        code
        for row in rows("jobs.csv")
        if row["列级关系"] == "未登记"
        for code in several(row["写入目录代码"])
    }
    lost = {
        key
        for key, field in fields().items()
        if field["获取方式"] == "共享获取" and key not in by_column and key[0] not in by_table
    }
    assert lost == FROM_NOWHERE


def test_nothing_is_asserted_twice_in_the_same_way() -> None:
    told = [
        tuple(
            row[name]
            for name in ("写入目录代码", "写入数据项", "读取目录代码", "读取数据项", "认定来源")
        )
        for row in rows("lineage.csv")
    ]
    assert len(set(told)) == len(told)


def test_masking_is_said_where_it_is_done() -> None:
    for row in rows("lineage.csv"):
        assert (row["是否脱敏"] == "是") == (row["关系类型"] == "脱敏处理")


def test_a_job_whose_columns_are_known_reads_and_writes_what_they_say() -> None:
    for job in rows("jobs.csv"):
        own = [row for row in rows("lineage.csv") if row["任务名称"] == job["任务名称"]]
        if job["列级关系"] == "已登记":
            assert {row["读取目录代码"] for row in own} == set(several(job["读取目录代码"]))
            assert {row["写入目录代码"] for row in own} == set(several(job["写入目录代码"]))
        else:
            assert not own
