"""How a catalog file is imported, and what came of it."""

import dataclasses
from collections.abc import Callable, Mapping

from graph_catalog.entries.imports.import_identity import Ambiguity
from graph_catalog.entries.imports.import_missing import AbsentEntry, WithdrawMissing
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.model.import_arguments import ON_COMMAND_LINE, ImportArguments


@dataclasses.dataclass(frozen=True)
class ImportOptions:
    """How to import: `unit` (name or credit code) provides the rows that name no provider.

    `create_units` puts units on record that are not; otherwise they are problems. `is_dry_run`
    checks and counts everything and writes nothing. `accepted` says which changes of identity are meant; rows with
    others are held back. `withdraw_missing` ends what the file no longer has. `arguments` is what the caller calls these.
    """

    unit: str | None = None
    create_units: bool = False
    is_dry_run: bool = False
    accepted: frozenset[IdentityChange] = frozenset()
    withdraw_missing: WithdrawMissing | None = None
    arguments: ImportArguments = ON_COMMAND_LINE


@dataclasses.dataclass(frozen=True)
class UnfinishedEntry:
    """An entry that arrived as a draft, and what it lacks before it may be published."""

    name: str
    row: int
    lacks: str


@dataclasses.dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do.

    `revision` records it, None for a dry run; without `changed` it is the newest there was. `missing` are the entries
    of the file's units that the file does not have; `are_withdrawn` says that they are withdrawn for it.
    """

    revision: int | None
    changed: bool
    counts: Mapping[str, int]
    warnings: tuple[str, ...]
    unfinished: tuple[UnfinishedEntry, ...]
    ambiguities: tuple[Ambiguity, ...] = ()
    missing: tuple[AbsentEntry, ...] = ()
    are_withdrawn: bool = False


Progress = Callable[[int], None]
"""Told how many rows are written so far."""
