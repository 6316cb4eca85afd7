"""The lexicon: object classes, roles, elements and how people write them, to be looked up.

The words themselves are files (`graph_catalog/lexicon/`, its README says how to read and extend
them). A lexicon is built once and never changes; `hash` tells two versions apart, so that an
alignment can say by which it was made.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from graph_catalog.matching.lexicon import initials
from graph_catalog.matching.lexicon.entries import (
    ClassKind,
    Contents,
    LexiconElement,
    ObjectClass,
    RoleKind,
    RoleWord,
    near_words_of,
)
from graph_catalog.matching.lexicon.files import read_contents
from graph_catalog.matching.lexicon.mistyping import open_patterns
from graph_catalog.matching.lexicon.spelling import compact, normalise

SHORTEST_WITH_TYPO = 4
"""Characters below which one other character is another word."""

SHORTEST_ABBREVIATED = 5
"""Characters below which a spelling leaves nothing out."""

SHORTEST_INITIALS = 4
"""Letters below which initials say nothing: xm is 姓名, 项目 and 学名."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word in front of an attribute can stand for.

    An object class or a role (or, with neither, filling).
    """

    object_class: str = ""
    role: str = ""


class Lexicon:
    """All words, with their indexes.

    Names of classes, roles and elements are those of the files.
    """

    def __init__(self, contents: Contents) -> None:
        self.hash: str = contents.hash
        self.classes: Mapping[str, ObjectClass] = contents.classes
        self.roles: Mapping[str, RoleWord] = contents.roles
        self.elements: Mapping[str, LexiconElement] = contents.elements
        self.words = contents.words
        self._near = near_words_of(contents.words)
        self.lineage: Mapping[str, tuple[str, ...]] = {
            name: _lineage(name, contents.classes) for name in contents.classes
        }
        self.by_scheme = frozenset(
            name
            for name, line in self.lineage.items()
            if any(self.classes[above].by_scheme for above in line)
        )
        """Classes under which each scheme has data of its own."""
        self.general = frozenset(
            parent for entry in self.classes.values() if entry.merges for parent in entry.parents
        )
        """Classes that others merge into: persons, firms, projects."""
        self.vocabulary = self._vocabulary()
        self.longest_word = max(map(len, self.vocabulary), default=0)
        self.titles = self._titles()
        self.longest_title = max(map(len, self.titles), default=0)
        self.names = {code: self.fold(entry.attribute) for code, entry in contents.elements.items()}
        """The attribute of each element, folded as spellings are."""
        self.spellings = _index(
            (self.fold(spelling), element)
            for element in contents.elements.values()
            for spelling in element.spellings
        )
        self.longest_spelling = max(map(len, self.spellings), default=0)
        self.columns = _index(
            (column, element)
            for element in contents.elements.values()
            for column in element.columns
        )

    def element(self, code: str) -> LexiconElement:
        """Return the element with this code; a `KeyError` is the caller's mistake."""
        return self.elements[code]

    def fold(self, spelling: str) -> str:
        """Return a spelling with its last word in the one way to write it."""
        return self.words.fold(spelling)

    def loosen(self, spelling: str, *, is_listed: bool = False) -> str:
        """Return a folded spelling with near words made one: 注册资金 and 注册资本 become equal.

        Words that say little are left out, but not of what the lexicon lists: 产品信息 may mean
        产品, and is not thereby a 主要产品.
        """

        def near(found: re.Match[str]) -> str:
            word = self.words.near_words.get(found[0], found[0])
            return found[0] if is_listed and not word and len(found[0]) > 1 else word

        return self._near.sub(near, spelling)

    @cached_property
    def loose(self) -> Mapping[str, tuple[LexiconElement, ...]]:
        """Elements by their loosened spellings.

        What two attributes of one class would share, is neither's.
        """
        found = _index(
            (loosened, element)
            for element in self.elements.values()
            for spelling in element.spellings
            if len(loosened := self.loosen(self.fold(spelling), is_listed=True)) > 1
        )
        return {
            spelling: clear
            for spelling, elements in found.items()
            if (clear := _one_a_class(elements))
        }

    @cached_property
    def abbreviable(self) -> Mapping[str, tuple[str, ...]]:
        """Spellings long enough to be shortened, by their last character."""
        return _index(
            (spelling[-1], spelling)
            for spelling in self.spellings
            if len(spelling) >= SHORTEST_ABBREVIATED
        )

    def is_within(self, name: str, ancestor: str) -> int | None:
        """Return how many generations class `name` is below `ancestor`, None if not at all."""
        lineage = self.lineage[name]
        return lineage.index(ancestor) if ancestor in lineage else None

    def party(self, name: str) -> str:
        """Return whose data a dataset about class `name` carries beside its own."""
        return next(
            (party for above in self.lineage[name] if (party := self.classes[above].party)), ""
        )

    @cached_property
    def mistyped(self) -> Mapping[str, tuple[str, ...]]:
        """Spellings, as listed and folded, by every pattern with one character left open."""
        listed = (
            spelling
            for element in self.elements.values()
            for written in element.spellings
            for spelling in (compact(normalise(written)), self.fold(written))
        )
        return _index(
            (pattern, spelling)
            for spelling in listed
            if len(spelling) >= SHORTEST_WITH_TYPO
            for pattern in open_patterns(spelling)
        )

    @cached_property
    def initials(self) -> Mapping[str, tuple[LexiconElement, ...]]:
        """Elements by the initials of their spellings, if long enough to mean something."""
        return _index(
            (letters, element)
            for element in self.elements.values()
            for spelling in element.spellings
            for letters in initials.all_of(compact(normalise(spelling)))
            if len(letters) >= SHORTEST_INITIALS
        )

    @cached_property
    def word_initials(self) -> Mapping[str, Meaning]:
        """Words in front of an attribute by their initials, as columns have them: jhr for 监护人.

        Letters that two roles, or two classes of persons or bodies, would share are neither's; a role
        comes before a class.
        """
        roles = _index(
            (letters, Meaning(role=role.name))
            for role in self.roles.values()
            if role.kind in {RoleKind.PERSON, RoleKind.PLACE}
            for word in role.words
            for letters in initials.all_of(word)
        )
        classes = _index(
            (letters, Meaning(object_class=entry.name))
            for entry in self.classes.values()
            if entry.kind in {ClassKind.PERSON, ClassKind.ORGANISATION}
            for word in entry.field_words
            for letters in initials.all_of(word)
        )
        return {
            letters: meanings[0]
            for letters, meanings in (classes | roles).items()
            if len(letters) > 1 and len(meanings) == 1
        }

    def _vocabulary(self) -> Mapping[str, tuple[Meaning, ...]]:
        pairs = [
            (word, Meaning(object_class=entry.name))
            for entry in self.classes.values()
            for word in entry.field_words
        ]
        pairs += [
            (word, Meaning(role=role.name)) for role in self.roles.values() for word in role.words
        ]
        pairs += [(word, Meaning()) for word in self.words.fillers]
        return _index(pairs)

    def _titles(self) -> Mapping[str, tuple[Meaning, ...]]:
        pairs = [
            (word, Meaning(object_class=entry.name))
            for entry in self.classes.values()
            for word in entry.title_words
        ]
        # A list of guardians is about persons in that role; an organisation's role in a title is
        # the list's publisher.
        pairs += [
            (word, Meaning(role=role.name))
            for role in self.roles.values()
            if role.kind is RoleKind.PERSON
            for word in role.words
            if len(word) > 2  # noqa: PLR2004 - 法人 and 家长 in a title mean the class
        ]
        # 知识产权 is no 产权: words that only hide others.
        pairs += [(word, Meaning()) for word in self.words.title_skips]
        return _index(pairs)


