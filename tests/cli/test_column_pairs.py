import pytest

from graph_catalog.cli import column_pairs
from graph_catalog.errors import InputFileError


def test_pairs_are_divided_by_commas_that_another_pair_follows() -> None:
    texts = ["共享属性=无条件共享,共享依据=《办法》第一条,第二条", "状态＝已发布，系统=甲"]
    assert list(column_pairs.read("--defaults", texts)) == [
        ("共享属性", "无条件共享"),
        ("共享依据", "《办法》第一条,第二条"),
        ("状态", "已发布"),
        ("系统", "甲"),
    ]


def test_what_is_no_pair_is_refused_by_the_option() -> None:
    with pytest.raises(InputFileError, match="--map 中的“业务名称”"):
        list(column_pairs.read("--map", ["业务名称"]))
