"""Which entry on record one of a file is, and what speaks against it: an import never guesses. Pure.

A code says which entry is meant; without one on record, the unit and the name do. Where a row says otherwise of the
entry than the record does, the difference has a name (`IdentityChange`), and whoever imports decides. Where several
entries may be meant, nothing decides but a better file. What is not decided is held back, and with it every row that
would take a name that therefore is not free.
"""

import dataclasses
import graphlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from graph_catalog.entries import import_status
from graph_catalog.identity.rights import OwningUnit
from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.catalog_sheet import SheetEntry
from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.record.references import OnRecord

Wanted = Sequence[tuple[str, SheetEntry]]
"""The entries of a file, each with the key of its provider."""


@dataclasses.dataclass(frozen=True)
class EntryOnRecord(OnRecord):
    """An entry as it stands, the keys of all units that provide or provided it, and its provider and system now."""

    providers: Sequence[str]
    owner: OwningUnit | None
    system: str | None

    @property
    def provider(self) -> str | None:
        """Key of the unit that provides it now."""
        return None if self.owner is None else self.owner.unit

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn."""
        return bool(self.described.get("status") == EntryStatus.WITHDRAWN.value)

    def stands_at(self, unit: str) -> bool:
        """Whether the unit provides it now, and it is not withdrawn: its name there is not free."""
        return self.provider == unit and not self.is_withdrawn


@dataclasses.dataclass(frozen=True)
class Identity:
    """Which entry on record is meant, None for a new one; what the file changes about who it is.

    `rivals`: several that may be meant; then nothing is found. What `needs_approval` is not written.
    """

    found: EntryOnRecord | None = None
    changes: tuple[IdentityChange, ...] = ()
    rivals: tuple[EntryOnRecord, ...] = ()
    needs_approval: bool = False

    @property
    def spoken_of(self) -> Iterator[str]:
        """Keys of the entries on record that the row may speak of."""
        yield from (entry.key for entry in (self.found, *self.rivals) if entry is not None)


_NEW: Final = Identity()


def compare(
    wanted: Wanted, known: Sequence[EntryOnRecord], accepted: Collection[IdentityChange] = ()
) -> list[Identity]:
    """Return for each entry of a file which one it is among those on record.

    `known` holds every entry that bears one of the file's codes, and every one that has one of the file's names and is,
    or was, provided by the unit that the file gives it.
    """
    return _Comparison(wanted, known).identities(frozenset(accepted))


class _Comparison:
    def __init__(self, wanted: Wanted, known: Sequence[EntryOnRecord]) -> None:
        self._wanted = wanted
        by_code = {wording.folded(entry.code): entry for entry in known if entry.code}
        self._coded = [
            by_code.get(wording.folded(entry.code)) if entry.code else None for _, entry in wanted
        ]
        self._claimed = {
            coded.key: index for index, coded in enumerate(self._coded) if coded is not None
        }
        self._named: dict[tuple[str, str], list[EntryOnRecord]] = {}
        for entry in known:
            for unit in entry.providers:
                self._named.setdefault((unit, wording.folded(entry.name)), []).append(entry)

    def identities(self, accepted: frozenset[IdentityChange]) -> list[Identity]:
        found = [self._standing(index) for index in range(len(self._wanted))]
        taken = {key for each in found if each is not None for key in each.spoken_of}
        all_ = [
            self._gone(index, taken) if each is None else each for index, each in enumerate(found)
        ]
        for index, each in enumerate(all_):
            if each.found is not None and import_status.revives(
                self._wanted[index][1].attributes, each.found.described
            ):
                changes = (*each.changes, IdentityChange.REVIVE)
                all_[index] = dataclasses.replace(each, changes=changes)
        # What two rows may mean is neither's: written as one of them, it would leave the other with fewer to choose from.
        meant = Counter(key for each in all_ for key in each.spoken_of)
        for index, each in enumerate(all_):
            if each.found is not None and meant[each.found.key] > 1:
                all_[index] = Identity(rivals=(each.found,))
        return self._held(all_, accepted)

    def _standing(self, index: int) -> Identity | None:
        """Find what bears the code, else what the unit has under the name; None where nothing does."""
        unit, entry = self._wanted[index]
        coded = self._coded[index]
        alike = [each for each in self._alike(index) if each.stands_at(unit)]
        free = [each for each in alike if each.key not in self._claimed]
        if coded is not None:
            changes = tuple(_differences(unit, entry, coded))
            return Identity(rivals=(coded, *free)) if changes and free else Identity(coded, changes)
        if len(free) > 1:
            return Identity(rivals=tuple(free))
        if not free:
            return None
        is_recoded = bool(entry.code and free[0].code)
        return Identity(free[0], (IdentityChange.RECODE,) if is_recoded else ())

    def _gone(self, index: int, taken: Collection[str]) -> Identity:
        """Find what the unit once had under the name: withdrawn, off record, or handed to another unit since.

        Nobody confuses those with an entry of another code.
        """
        unit, entry = self._wanted[index]
        alike = [
            each
            for each in self._alike(index)
            if each.key not in taken and not (entry.code and each.code)
        ]
        withdrawn = [each for each in alike if each.provider == unit]
        off_record = [each for each in alike if each.provider is None]
        if back := withdrawn or off_record:
            return Identity(back[0]) if len(back) == 1 else Identity(rivals=tuple(back))
        away = [each for each in alike if not each.is_withdrawn]
        if len(away) > 1:
            return Identity(rivals=tuple(away))
        return Identity(away[0], (IdentityChange.MOVE,)) if away else _NEW

    def _alike(self, index: int) -> Sequence[EntryOnRecord]:
        unit, entry = self._wanted[index]
        return self._named.get((unit, wording.folded(entry.name)), ())

    def _held(
        self, identities: Sequence[Identity], accepted: frozenset[IdentityChange]
    ) -> list[Identity]:
        """Hold back what is not decided, then what counts on a name that is not given up after all."""
        answers = list(identities)
        givers = {
            index: list(self._given_up(index))
            for index, each in enumerate(answers)
            if not each.rivals and (each.found is None or each.changes)
        }
        # Where names go round, the codes may as well have gone round the other way: no option decides.
        for index in _going_round(givers):
            taken = [entry for _, entry in givers[index]]
            answers[index] = _several(answers[index].found, taken)
        held = [
            index
            for index, each in enumerate(answers)
            if each.rivals or not accepted.issuperset(each.changes)
        ]
        waiting: dict[int, list[tuple[int, EntryOnRecord]]] = {}
        for index in sorted(givers.keys() - set(held)):
            for giver, entry in givers[index]:
                waiting.setdefault(giver, []).append((index, entry))
        while held:
            index = held.pop()
            if answers[index].needs_approval:
                continue
            answers[index] = dataclasses.replace(answers[index], needs_approval=True)
            for waits, entry in waiting.get(index, ()):
                if not answers[waits].needs_approval:
                    answers[waits] = _several(answers[waits].found, [entry])
                    held.append(waits)
        return answers

    def _given_up(self, index: int) -> Iterator[tuple[int, EntryOnRecord]]:
        """Yield the rows by which entries give up the name that this row takes."""
        unit, _ = self._wanted[index]
        for entry in self._alike(index):
            giver = self._claimed.get(entry.key, index)
            if giver != index and entry.stands_at(unit):
                yield giver, entry


def _several(found: EntryOnRecord | None, others: Sequence[EntryOnRecord]) -> Identity:
    return Identity(rivals=(*(() if found is None else (found,)), *others))


def _going_round(givers: Mapping[int, Sequence[tuple[int, EntryOnRecord]]]) -> list[int]:
    """Return the rows that wait, by way of those that give up a name to them, for themselves or for such."""
    sorter = graphlib.TopologicalSorter(
        {index: [giver for giver, _ in of] for index, of in givers.items()}
    )
    with suppress(graphlib.CycleError):  # it says one, and goes on until nothing is left but such
        sorter.prepare()
    left = set(givers)
    while free := sorter.get_ready():
        left.difference_update(free)
        sorter.done(*free)
    return sorted(left)


def _differences(unit: str, entry: SheetEntry, coded: EntryOnRecord) -> Iterator[IdentityChange]:
    """Yield what the file changes about an entry that bears the code it gives."""
    comes_back = coded.provider is None and unit in coded.providers
    if coded.provider != unit and not comes_back:
        yield IdentityChange.MOVE
    if wording.folded(coded.name) != wording.folded(entry.name):
        yield IdentityChange.RENAME_ENTRY


@dataclasses.dataclass(frozen=True)
class Ambiguity:
    """A row that says otherwise than the record who an entry is, or a `field` of it, with both sides.

    `change` is None where several things on record may be meant: no option decides that.
    """

    row: int
    entry: str
    change: IdentityChange | None
    on_record: tuple[str, ...]
    in_file: str
    needs_approval: bool
    field: str | None = None
    may_be: tuple[str, ...] = ()
    """Names of the fields on record that the field may be."""


def ambiguities(
    wanted: Wanted, identities: Sequence[Identity], units: Mapping[str, str]
) -> Iterator[Ambiguity]:
    """Yield what speaks against the identities of a file's entries; `units` are names by key."""
    for (unit, entry), identity in zip(wanted, identities, strict=True):
        sides: list[tuple[IdentityChange | None, tuple[str, ...], str]] = []
        if identity.rivals:
            here = _written(entry.name, entry.code)
            sides.append((None, tuple(_rival(each, unit, units) for each in identity.rivals), here))
        elif (found := identity.found) is not None:
            for change in identity.changes:
                before, after = _sides(change, found, unit, entry, units)
                sides.append((change, (before,), after))
        for what, on_record, in_file in sides:
            held = identity.needs_approval
            yield Ambiguity(entry.row, entry.name, what, on_record, in_file, held)


def _rival(entry: EntryOnRecord, unit: str, units: Mapping[str, str]) -> str:
    written = _written(entry.name, entry.code)
    return written if entry.provider == unit else f"{_unit(entry, units)}·{written}"


def _written(name: str, code: str | None) -> str:
    return f"{name}（{code or '-'}）"


def _unit(entry: EntryOnRecord, units: Mapping[str, str]) -> str:
    return units.get(entry.provider or "", "-")


def _sides(
    change: IdentityChange,
    found: EntryOnRecord,
    unit: str,
    entry: SheetEntry,
    units: Mapping[str, str],
) -> tuple[str, str]:
    """Return what the record and what the file says."""
    if change is IdentityChange.RECODE:
        return found.code or "-", entry.code or "-"
    if change is IdentityChange.MOVE:
        return _unit(found, units), units.get(unit, "-")
    if change is IdentityChange.REVIVE:
        return say(zh="已撤回", en="withdrawn"), say(zh="有此条目", en="has it")
    return found.name, entry.name
