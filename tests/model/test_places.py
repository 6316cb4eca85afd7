"""The district's table: what names, codes and words mean, and what its file may say."""

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_catalog import sample
from graph_catalog.errors import LexiconError
from graph_catalog.model import place_table, places, region_codes
from graph_catalog.model.coverage import Coverage, overlaps
from graph_catalog.model.place_table import PlaceKind, PlaceTable
from graph_catalog.model.places import NotKnown

OURS: Final = PlaceTable.read()
HEADER: Final = "种类,代码,名称,其他名称,上级,互斥,说明\n"
OWN: Final = """区域,990211003,海塘街道,原海塘乡；海塘乡,990211,,
区域,990212,西海区,,990200,,
区域,990212101,石帆镇,,990212,,
人群,,渔民,捕捞人员,就业人员,失业人员,
"""
PLACES: Final = sorted(OURS._places.values(), key=lambda place: place.code)  # noqa: SLF001
WORDS: Final = sorted(OURS._populations)  # noqa: SLF001
WIDE: Final[dict[int, str | int]] = {
    ord(" "): "\u3000",
    **{ord("0") + n: ord("０") + n for n in range(10)},
}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[None]:
    """The table with a district's own file on top."""
    file = tmp_path / "places.csv"
    file.write_text(HEADER + OWN, "utf-8")
    place_table.use(file)
    yield
    place_table.use(None)


def spellings(name: str) -> Iterator[str]:
    yield from (name, f" {name} ", name.translate(WIDE), " ".join(name))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_place_is_known_by_code_by_name_and_by_the_names_above_it(
    place: place_table.Place,
) -> None:
    above = [OURS.place(code) for code in region_codes.above(place.code)]
    chain = [each.name for each in above if each]
    subsets = itertools.chain.from_iterable(
        itertools.combinations(chain, size) for size in range(len(chain) + 1)
    )
    named = ["".join((*some, name)) for some in subsets for name in (place.name, *place.others)]
    parted = ["/".join((*chain, place.name)), "·".join((*chain, place.name))]
    for written in (place.code, *named, *parted):
        for spelled in spellings(written):
            assert places.known_region(spelled) == place.code, spelled
    assert places.region_name(place.code) == place.name
    assert places.unlisted_region(place.code) is None


@given(st.text(max_size=30))
def test_a_region_is_a_code_or_is_refused_by_name(written: str) -> None:
    found = places.known_region(written)
    if isinstance(found, NotKnown):
        assert "GRAPH_CATALOG_PLACES" in found.text
    else:
        assert found == "*" or region_codes.read(found) == found


@pytest.mark.parametrize("written", ["330211", "440106", "990211009", "990211001005", "98"])
def test_a_code_of_the_right_shape_that_is_not_listed_is_taken_with_a_warning(written: str) -> None:
    assert places.known_region(written) == written
    assert written in (places.unlisted_region(written) or "")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("西海区", "东海区"),
        ("东海", "东海区"),
        ("浙江省东海区", "东海区"),
        ("甬江市西海区", "西海区"),
    ],
)
def test_a_name_that_is_not_known_is_refused_with_those_like_it(written: str, says: str) -> None:
    found = places.known_region(written)
    assert isinstance(found, NotKnown)
    assert says in found.text
    assert written in found.text


@pytest.mark.usefixtures("own")
def test_a_district_has_places_and_words_of_its_own() -> None:
    assert places.known_region("海塘乡") == "990211003"
    assert places.known_region("东海区原海塘乡") == "990211003"
    assert places.known_region("东海区") == "990211"
    assert places.known_population("户籍/捕捞人员") == "户籍人口/渔民"
    assert places.holds_population("自然人", "渔民")


@pytest.mark.usefixtures("own")
def test_a_name_of_several_places_is_refused_with_each() -> None:
    found = places.known_region("石帆镇")
    assert isinstance(found, NotKnown)
    assert all(code in found.text for code in ("990211101", "990212101"))
    assert places.known_region("西海区石帆镇") == "990212101"


populations = st.lists(st.sampled_from(WORDS), max_size=4)
"""Of persons and bodies at once, too, which is nobody."""
of_somebody = populations.filter(
    lambda words: isinstance(places.known_population("/".join(words)), str)
)


@given(of_somebody, st.randoms())
def test_a_population_of_known_words_has_one_form_in_any_order(
    words: list[str], chance: object
) -> None:
    form = places.known_population("/".join(words))
    assert isinstance(form, str)
    assert places.known_population(form) == form
    turned = words[:]
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert places.known_population("／".join(turned)) == form
    wider = [word for name in words for word in (*OURS.lineage(name), name)]
    assert places.known_population("/".join(wider)) == form


