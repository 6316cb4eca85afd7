"""Datasets of an event and their facets: schema, columns' origins, other names, owners, what became of them."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from graph_catalog.language import say
from graph_catalog.lineage.intake.openlineage import column_lineage, limits
from graph_catalog.lineage.intake.openlineage.part import EventPart
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Lifecycle,
    SeenColumn,
    SeenDataset,
    SeenEdge,
)

_Seen = TypeVar("_Seen")
_OF_NO_CONSEQUENCE: Final = frozenset({"CREATE", "ALTER", "OVERWRITE"})
"""Changes that leave a dataset what it is: that it is there, and with which columns, is told anyway."""


def read_input(part: EventPart) -> SeenDataset:
    """Read a dataset that a job read; raises `RefusedEventError`."""
    name = DatasetName(part.name("namespace"), part.name("name"))
    lifecycle, renamed_from = _lifecycle(part)
    return SeenDataset(
        name,
        aliases=_aliases(part, name),
        columns=tuple(_columns(part).values()),
        description=_description(part),
        owners=_owners(part),
        lifecycle=lifecycle,
        renamed_from=renamed_from,
    )


def read_output(part: EventPart, room: int) -> SeenDataset:
    """Read a dataset that a job wrote, with at most `room` edges into it; raises `RefusedEventError`."""
    dataset = read_input(part)
    columns = {column.name: column for column in dataset.columns}
    for name in column_lineage.made_columns(part):
        columns.setdefault(name, SeenColumn(name))
    _check_columns(part, len(columns))
    edges = column_lineage.read(part, tuple(columns), room)
    return dataclasses.replace(dataset, columns=tuple(columns.values()), edges=edges)


def merged(datasets: Iterable[SeenDataset]) -> tuple[SeenDataset, ...]:
    """Return each dataset once, with all that is said of it; of two that contradict, the first counts."""
    found: dict[DatasetName, SeenDataset] = {}
    for dataset in datasets:
        known = found.get(dataset.name)
        found[dataset.name] = dataset if known is None else _one(known, dataset)
    return tuple(found.values())


def unlisted_sources(
    outputs: Iterable[SeenDataset], inputs: Iterable[SeenDataset]
) -> list[SeenDataset]:
    """Return the datasets that only edges name: they were read as well, though nothing else is known of them.

    A dataset that the event writes is not among them: that it is updated from itself makes it nobody's input.
    """
    outputs = tuple(outputs)
    listed = {dataset.name for dataset in (*inputs, *outputs)}
    sources = (edge.source for output in outputs for edge in output.edges or ())
    return [SeenDataset(name) for name in dict.fromkeys(sources) if name not in listed]


def _one(first: SeenDataset, second: SeenDataset) -> SeenDataset:
    columns = {column.name: column for column in (*second.columns, *first.columns)}
    order = dict.fromkeys(column.name for column in (*first.columns, *second.columns))
    return dataclasses.replace(
        first,
        aliases=tuple(dict.fromkeys((*first.aliases, *second.aliases))),
        columns=tuple(columns[name] for name in order),
        description=first.description or second.description,
        owners=tuple(dict.fromkeys((*first.owners, *second.owners))),
        lifecycle=first.lifecycle or second.lifecycle,
        renamed_from=first.renamed_from or second.renamed_from,
        edges=_edges(first.edges, second.edges),
    )


def _edges(
    first: Sequence[SeenEdge] | None, second: Sequence[SeenEdge] | None
) -> tuple[SeenEdge, ...] | None:
    if first is None or second is None:
        either = second if first is None else first
        return None if either is None else tuple(either)
    found = {(edge.target, edge.source, edge.column, edge.kind): edge for edge in (*second, *first)}
    return tuple(found.values())


def _columns(dataset: EventPart) -> dict[str, SeenColumn]:
    """Return the columns that the schema facet tells, those within others by their path: address.city."""
    facet = dataset.facet("schema")
    found: dict[str, SeenColumn] = {}
    seen = 0
    waiting: list[tuple[str, Iterator[EventPart]]] = (
        [] if facet is None else [("", facet.items("fields"))]
    )
    while waiting:
        above, fields = waiting[-1]
        field = next(fields, None)
        if field is None:
            waiting.pop()
            continue
        seen += 1
        _check_columns(dataset, seen)
        name = field.optional_name("name")
        if name is None:
            continue
        if above:
            name = dataclasses.replace(field, value=f"{above}.{name}").as_name()
        found.setdefault(name, SeenColumn(name, field.text("type"), field.text("description")))
        waiting.append((name, field.items("fields")))
    return found


def _check_columns(dataset: EventPart, count: int) -> None:
    if count > limits.COLUMNS:
        dataset.refuse(
            zh=f"一个数据集最多 {limits.COLUMNS} 列（含嵌套列）。请核对发送工具。",
            en=f"One dataset may have {limits.COLUMNS} columns, nested ones counted. Check the sender.",
        )


def _aliases(dataset: EventPart, own: DatasetName) -> tuple[DatasetName, ...]:
    facet = dataset.facet("symlinks")
    if facet is None:
        return ()
    names = (identifier.dataset_name() for identifier in facet.items("identifiers"))
    return _kept(facet, [name for name in names if name not in {None, own}])


def _owners(dataset: EventPart) -> tuple[str, ...]:
    facet = dataset.facet("ownership")
    if facet is None:
        return ()
    return _kept(facet, [owner.text("name") for owner in facet.items("owners")])


def _description(dataset: EventPart) -> str | None:
    facet = dataset.facet("documentation")
    return None if facet is None else facet.text("description")


def _lifecycle(dataset: EventPart) -> tuple[Lifecycle | None, DatasetName | None]:
    """Return what became of a dataset, and of which other it is the new name."""
    facet = dataset.facet("lifecycleStateChange")
    change = None if facet is None else facet.text("lifecycleStateChange")
    if facet is None or change is None or change.upper() in _OF_NO_CONSEQUENCE:
        return None, None
    try:
        lifecycle = Lifecycle(change.upper())
    except ValueError:
        facet.lose(say(zh="状态变化不明，已略过。", en="the change of state is unknown; left out."))
        return None, None
    if lifecycle is not Lifecycle.RENAME:
        return lifecycle, None
    previous = facet.get("previousIdentifier")
    old = previous.dataset_name() if previous is not None and previous.is_object() else None
    if old is None:
        facet.lose(
            say(
                zh="改名未说明原名称，按未改名登记。",
                en="it does not say what was renamed; recorded as no rename.",
            )
        )
        return None, None
    return lifecycle, old


def _kept(facet: EventPart, seen: Sequence[_Seen | None]) -> tuple[_Seen, ...]:
    """Return what was told, each once, as far as `limits.ALIASES` go; what is beyond is a loss."""
    found = tuple(dict.fromkeys(each for each in seen if each is not None))
    if len(found) > limits.ALIASES:
        facet.lose(
            say(
                zh=f"只保留前 {limits.ALIASES} 个。", en=f"only {limits.ALIASES} of them were kept."
            )
        )
    return found[: limits.ALIASES]
