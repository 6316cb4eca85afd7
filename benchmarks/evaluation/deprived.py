"""Lexicons that do not know a concept: how the rules do on what nobody foresaw.

The lexicon was written by somebody who had seen the shared pairs. To measure what it does with
others, each pair is compared by a lexicon that lacks what the whole file has of the pair's concepts
(cross-validation over concepts, never over pairs).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from benchmarks.evaluation.pairs import Pair
from graph_catalog.matching.lexicon.entries import Contents, LexiconElement
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.lexicon.spelling import spell
from graph_catalog.matching.reading.align import align


class Lack(Enum):
    """What a lexicon lacks of the concepts of a pair."""

    SYNONYMS = "synonyms"
    """Every listed spelling that the file uses, but for the standard's own name."""
    SPELLINGS = "spellings"
    """Every listed spelling that the file uses."""
    ELEMENTS = "elements"
    """The elements, with all that is listed for them."""


class Deprived:
    """Lexicons that each lack a part of the concepts of the file, and compare the pairs of that part.

    `parts` tells to which part a pair belongs; no concept is of two parts.
    """

    def __init__(
        self, contents: Contents, pairs: Sequence[Pair], parts: Mapping[Pair, int], lack: Lack
    ) -> None:
        self._contents = contents
        self._full = Lexicon(contents)
        self._lack = lack
        self._parts = parts
        self._made: dict[int, Lexicon] = {}
        self._names: dict[str, set[str]] = {}
        """Endings of all names in the file that are read as an element, by its code."""
        self._codes: dict[int, set[str]] = {}
        for pair in pairs:
            for side in (pair.a, pair.b):
                if code := align(side, self._full).datum.element_code:
                    self._codes.setdefault(parts[pair], set()).add(code)
                    self._names.setdefault(code, set()).update(self._endings(side.name))

    def __call__(self, pair: Pair) -> Lexicon:
        """Return the lexicon that does not know the concepts of this pair."""
        part = self._parts[pair]
        if part not in self._made:
            elements = self._without(self._codes.get(part, ()))
            self._made[part] = Lexicon(replace(self._contents, elements=elements))
        return self._made[part]

    def _without(self, codes: Collection[str]) -> dict[str, LexiconElement]:
        elements = dict(self._contents.elements)
        for code in codes:
            if self._lack is Lack.ELEMENTS:
                del elements[code]
                continue
            entry = elements[code]
            kept = [one for one in entry.synonyms if not self._is_used(one, code)]
            attribute = entry.attribute
            if self._lack is Lack.SPELLINGS and self._is_used(attribute, code):
                # It must be called something; nobody writes its code.
                attribute = kept.pop(0) if kept else code
            elements[code] = replace(entry, attribute=attribute, synonyms=tuple(kept))
        return elements

    def _is_used(self, spelling: str, code: str) -> bool:
        folded = self._full.fold(spelling)
        return any(name.endswith(folded) for name in self._names[code])

    def _endings(self, name: str) -> set[str]:
        """Return the ways in which a name's attribute may end, folded as spellings are.

        With and without brackets, code and name forms, and noise.
        """
        read, words = spell(name), self._contents.words
        names = {read.main, read.joined, *read.brackets}
        forms = (*words.code_forms, *words.name_forms, *words.noise_tails)
        names |= {one.removesuffix(form) for one in names for form in forms if one != form}
        return {self._full.fold(one) for one in names}