@given(populations, populations, populations)
def test_populations_hold_each_other_as_sets_do(
    one: list[str], other: list[str], third: list[str]
) -> None:
    first, second, last = ("/".join(words) for words in (one, other, third))
    assert places.holds_population(first, first)
    assert places.holds_population("*", first)
    assert places.holds_population(first, "/".join((*one, *other)))
    if places.holds_population(first, second) and places.holds_population(second, last):
        assert places.holds_population(first, last)
    if places.holds_population(first, second) and places.holds_population(second, first):
        assert places.population(first) == places.population(second)


@given(populations, populations)
def test_persons_and_bodies_are_apart_and_what_is_apart_stays_so_when_narrowed(
    one: list[str], other: list[str]
) -> None:
    first, second = "/".join(one), "/".join(other)
    assert places.are_apart(first, second) is places.are_apart(second, first)
    roots = [{root for word in words for root in OURS.lineage(word)} for words in (one, other)]
    somebody = [
        isinstance(places.known_population(each), str) for each in (first, second, f"{first}/女性")
    ]
    if {"自然人", "组织"} <= set().union(*roots) and all(somebody[:2]):
        assert places.are_apart(first, second)
    if places.are_apart(first, second):
        assert all(somebody[:2])
        assert not places.holds_population(first, second)
        if somebody[2]:
            assert places.are_apart(f"{first}/女性", second)


@pytest.mark.parametrize("word", ["外星人", "老年", "学生(在校)", "户籍人口/老年", "张三"])
def test_a_word_that_is_not_known_is_refused(word: str) -> None:
    found = places.known_population(word)
    assert isinstance(found, NotKnown)
    assert word.rpartition("/")[2] in found.text


def test_what_one_holds_of_the_other_overlaps() -> None:
    wide, narrow = Coverage(population="老年人"), Coverage(population="户籍人口/80周岁以上老年人")
    assert overlaps(wide, narrow)
    assert overlaps(narrow, wide)
    assert not overlaps(Coverage(population="学生"), Coverage(population="企业"))


def test_words_that_differ_may_mean_the_same_people_unless_they_are_apart() -> None:
    for one, other in (("户籍人口", "老年人"), ("学生", "教师"), ("男性", "户籍人口/老年人")):
        assert overlaps(Coverage(population=one), Coverage(population=other))
    for one, other in (("户籍人口", "境外人员"), ("男性/老年人", "女性"), ("国有企业", "机关")):
        assert not overlaps(Coverage(population=one), Coverage(population=other))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("人群,,社会组织,法人,组织,,", "法人"),
        ("区域,99021,某区,,,,", "99021"),
        ("区域,,某区,,,,", "代码"),
        ("区域,990213,,,,,", "名称"),
        ("区域,990213,某区,,330200,,", "330200"),
        ("区域,990213,123,,,,", "123"),
        ("区域,990213,某/区,,,,", "某/区"),
        ("人群,1,渔民,,自然人,,", "代码"),
        ("人群,,渔民,,海里的人,,", "海里的人"),
        ("人群,,渔民,老人,自然人,,", "老年人"),
        ("人群,,渔民,,渔民,,", "渔民"),
        ("人群,,自然人,,学生,,", "自然人"),
        ("人群,,渔民,,就业人员,海盗,", "海盗"),
        ("人群,,渔民,,就业人员；企业,,", "自然人"),
        ("人群,,渔民,,就业人员,自然人,", "自然人"),
        ("地方,990213,某区,,,,", "地方"),
        ("区域,990213,某区", "7"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_its_line(
    tmp_path: Path, row: str, says: str
) -> None:
    file = tmp_path / "places.csv"
    file.write_text(HEADER + row + "\n", "utf-8")
    with pytest.raises(LexiconError) as caught:
        PlaceTable.read(file)
    assert f"{file}:2" in str(caught.value)
    assert says in str(caught.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError):
        PlaceTable.read(tmp_path / "none.csv")


def test_there_are_names_like_one_that_is_not_known() -> None:
    assert OURS.like("流动人囗", PlaceKind.POPULATION)[0] == "流动人口"


def test_the_places_of_the_sample_district_are_in_the_table() -> None:
    with (sample.folder() / "regions.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["区划代码"]: row["名称"] for row in csv.DictReader(file)}
    assert {code: places.region_name(code) for code in listed} == listed


@pytest.mark.parametrize(
    ("written", "meant"),
    [("男", "男性"), ("女", "女性"), ("户籍人口/妇女", "女性/户籍人口"), ("男女", "*"), ("不限性别/老人", "老年人")],
)  # fmt: skip
def test_words_for_the_sexes_are_known(written: str, meant: str) -> None:
    assert places.known_population(written) == meant


@pytest.mark.parametrize("written", ["男性/女性", "女／男", "学生/男/孕产妇", "老人/儿童"])
def test_words_that_together_mean_nobody_are_refused_and_named(written: str) -> None:
    found = places.known_population(written)
    assert isinstance(found, NotKnown)
    assert "没有人既是" in found.text
