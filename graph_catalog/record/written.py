"""What a revision wrote, as hashes: so that what stands in the store can be compared with the audit log later.

A revision describes things (new or anew), opens dated facts, and closes some. Each of these has a hash over its
canonical JSON; the revision's entry in the log holds one digest over all of them. Whoever reads the store comes to the
same hashes: of a thing and of each of its states, by their `rev_from`; of a fact by its `rev_from` and, once it is
closed, by its `rev_to`.
"""

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from graph_catalog.graph.engine import Row
from graph_catalog.model.canonical import canonical
from graph_catalog.model.enums.nodes import NodeKind

CHANGED_IN_PLACE: Final[Mapping[str, str]] = {
    "rev_to": "set when the description or the fact is closed",
    "live_code": "what a description bears only while it is the newest",
    "former_names": "what a unit is found by besides its name, computed from its states",
    "past_code": "what a past description is found by, computed from its code",
    "live_key": "what a fact bears only while it is on record and open",
    "last_confirmed": "a derivation that was found to hold still: operational, of no revision",
    "confirmed_by": "who found it: operational, of no revision",
    "unseen_by": "the unit that is not told what its tools said: lifted once it may see it, of no revision",
}
"""Properties that are no part of what a revision wrote, and why."""

OUTSIDE_THE_LOG: Final[Mapping[str, str]] = {
    "alignment/reach": "how far the program has aligned the fields; what it aligned is in the log",
    "audit/append": "the log itself",
    "audit/lock_head": "the lock of all writers",
    "audit/set_aside": "a refusal that the log is told of next",
    "audit/take_aside": "as audit/set_aside",
    "lineage/recording/confirm_edge": "that a derivation was found to hold still; it changes no answer but that date",
    "lineage/recording/call": "what tools call datasets: how their events are read, no content of the catalog",
    "lineage/recording/confirm": "as lineage/recording/confirm_edge",
    "lineage/recording/keep_observations": "what runs saw: operational, grows with every run",
    "lineage/recording/keep_runs": "how runs of jobs stand: operational, changes with every event",
    "lineage/recording/unveil": "that a unit may see by now what its tools spoke of: it changes who is told, not what is on record",
    "alignment/embed": "vectors of spellings, computed from them by the program",
    "alignment/record": "how data are spelled, computed from the fields by the program",
    "store/advance": "the format of the store",
    "store/claim": "the mark of the store",
    "store/wipe": "empties a store of tests",
}
"""Files that write what no entry of the log has a digest of, and why."""

IN_THE_LOG: Final = frozenset(
    {"entity/register", "entity/revise", "record/add_facts", "record/supersede"}
)
"""Files that write what the digests are over."""

_WHOLES: Final[Mapping[str, tuple[str, NodeKind]]] = {
    "HOLDS": ("end", NodeKind.DATASET),
    "PROVIDES": ("end", NodeKind.DATASET),
    "OPERATES": ("end", NodeKind.SYSTEM),
    "UNDERTAKES": ("end", NodeKind.PROJECT),
    "COVERS": ("start", NodeKind.AGREEMENT),
    "GRANTED_TO": ("start", NodeKind.AGREEMENT),
}
"""Facts that are part of what a thing is, and at which end of them it is."""
_MOST_MARKS: Final = 200
_MOST_TOUCHED: Final = 100
_MARK: Final = 8


