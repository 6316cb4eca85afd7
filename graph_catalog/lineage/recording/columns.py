"""The fields that columns told by tools are; what an entry or table has not yet becomes a field of it, marked so."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from graph_catalog.alignment import alignment
from graph_catalog.lineage.pure.observations import SeenColumn
from graph_catalog.lineage.recording import declared as declared_lineage
from graph_catalog.model.enums.entries import Listing
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys, record
from graph_catalog.record.change import Change


@dataclasses.dataclass
class Columns:
    """The fields of datasets, by what tools may call them."""

    by_name: dict[tuple[str, str], str] = dataclasses.field(default_factory=dict)
    """Key of the field by key of the dataset and the column's name, folded."""
    fields: dict[str, dict[str, None]] = dataclasses.field(default_factory=dict)
    """Keys of the fields of each dataset."""

    def find(self, dataset: str, column: str) -> str | None:
        """Return the field that a tool calls so; None where the dataset has none of the name."""
        return self.by_name.get((dataset, folded(column)))

    def add(self, dataset: str, field: str, *names: str | None) -> None:
        """Let names mean a field, where they mean none yet."""
        self.fields.setdefault(dataset, {})[field] = None
        for name in names:
            if name:
                self.by_name.setdefault((dataset, folded(name)), field)


def folded(column: str) -> str:
    """Return a column's name as it is compared: without case, for tools write it as they like."""
    return column.strip().casefold()


async def read(change: Change, datasets: Iterable[str]) -> Columns:
    """Return the fields on record of datasets; a column's name goes before another's display name."""
    found = Columns()
    rows = (await change.run("lineage/recording/columns", datasets=sorted(datasets)))["columns"]
    for row in rows:
        found.add(row["dataset"], row["key"], row["column_name"])
    for row in rows:
        found.add(row["dataset"], row["key"], row["name"])
    return found


async def complete(
    change: Change, columns: Columns, seen: Mapping[str, Sequence[SeenColumn]]
) -> list[str]:
    """Register what datasets (keys) were seen to have and have not on record; return the dataset of each such field.

    Such a field is derived from something, for all that is known, and is marked as not in the catalog (`listing`).
    """
    news: dict[str, tuple[str, SeenColumn]] = {}
    for dataset, columns_of_it in sorted(seen.items()):
        for column in columns_of_it:
            if columns.find(dataset, column.name) is None:
                key = keys.mint(NodeKind.FIELD, dataset, "seen", folded(column.name))
                news[key] = dataset, column
                columns.add(dataset, key, column.name)
    taken = await record.current(change, news)
    new = {key: columns_of_it for key, columns_of_it in news.items() if key not in taken}
    await record.register(
        change,
        [
            record.NewEntity(NodeKind.FIELD, key, _attributes(column, len(columns.fields[dataset])))
            for key, (dataset, column) in new.items()
        ],
    )
    facts = [
        record.Fact("HAS_FIELD", dataset, key, f"HAS_FIELD|{key}", key)
        for key, (dataset, _) in news.items()
    ]
    await record.assert_facts(change, facts)
    by_dataset: dict[str, list[str]] = {}
    for key, (dataset, _) in news.items():
        by_dataset.setdefault(dataset, []).append(key)
    if by_dataset:
        await declared_lineage.extend_to_new_fields(change, by_dataset)
        placed = (await change.run("alignment/placed", keys=sorted(news)))["fields"]
        await alignment.align_fields(change, [alignment.PlacedField.read(row) for row in placed])
    return [dataset for dataset, _ in news.values()]


def _attributes(column: SeenColumn, position: int) -> dict[str, object]:
    return {
        "name": column.name,
        "column_name": column.name,
        "data_type": column.data_type,
        "description": column.description,
        "position": position,
        "acquisition": Acquisition.UNKNOWN,
        "listing": Listing.UNLISTED,
    }
