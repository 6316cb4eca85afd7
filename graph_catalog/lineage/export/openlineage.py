"""Lineage as OpenLineage events (spec 2-0-2), one a line: what `POST /api/v1/lineage/batch` takes in again.

A job and the dataset that it wrote are a `JobEvent`: with `columnLineage` where columns are traced, else with inputs
alone. A dataset without edges is a `DatasetEvent`. A file of lines of JSON has no place for a comment, so the first
event says by a facet of its own, `graphCatalog_completeness`, whether the file is whole.

A table has the name that tools have for it; else `NAMESPACE` and its code, or its key. What is hidden stands under
`HIDDEN`. OpenLineage has no word for an exchange: that comes as a copy.
"""

import dataclasses
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from graph_catalog.lineage.pure.observations import DatasetName
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model import instant
from graph_catalog.model.enums.lineage import LineageKind, LineageLevel
from graph_catalog.model.lineage_answers import (
    LineageAssertion,
    LineageBasis,
    LineageEdge,
    LineageNode,
)

NAMESPACE: Final = "graph-catalog"
"""Of tables and jobs that no tool has named."""
HIDDEN: Final = "graph-catalog:hidden"
"""Of what the viewer may not see; names in it hold within one file."""
_PRODUCER: Final = "urn:graph-catalog"
_SPEC: Final = "https://openlineage.io/spec"
_FACETS: Final[Mapping[str, str]] = {
    "schema": f"{_SPEC}/facets/1-1-1/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet",
    "columnLineage": f"{_SPEC}/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet",
    "documentation": f"{_SPEC}/facets/1-0-1/DocumentationDatasetFacet.json#/$defs/DocumentationDatasetFacet",
    "graphCatalog_completeness": "urn:graph-catalog:completeness:1",
}
_UNNAMED_JOB: Final = "lineage"


class _Work(NamedTuple):
    """What one job is known to do to one dataset, and how that is known."""

    namespace: str
    job: str
    target: DatasetName
    is_traced: bool


@dataclasses.dataclass
class _Done:
    """What was read for a piece of work: columns where they are traced, else whole datasets."""

    inputs: set[DatasetName] = dataclasses.field(default_factory=set)
    columns: dict[str, dict[tuple[DatasetName, str], list[LineageAssertion]]] = dataclasses.field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )


def write(exported: Exported) -> bytes:
    """Return the file; the answer must be of fields or datasets."""
    named = _Names(exported)
    works: dict[_Work, _Done] = defaultdict(_Done)
    for edge in exported.answer.edges:
        for assertion in edge.assertions:
            _note(exported, named, works, edge, assertion)
    written = {name for work, done in works.items() for name in (work.target, *done.inputs)}
    events = [*_job_events(exported, named, works), *_dataset_events(exported, named, written)]
    about = events[0].get("job") or events[0]["dataset"]
    about["facets"]["graphCatalog_completeness"] = _facet(
        "graphCatalog_completeness", _completeness(exported)
    )
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events).encode()


class _Names:
    """What the nodes of an answer are called in the file: datasets, and the columns of fields."""

    def __init__(self, exported: Exported) -> None:
        self._exported = exported
        self._nodes = {str(node.key): node for node in exported.answer.nodes}
        self.columns: dict[DatasetName, set[str]] = defaultdict(set)
        """Columns of each dataset, as far as they are in the answer."""
        self.titles: dict[DatasetName, str] = {}
        """What people call a dataset."""
        counted = Counter(map(self._place, self._nodes.values()))
        # Two fields may go by one column name: then their keys tell them apart.
        self._places = {
            key: (dataset, key if column is not None and counted[dataset, column] > 1 else column)
            for key, node in self._nodes.items()
            for dataset, column in (self._place(node),)
        }
        for key, (dataset, column) in self._places.items():
            if column is not None:
                self.columns[dataset].add(column)
            if (called := exported.called.get(key)) is not None:
                self.titles[dataset] = called.name

    def of(self, key: str) -> tuple[DatasetName, str | None]:
        """Return the dataset that a node is or stands in, and its column where it is a field."""
        return self._places[key]

    def all_datasets(self) -> Iterator[DatasetName]:
        """Yield the datasets of the answer in the order of its nodes."""
        yield from dict.fromkeys(dataset for dataset, _ in self._places.values())

    def _place(self, node: LineageNode) -> tuple[DatasetName, str | None]:
        is_field = node.level is LineageLevel.FIELD
        if node.redacted:
            return DatasetName(HIDDEN, node.key), node.key if is_field else None
        called = self._exported.called.get(node.key)
        if called is None:
            return DatasetName(NAMESPACE, node.key), node.name if is_field else None
        dataset = called.spoken or DatasetName(NAMESPACE, called.code or called.dataset)
        return dataset, (called.column or node.name) if is_field else None


