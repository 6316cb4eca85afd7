"""Regions and populations, each in one form, however it is written.

A region is the code of GB/T 2260 (GB/T 10114 below the district) without what says nothing, a population a path of known
words, each of which narrows it: 户籍人口/老年人. `*`, or nothing, is everything. Names, former names and words are those
of `place_table`.
"""

import dataclasses
import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from graph_catalog.language import say, some
from graph_catalog.model import place_table, region_codes, wording
from graph_catalog.model.place_table import Place, PlaceKind, PlaceTable

EVERYTHING: Final = "*"
_WORDS_FOR_EVERYTHING: Final = frozenset({"", EVERYTHING, "全部", "所有", "不限"})
_EVERYBODY: Final = _WORDS_FOR_EVERYTHING | {
    "全体",
    "所有人",
    "全部人口",
    "所有人口",
    "全体人口",
    "不限人群",
    "男女",
    "男女不限",
    "不限男女",
    "不限性别",
    "不分性别",
}
_BETWEEN: Final = re.compile(r"[/／＼\\]")
_HAN: Final = r"[\u3400-\u9fff]"
_BLANK_BY_HAN: Final = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
_AT_THE_END: Final = " 。．.，,；;、"


@dataclasses.dataclass(frozen=True)
class NotKnown:
    """What was written is no region or population that is known; `text` says what to do."""

    text: str


def region(written: str) -> str | None:
    """Return the code of a region; None for what is no code. Which codes are given out is not looked up."""
    if wording.folded(written) in _WORDS_FOR_EVERYTHING:
        return EVERYTHING
    code = region_codes.read(written)
    return EVERYTHING if code == "" else code


def known_region(written: str) -> str | NotKnown:
    """Return the code of a region that is written as a code, or by a name that one known place has."""
    code = region(written)
    if code is not None:
        return code
    found = place_table.current().places_called(written)
    if len(found) == 1:
        return found[0].code
    return _ambiguous(written, found) if found else _no_region(written)


def unlisted_region(code: str) -> str | None:
    """Warn of a code (as `region` returns it) of which nothing but its shape is known."""
    if code == EVERYTHING or place_table.current().place(code) is not None:
        return None
    return say(
        zh=f"区划表中没有代码 {code}，已按其位数采用。请核对；无误的请由区大数据中心补入区划表（GRAPH_CATALOG_PLACES）。",
        en=f"The table of places has no code {code}; it was taken by its shape. Check it; if it is right, the data centre adds it "
        "to the table (GRAPH_CATALOG_PLACES).",
    )


def region_name(code: str) -> str | None:
    """Return what a region is called; None where that is not known, or it is everywhere."""
    if code == EVERYTHING:
        return None
    place = place_table.current().place(region(code) or code)
    return None if place is None else place.name


def population(written: str) -> str:
    """Return a population in its one form, known or not: words for everybody, and words above others, say nothing."""
    return _form(place_table.current(), written)


@functools.lru_cache(4096)  # asked of each offer of each field of a plan
def _form(table: PlaceTable, written: str) -> str:
    found: dict[str, str] = {}
    for part in _parts(written):
        known = table.population(part)
        word = known.name if known else part
        found.setdefault(word.casefold(), word)
    words = list(found.values())
    said = [
        word
        for word in words
        if not any(word in table.lineage(other) for other in words if other != word)
    ]
    # In an order that is of the words alone: the wider first.
    return "/".join(sorted(said, key=lambda word: (len(table.lineage(word)), word))) or EVERYTHING


def known_population(written: str) -> str | NotKnown:
    """Return a population all of whose words are known."""
    table = place_table.current()
    unknown = next((part for part in _parts(written) if table.population(part) is None), None)
    if unknown is None and written.strip() and not any(map(_word, _BETWEEN.split(written))):
        unknown = written  # a stroke is no word for everybody
    if unknown is not None:
        return _no_population(unknown)
    return _nobody(written) or population(written)


