"""ColumnLineageDatasetFacet (1-0-0 to 1-2-0) into edges: what each column of a dataset written was made from."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph_catalog.language import say
from graph_catalog.lineage.intake.openlineage import limits
from graph_catalog.lineage.intake.openlineage.part import EventPart
from graph_catalog.lineage.pure.observations import DatasetName, SeenEdge
from graph_catalog.model.enums.lineage import LineageKind

_SUBTYPES: Final[Mapping[str, Mapping[str, LineageKind]]] = {
    "DIRECT": {
        kind.value: kind
        for kind in (LineageKind.IDENTITY, LineageKind.TRANSFORMATION, LineageKind.AGGREGATION)
    },
    "INDIRECT": {kind.value: kind for kind in LineageKind if kind.is_indirect},
}
_UNTOLD: Final[Mapping[str, LineageKind]] = {
    "DIRECT": LineageKind.TRANSFORMATION,
    "INDIRECT": LineageKind.CONDITIONAL,
}
"""What a transformation is taken for that does not say what it does: never for a copy, which would say the most."""


@dataclasses.dataclass(frozen=True)
class _Done:
    """What was done to a column on its way."""

    kind: LineageKind
    transform: str | None = None
    masking: bool | None = None


def made_columns(dataset: EventPart) -> list[str]:
    """Return the columns of a dataset that its column lineage speaks of."""
    fields = _fields(dataset.facet("columnLineage"))
    return [field.key_as_name() for field in fields if field.is_object()]


def read(dataset: EventPart, columns: Sequence[str], room: int) -> tuple[SeenEdge, ...] | None:
    """Return the edges into a dataset, one for each column, source and kind; `columns` are all that it is known to have.

    None where nothing is known: there is no facet, it speaks of no column, or nothing of it made sense. Empty where
    each column that it speaks of is said to come from no other. What the facet says of the whole dataset holds of each
    of its columns. Raises `RefusedEventError` for more than `room` edges.
    """
    facet = dataset.facet("columnLineage")
    if facet is None:
        return None
    found = _Found(facet, room)
    is_known, has_sources = False, bool(facet.value.get("dataset"))
    for field in _fields(facet):
        if not field.is_object():
            continue
        sources, target = field.value.get("inputFields"), field.key_as_name()
        is_known |= isinstance(sources, list)
        has_sources |= bool(sources)
        for source in field.items("inputFields"):
            found.add([target], source, _of_field(field, source))
    for source in facet.items("dataset"):
        if not columns:
            source.lose(
                say(
                    zh="作用于整个数据集，但该数据集有哪些列未知，已略过。",
                    en="it holds of the whole dataset, of which no column is known; left out.",
                )
            )
            continue
        found.add(columns, source, _of_whole(source))
    if edges := found.edges():
        return edges
    return () if is_known and not has_sources else None


def _fields(facet: EventPart | None) -> Iterator[EventPart]:
    fields = None if facet is None else facet.get("fields")
    if fields is not None:
        for _, field in fields.members():
            yield field


class _Found:
    """The edges found so far by a facet, of which there may be `room`."""

    def __init__(self, facet: EventPart, room: int) -> None:
        self._facet = facet
        self._room = room
        self._edges: dict[tuple[str, DatasetName, str, LineageKind], SeenEdge] = {}

    def add(self, targets: Sequence[str], source: EventPart, done: Sequence[_Done]) -> None:
        """Take that columns were made from a source, in one or several ways."""
        dataset, column = source.dataset_name(), source.optional_name("field")
        if dataset is None or column is None:
            return
        for each in done:
            for target in targets:
                key = (target, dataset, column, each.kind)
                edge = SeenEdge(target, dataset, column, each.kind, each.transform, each.masking)
                known = self._edges.get(key)
                self._edges[key] = edge if known is None else _merged(known, edge, source)
            self._check()

    def edges(self) -> tuple[SeenEdge, ...]:
        """Return them."""
        return tuple(self._edges.values())

    def _check(self) -> None:
        if len(self._edges) > self._room:
            self._facet.refuse(
                zh=f"一个事件最多 {limits.EDGES} 条字段血缘。请拆成多个作业或事件。",
                en=f"One event may hold {limits.EDGES} column edges. Split it into several jobs or events.",
            )


def _of_field(field: EventPart, source: EventPart) -> list[_Done]:
    """Return what is said of one source of a column; before 1-1-0 it was said once for all sources of the column."""
    if done := [_transformation(each, "DIRECT") for each in source.items("transformations")]:
        return done
    transform = field.text("transformationDescription")
    match (field.text("transformationType") or "").upper():
        case "IDENTITY":
            return [_Done(LineageKind.IDENTITY, transform)]
        case "MASKED":
            return [_Done(LineageKind.MASKING, transform, masking=True)]
        case "" | "TRANSFORMATION":
            return [_Done(LineageKind.TRANSFORMATION, transform)]
        case unknown:
            field.lose(_taken_for(unknown, LineageKind.TRANSFORMATION))
            return [_Done(LineageKind.TRANSFORMATION, transform)]


def _of_whole(source: EventPart) -> list[_Done]:
    if done := [_transformation(each, "INDIRECT") for each in source.items("transformations")]:
        return done
    source.lose(_taken_for("", LineageKind.CONDITIONAL))
    return [_Done(LineageKind.CONDITIONAL)]


def _transformation(part: EventPart, usual: str) -> _Done:
    """Read one transformation; `usual` is the type that stands in its place where it names none that we know."""
    kind_of = (part.text("type") or "").upper()
    subtype = (part.text("subtype") or "").upper()
    if kind_of not in _SUBTYPES:
        kind_of = next((each for each, known in _SUBTYPES.items() if subtype in known), usual)
        part.lose(
            say(
                zh=f"类型不明，按 {kind_of} 登记。", en=f"its type is unknown; taken for {kind_of}."
            )
        )
    kind = _SUBTYPES[kind_of].get(subtype)
    if kind is None:
        kind = _UNTOLD[kind_of]
        if subtype or kind.is_indirect:
            part.lose(_taken_for(subtype, kind))
    masking = _masking(part)
    if masking and not kind.is_indirect:
        kind = LineageKind.MASKING
    return _Done(kind, part.text("description"), masking)


def _masking(part: EventPart) -> bool | None:
    masking = part.get("masking")
    if masking is None or isinstance(masking.value, bool):
        return None if masking is None else masking.value is True
    masking.lose(say(zh="应为 true 或 false，已略过。", en="it should be true or false; left out."))
    return None


def _merged(first: SeenEdge, second: SeenEdge, source: EventPart) -> SeenEdge:
    """Return two edges of one kind between the same columns as one that says what both say."""
    transforms = (first.transform or "").split("\n")
    transform = "\n".join(filter(None, dict.fromkeys((*transforms, second.transform or ""))))
    if len(transform) > limits.TEXT_CHARACTERS:
        transform = transform[: limits.TEXT_CHARACTERS]
        source.lose(
            say(
                zh=f"转换说明只保留前 {limits.TEXT_CHARACTERS} 个字符。",
                en=f"only {limits.TEXT_CHARACTERS} characters of the transformation were kept.",
            )
        )
    masking = first.masking or second.masking
    if masking is None:
        masking = second.masking if first.masking is None else first.masking
    return dataclasses.replace(first, transform=transform or None, masking=masking)


def _taken_for(word: str, kind: LineageKind) -> str:
    said = ascii(word[:60]) if word else ""
    return say(
        zh=f"转换种类 {said or '未说明'}，按 {kind.value} 登记。",
        en=f"the kind of transformation is {said or 'not transforms'}; taken for {kind.value}.",
    )