def _note(
    exported: Exported,
    named: _Names,
    works: dict[_Work, _Done],
    edge: LineageEdge,
    assertion: LineageAssertion,
) -> None:
    """Take one assertion of an edge as the work of its job."""
    evidence = None if assertion.fact is None else exported.evidence.get(assertion.fact)
    namespace = (evidence and evidence.job_namespace) or NAMESPACE
    (source, origin), (target, column) = named.of(edge.source), named.of(edge.target)
    is_traced = (
        edge.basis is LineageBasis.FIELD_TRACED and origin is not None and column is not None
    )
    done = works[_Work(namespace, assertion.job or _UNNAMED_JOB, target, is_traced)]
    done.inputs.add(source)
    if origin is not None and column is not None and is_traced:
        done.columns[column][source, origin].append(assertion)


def _job_events(
    exported: Exported, named: _Names, works: Mapping[_Work, _Done]
) -> Iterator[dict[str, Any]]:
    """Yield an event for each piece of work.

    Inputs of an event hold of all its outputs, so that each output has an event, and a job with several a name for each.
    """
    counted = Counter((work.namespace, work.job) for work in works)
    for work in sorted(works):
        done = works[work]
        is_alone = counted[work.namespace, work.job] == 1 and work.job != _UNNAMED_JOB
        how = "columns" if work.is_traced else "tables"
        name = work.job if is_alone else f"{work.job} > {work.target.name} ({how})"
        output = _dataset(named, work.target)
        if work.is_traced:
            output["facets"]["columnLineage"] = _facet("columnLineage", _column_lineage(done))
        yield {
            **_opening(exported, "JobEvent"),
            "job": {"namespace": work.namespace, "name": name, "facets": {}},
            "inputs": [_dataset(named, source) for source in sorted(done.inputs)],
            "outputs": [output],
        }


def _dataset_events(
    exported: Exported, named: _Names, written: set[DatasetName]
) -> Iterator[dict[str, Any]]:
    for dataset in named.all_datasets():
        if dataset not in written:
            yield {**_opening(exported, "DatasetEvent"), "dataset": _dataset(named, dataset)}


def _opening(exported: Exported, kind: str) -> dict[str, Any]:
    return {
        "eventTime": instant.text(exported.answer.as_of),
        "producer": _PRODUCER,
        "schemaURL": f"{_SPEC}/2-0-2/OpenLineage.json#/$defs/{kind}",
    }


def _dataset(named: _Names, dataset: DatasetName) -> dict[str, Any]:
    facets: dict[str, Any] = {}
    if columns := named.columns.get(dataset):
        fields = [{"name": column} for column in sorted(columns)]
        facets["schema"] = _facet("schema", {"fields": fields})
    if (title := named.titles.get(dataset)) is not None:
        facets["documentation"] = _facet("documentation", {"description": title})
    return {"namespace": dataset.namespace, "name": dataset.name, "facets": facets}


def _column_lineage(done: _Done) -> dict[str, Any]:
    return {
        "fields": {
            column: {
                "inputFields": [
                    {
                        "namespace": dataset.namespace,
                        "name": dataset.name,
                        "field": origin,
                        "transformations": [_transformation(each) for each in assertions],
                    }
                    for (dataset, origin), assertions in sorted(sources.items())
                ]
            }
            for column, sources in sorted(done.columns.items())
        }
    }


def _transformation(assertion: LineageAssertion) -> dict[str, Any]:
    kind = assertion.kind
    subtype = {
        LineageKind.MASKING: LineageKind.TRANSFORMATION,
        LineageKind.EXCHANGE: LineageKind.IDENTITY,
    }.get(kind, kind)
    masking = True if kind is LineageKind.MASKING else assertion.masking
    counted = {
        "type": "INDIRECT" if kind.is_indirect else "DIRECT",
        "subtype": subtype.value,
        "description": assertion.transform,
        "masking": masking,
    }
    return {name: value for name, value in counted.items() if value is not None}


def _completeness(exported: Exported) -> dict[str, Any]:
    answer, question = exported.answer, exported.question
    return {
        "complete": answer.complete,
        "cuts": [{"reason": cut.reason.value, "count": cut.count} for cut in answer.cuts],
        "hiddenCount": answer.hidden_count,
        "asOf": instant.text(answer.as_of),
        "revision": answer.revision,
        "direction": question.direction.value,
        "level": question.level.value,
        "depth": question.depth,
        "maxNodes": question.max_nodes,
    }


def _facet(name: str, said: Mapping[str, Any]) -> dict[str, Any]:
    return {"_producer": _PRODUCER, "_schemaURL": _FACETS[name], **said}