def _nobody(written: str) -> NotKnown | None:
    """Refuse words that together mean nobody: each narrows those before it."""
    apart = _apart(written)
    if apart is None:
        return None
    one, other = apart
    return NotKnown(
        say(
            zh=f"没有人既是“{one}”又是“{other}”：以“/”相连的词逐层限定，要同时符合。两类人都有的，不写这两个词；不限人群写 *。",
            en=f"Nobody is “{one}” and “{other}”: words that / joins narrow each other, and all hold. Where both are meant, "
            "leave both out; * is everybody.",
        )
    )


def _apart(written: str) -> tuple[str, str] | None:
    """Return two words of which nobody is both."""
    table = place_table.current()
    known = {part: table.population(part) for part in _parts(written)}
    meant = [(part, word.name) for part, word in known.items() if word]
    return next(
        (
            (part, other)
            for (part, word), (other, second) in itertools.combinations(meant, 2)
            if table.are_apart(word, second)
        ),
        None,
    )


def are_apart(one: str, other: str) -> bool:
    """Tell whether nobody is known to be of two populations; words that merely differ may mean the same people.

    What by itself means nobody, as 自然人/法人 that an earlier release took for both, is apart from none.
    """
    return _apart(f"{one}/{other}") is not None and not any(map(_apart, (one, other)))


def holds_population(whole: str, part: str) -> bool:
    """Tell whether all whom `part` means are meant by `whole`: each of its words is one, or above one, of the part's."""
    wanted = population(whole)
    if wanted == EVERYTHING:
        return True
    table = place_table.current()
    words = population(part).split("/")
    meant = {above.casefold() for word in words for above in table.lineage(word)}
    return meant.issuperset(wanted.casefold().split("/"))


def _parts(written: str) -> list[str]:
    words = (_word(part) for part in _BETWEEN.split(written))
    return [word for word in words if word not in _EVERYBODY]


def _word(part: str) -> str:
    plain = _BLANK_BY_HAN.sub("", unicodedata.normalize("NFKC", part).strip())
    return " ".join(plain.split()).rstrip(_AT_THE_END)


def _no_region(written: str) -> NotKnown:
    like = some(place_table.current().like(written, PlaceKind.REGION))
    return NotKnown(
        say(
            zh=f"区划表中没有“{written}”{'，相近的有：' + like if like else ''}。请写区划表中的名称，或 GB/T 2260 行政区划代码"
            "（2、4 或 6 位；乡镇街道 9 位，村社 12 位），如 330211；不限区域写 *。本区自己的地名由区大数据中心补入区划表（GRAPH_CATALOG_PLACES）。",
            en=f"The table of places has no “{written}”{'; like it: ' + like if like else ''}. Write a name of the table, or a code "
            "of GB/T 2260 (2, 4 or 6 digits; 9 for a town, 12 below it), as 330211; * is everywhere. The data centre adds "
            "places of the district to the table (GRAPH_CATALOG_PLACES).",
        )
    )


def _ambiguous(written: str, found: Sequence[Place]) -> NotKnown:
    table = place_table.current()
    each = some([f"{table.full_name(place.code)} {place.code}" for place in found])
    return NotKnown(
        say(
            zh=f"“{written}”有 {len(found)} 处：{each}。请写代码，或在前面写明上级，如“甬江市东海区”。",
            en=f"“{written}” may be {len(found)} places: {each}. Write the code, or put the place above in front, as 甬江市东海区.",
        )
    )


def _no_population(word: str) -> NotKnown:
    like = some(place_table.current().like(word, PlaceKind.POPULATION))
    return NotKnown(
        say(
            zh=f"人群表中没有“{word}”{'，相近的有：' + like if like else ''}。请用表中的词，以“/”逐层限定，如“户籍人口/老年人”；不限人群写 *。"
            "本区需要的词由区大数据中心补入该表（GRAPH_CATALOG_PLACES）。",
            en=f"The table of populations has no “{word}”{'; like it: ' + like if like else ''}. Use its words, each narrowing "
            "the one before, as 户籍人口/老年人; * is everybody. The data centre adds words to the table (GRAPH_CATALOG_PLACES).",
        )
    )
