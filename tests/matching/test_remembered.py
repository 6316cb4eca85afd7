"""What the matching remembers of names is bounded by bytes, whoever chooses the names."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

import graph_catalog
from graph_catalog.kept import MIB, Kept
from graph_catalog.matching.lexicon import lexicon, spelling
from graph_catalog.matching.lexicon.remembered import Remembering, remembered
from graph_catalog.matching.reading import reading, subject
from tests.memory import memory_taken

LEXICON: Final = lexicon.current()
REMEMBERING: Final[dict[str, Remembering[..., Any]]] = {
    name: each
    for module in (spelling, reading, subject)
    for name, each in vars(module).items()
    if isinstance(each, Remembering) and each.__module__ == module.__name__
}
TEXTS: Final[dict[str, Callable[[int], str]]] = {
    "short": lambda n: f"甲{n}",
    "as of the hostile load": lambda n: f"申请人家庭成员{n}身份证号码及住址",
    "readable": lambda n: f"监护人{n}公民身份号码",
    "many words": lambda n: f"{n}" + "申请人家庭成员身份证号码" * 5,
    "long": lambda n: f"{n}" + "家庭成员身份证号码及住址" * 200,
    "in brackets": lambda n: f"证件{n}" + "(公民身份号码)" * 20,
    "in parts": lambda n: "、".join(f"住址{n}之{part}" for part in range(20)),
    "a title": lambda n: f"第{n}批企业公积金、医疗保险参保人员与监护人(法人)登记信息",
    "Latin": lambda n: f"sfzh_{n}_jhr",
    "nothing": lambda n: " " * n,
    "beyond the first plane": lambda n: f"{n}" + "".join(map(chr, range(0x20000, 0x200C8))),
}


def test_five_functions_remember() -> None:
    assert sorted(REMEMBERING) == [
        "near_readings",
        "read_subject",
        "readings",
        "spell",
        "typo_readings",
    ]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", REMEMBERING)
def test_what_is_remembered_takes_no_more_memory_than_it_is_counted_as(
    name: str, text: str
) -> None:
    function, given = REMEMBERING[name], () if name == "spell" else (LEXICON,)
    function(TEXTS[text](1000), *given)  # what the lexicon works out once
    function.kept.clear()
    with memory_taken() as taken:
        for number in range(1, 31):
            function(TEXTS[text](number), *given)
    assert len(function.kept) == 30
    assert taken() <= function.kept.kept_bytes * 1.1 + 16 * 1024
    function.kept.clear()


def test_what_has_not_been_used_for_the_longest_is_forgotten() -> None:
    calls = []

    @remembered(4000)
    def double(text: str) -> str:
        calls.append(text)
        return text * 2

    for text in ("a", "b", "a", "c", "d", "e", "f", "g", "h", "i", "a"):
        assert double(text) == text * 2
        assert double.kept.kept_bytes <= 4000
        double("a")
    assert calls.count("a") == 1
    double("b")
    assert calls.count("b") == 2


def test_what_is_larger_than_all_may_be_forgets_nothing_else() -> None:
    kept = Kept[str, str](1000)
    kept.put("a", "b", 10)
    kept.put("c", "d", 2000)
    assert (kept.get("a"), kept.get("c"), len(kept)) == ("b", None, 1)
    kept.put("a", "e", 20)
    assert (kept.get("a"), len(kept)) == ("e", 1)
    assert kept.kept_bytes < 1000


def test_all_that_is_remembered_of_names_is_no_more_than_eight_mebibytes() -> None:
    assert sum(each.most_bytes for each in REMEMBERING.values()) <= 8 * MIB


COUNTED: Final = {
    "graph_catalog/embedding/encoder.py": 2,  # models that are open
    "graph_catalog/matching/rulings/rulings.py": 16,  # what the store holds, by the instant asked for
}
"""The caches with a number of entries, of things that nobody asks for by a text of their own."""


def test_no_other_cache_is_bounded_by_a_number_of_entries() -> None:
    root = Path(graph_catalog.__file__).parent
    found = {
        str(file.relative_to(root.parent)): keyword.value.value
        for file in root.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "lru_cache"
        for keyword in node.keywords
        if isinstance(keyword.value, ast.Constant)
    }
    assert found == COUNTED
