"""The three nets over descriptions in memory: what the store's indexes would catch, without a store.

Vectors and initials are as in the store. In place of the full-text index stands what that net's
catch is judged by in the end, the share of common characters.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from graph_catalog import embedding
from graph_catalog.matching import nearby
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.nearby import NearbyWording, RetrievalHit
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method

_MOST_HITS: Final = 24
"""Spellings that a net gives for a field, as in the store."""


class NetsInMemory:
    """The nets, hung once over all spellings on record. Needs the model."""

    def __init__(self, recorded: Sequence[tuple[Descriptor, DatumKey]], known: Lexicon) -> None:
        import numpy as np  # noqa: PLC0415 - of the extra [nets]

        spelled: dict[tuple[str, str], tuple[NearbyWording, DatumKey]] = {}
        for descriptor, datum in recorded:
            worded = nearby.wording(descriptor, datum, known)
            if worded.name:
                spelled.setdefault((datum.key, worded.name), (worded, datum))
        self._spelled = [spelled[key] for key in sorted(spelled)]
        self._vectors = np.array([_vector(worded) for worded, _ in self._spelled])

    def hit(self, planned: NearbyWording) -> list[RetrievalHit]:
        """Return what all nets catch for a planned field, of each the nearest first."""
        if not planned.name:
            return []
        return [*self._by_vector(planned), *self._by_initials(planned), *self._by_text(planned)]

    def _by_vector(self, planned: NearbyWording) -> list[RetrievalHit]:
        import numpy as np  # noqa: PLC0415 - of the extra [nets]

        near = (self._vectors @ np.array(_vector(planned))).tolist()
        return self._nearest(Method.VECTOR, dict(enumerate(near)))

    def _by_initials(self, planned: NearbyWording) -> list[RetrievalHit]:
        letters = nearby.letters(planned)
        found = {
            place: 1.0
            for place, (worded, _) in enumerate(self._spelled)
            if letters and letters in {worded.initials, worded.column}
        }
        return self._nearest(Method.INITIALS, found)

    def _by_text(self, planned: NearbyWording) -> list[RetrievalHit]:
        pairs = _pairs(planned.name)
        found = {
            place: SequenceMatcher(None, planned.name, worded.name, autojunk=False).ratio()
            for place, (worded, _) in enumerate(self._spelled)
            if pairs & _pairs(worded.name)
        }
        return self._nearest(Method.TEXT, found)

    def _nearest(self, net: Method, likeness: dict[int, float]) -> list[RetrievalHit]:
        nearest = sorted(likeness, key=lambda place: (-likeness[place], place))[:_MOST_HITS]
        return [
            RetrievalHit(
                self._spelled[place][1], self._spelled[place][0].name, net, likeness[place]
            )
            for place in nearest
        ]


def _pairs(name: str) -> set[str]:
    return {name[place : place + 2] for place in range(len(name) - 1)}


def _vector(worded: NearbyWording) -> embedding.Vector:
    encoder = embedding.current()
    if encoder is None:
        raise RuntimeError("the vector net has no model")  # noqa: EM101, TRY003 - a caller's mistake
    return nearby.joint(encoder.encode(worded.texts))