_in_use: list[Lexicon] = []


def use(extra: Path | None) -> None:
    """Read a district's own files as well from now on, for the whole process; None: ours alone.

    Raises `LexiconError` as `load` does, and stays with the lexicon that was in use.
    """
    _in_use[:] = [_ours() if extra is None else load(extra)]


def current() -> Lexicon:
    """Return the lexicon in use: as it comes with the program, and what `use` put on top."""
    return _in_use[0] if _in_use else _ours()


def load(extra: Path | None = None) -> Lexicon:
    """Read the lexicon, and a district's own files on top of it.

    `extra` is a folder laid out like ours, or one file of elements.

    Raises `LexiconError` with file and line for whatever the files contradict.
    """
    return Lexicon(read_contents(extra))


@cache
def _ours() -> Lexicon:
    return load()


_Value = TypeVar("_Value")


def _index(pairs: Iterable[tuple[str, _Value]]) -> dict[str, tuple[_Value, ...]]:
    found: dict[str, dict[_Value, None]] = {}
    for word, value in pairs:
        found.setdefault(word, {})[value] = None
    return {word: tuple(values) for word, values in found.items()}


def _one_a_class(elements: tuple[LexiconElement, ...]) -> tuple[LexiconElement, ...]:
    owners = [element.object_class for element in elements]
    return tuple(element for element in elements if owners.count(element.object_class) == 1)


def _lineage(name: str, classes: Mapping[str, ObjectClass]) -> tuple[str, ...]:
    """Return the class and its ancestors, nearest first."""
    found = [name]
    for above in found:
        found += [parent for parent in classes[above].parents if parent not in found]
    return tuple(found)
