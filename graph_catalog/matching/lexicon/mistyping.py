"""What somebody meant who mistyped one character: by sound, by shape, or typed twice."""

from collections.abc import Iterator, Mapping

from graph_catalog.matching.lexicon import initials, sounds

_SHORTEST_BY_INITIAL = 5
"""Characters from which on it is enough that the other character begins alike in pinyin."""

_OPPOSITES = frozenset("不未非无是否前后上下起止始终开结束中截至到届收受授支应实已总净借贷检监查察")
"""Characters that make a word of their own of another: 中止 is no 终止, 检察机关 no 检查机关."""


def open_patterns(spelling: str) -> list[str]:
    """Return `spelling` once for each character, that character left open."""
    return [spelling[:place] + "?" + spelling[place + 1 :] for place in range(len(spelling))]


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether `typed` is `meant` with one other character that is typed for it by sound."""
    pairs = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
    if len(pairs) != 1 or _OPPOSITES.issuperset(pairs[0]):
        return False
    if sounds.are_alike(*pairs[0]):
        return True
    one, other = map(initials.of, pairs[0])
    return len(meant) >= _SHORTEST_BY_INITIAL and one is not None and one == other


def variants(text: str, confusable: Mapping[str, str]) -> Iterator[str]:
    """Yield `text` with each character that looks like another one as that other one, once each.

    And without a character that is typed twice.
    """
    for place, character in enumerate(text):
        for other in confusable.get(character, ""):
            yield text[:place] + other + text[place + 1 :]
        if text[place + 1 : place + 2] == character:
            yield text[:place] + text[place + 1 :]