@dataclasses.dataclass
class Written:
    """What a change has written so far."""

    hashes: Counter[str] = dataclasses.field(default_factory=Counter)
    touched: list[str] = dataclasses.field(default_factory=list)
    """Keys of things that were described, so far as an entry says them; a job is nothing that one can look up."""
    datasets: set[str] = dataclasses.field(default_factory=set)
    """Keys of datasets that were described, given or taken: what follows from them is to be asked anew."""
    fields: set[str] = dataclasses.field(default_factory=set)
    """The same of fields: described, put into or taken out of a dataset, aligned."""
    described: dict[str, NodeKind] = dataclasses.field(default_factory=dict)
    """What was described, by key, with its kind."""
    moved: dict[str, str] = dataclasses.field(default_factory=dict)
    """Keys of fields that were put into a dataset or taken out of it, with the dataset's."""
    wholes: dict[str, NodeKind] = dataclasses.field(default_factory=dict)
    """What got or lost a part, or a place, by key: that it is another than before its own description does not tell."""
    _closed: set[str] = dataclasses.field(default_factory=set)

    def describes(self, described: Iterable[Mapping[str, Any]]) -> None:
        """Note descriptions, as they stand on things."""
        for each in described:
            self.hashes[of_description(each)] += 1
            self._concerns(each["label"], each["key"])
            self.described[each["key"]] = NodeKind(each["label"])
            if len(self.touched) < _MOST_TOUCHED and each["label"] != NodeKind.JOB.value:
                self.touched.append(each["key"])

    def opens(self, facts: Iterable[Row]) -> None:
        """Note facts that are on record from now on: type, start, end and properties of each."""
        for fact in facts:
            self.hashes[of_opened(fact)] += 1
            self._moves(fact)

    def closes(self, facts: Iterable[Row]) -> None:
        """Note facts that are on record no more, each once, by its `id` in the store.

        One that this change itself had put there (`was_ours`) was never on record.
        """
        for fact in facts:
            if fact["id"] in self._closed:
                continue
            self._moves(fact)
            if fact["was_ours"]:
                self.hashes -= Counter([of_opened(fact)])
            else:
                self._closed.add(fact["id"])
                self.hashes[of_closed(fact)] += 1

    def _concerns(self, label: str, key: str) -> None:
        if label == NodeKind.DATASET.value:
            self.datasets.add(key)
        elif label == NodeKind.FIELD.value:
            self.fields.add(key)

    def _moves(self, fact: Row) -> None:
        if fact["type"] in _WHOLES:
            end, kind = _WHOLES[fact["type"]]
            self.wholes[fact[end]] = kind
        if fact["type"] == "PROVIDES":
            self.datasets.add(fact["end"])
        elif fact["type"] == "HAS_FIELD":
            self.fields.add(fact["end"])
            self.moved[fact["end"]] = fact["start"]
        elif fact["type"] == "DENOTES":
            self.fields.add(fact["start"])

    def row(self) -> Row:
        """Return it as its entry in the log says it."""
        hashes = [*self.hashes.elements()]
        return {
            "wrote": len(hashes),
            "wrote_hash": digest(hashes),
            "wrote_marks": marks(hashes),
            "touched": list(dict.fromkeys(self.touched)),
        }


def digest(hashes: Iterable[str]) -> str:
    """Return one hash for all that a revision wrote, in whatever order."""
    return hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()


def marks(hashes: Iterable[str]) -> str:
    """Return the beginnings of the hashes, by which one that differs is found; of a bulk import, none."""
    together = sorted(hashes)
    return "".join(each[:_MARK] for each in together) if len(together) <= _MOST_MARKS else ""


def is_marked(hash_: str, marked: str) -> bool:
    """Whether a hash is among those that an entry has the beginnings of."""
    return any(marked[at : at + _MARK] == hash_[:_MARK] for at in range(0, len(marked), _MARK))


def of_description(properties: Mapping[str, Any]) -> str:
    """Return the hash of a description, on a thing or on a state of it."""
    return hash_of(["described", _lasting(properties)])


def of_opened(fact: Mapping[str, Any]) -> str:
    """Return the hash of a fact that came on record."""
    return hash_of(["opened", *_fact(fact)])


def of_closed(fact: Mapping[str, Any]) -> str:
    """Return the hash of a fact that went off record."""
    return hash_of(["closed", *_fact(fact)])


def _fact(fact: Mapping[str, Any]) -> list[object]:
    return [fact["type"], fact["start"], fact["end"], _lasting(fact["properties"])]


def _lasting(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in properties.items()
        if value is not None and name not in CHANGED_IN_PLACE
    }


def hash_of(said: object) -> str:
    """Return the hash of what was written, or of what stands there."""
    try:
        text = canonical(said)
    except TypeError:
        # Of a kind that the program never writes, a point or a duration: put there by somebody else.
        text = repr(said)
    return hashlib.sha256(text.encode()).hexdigest()
