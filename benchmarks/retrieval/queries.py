"""The queries: planned fields, and which fields of the catalog are the right finds.

Written before any net was tuned, and not changed since. `answers` are `entry/field`, several apart
by a semicolon, entries that have the same field joined by a plus, `*` for every entry that has it.
The halves: by odd and even places, the first for tuning, the second held out.
"""

import csv
import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from graph_catalog.matching.reading.descriptor import Descriptor

_FOLDER: Final = Path(__file__).parent


@dataclasses.dataclass(frozen=True)
class Query:
    """A planned field, how it differs from what the catalog calls it, and the right finds.

    `answers` are (name of the entry, name of the field). `is_held_out`: of the half that nothing
    was tuned on.
    """

    planned: Descriptor
    kind: str
    answers: frozenset[tuple[str, str]]
    is_held_out: bool

    def in_form(self, form: str) -> "Query":
        """Return the same field in another form, which tells nothing of the subject."""
        return dataclasses.replace(
            self, planned=dataclasses.replace(self.planned, dataset_name=form)
        )


def fields(catalog: Path) -> list[tuple[str, str, str]]:
    """Read the catalog's file: name of the entry, name of the field, provider (empty where not told)."""
    with catalog.open(encoding="utf-8-sig", newline="") as file:
        return [
            (row["dataset_cn"], row["field_cn"], row["provider"]) for row in csv.DictReader(file)
        ]


def read(catalog: Path) -> list[Query]:
    """Read the queries; raises `ValueError` for an answer that the catalog does not have."""
    with catalog.open(encoding="utf-8-sig", newline="") as file:
        of_catalog = [
            (row["dataset_id"], row["dataset_cn"], row["field_cn"]) for row in csv.DictReader(file)
        ]
    with (_FOLDER / "queries.csv").open(encoding="utf-8", newline="") as file:
        return [
            Query(
                Descriptor(
                    name=row["name"], dataset_name=row["form"], column_name=row["column_name"]
                ),
                row["kind"],
                frozenset(_answers(row["answers"], of_catalog)),
                place % 2 == 1,
            )
            for place, row in enumerate(csv.DictReader(file))
        ]


def absent() -> list[Descriptor]:
    """Read planned fields that the catalog has nothing for."""
    with (_FOLDER / "absent.csv").open(encoding="utf-8", newline="") as file:
        return [
            Descriptor(name=row["name"], dataset_name=row["form"]) for row in csv.DictReader(file)
        ]


def _answers(text: str, of_catalog: Iterable[tuple[str, str, str]]) -> Iterable[tuple[str, str]]:
    for answer in text.split(";"):
        entries, _, wanted = answer.partition("/")
        found = [
            (name, field)
            for entry, name, field in of_catalog
            if field == wanted and (entries == "*" or entry in entries.split("+"))
        ]
        if not found:
            raise ValueError(answer)
        yield from found
