"""The table of relations: parent and field of the schema, and how they are read (design §6).

The index of the graph API. One Cypher file a relation; a field that is not here is an attribute of its parent.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from graphql import GraphQLObjectType, GraphQLSchema, is_object_type

from graph_catalog.api.collection import Rechecked
from graph_catalog.api.lineage_relations import CoveragePart, Covering, Evidenced, Traced
from graph_catalog.gql.relation_requests import (
    READER,
    ObjectGroup,
    Reader,
    RelationRequest,
    key_of,
    keys_of,
)
from graph_catalog.gql.relations import (
    BY_KEY,
    BY_POSITION,
    LAST_CHANGED_FIRST,
    LAST_RECORDED_FIRST,
    NEWEST_FIRST,
    Keyed,
    ToMany,
    ToOne,
)
from graph_catalog.gql.selection import strawberry_field
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.model import entities
from graph_catalog.model.audit import EntityChange
from graph_catalog.model.enums.fields import DatumForm
from graph_catalog.model.payloads import Payload
from graph_catalog.model.preloaded import many, one
from graph_catalog.record import entity_rows


@dataclasses.dataclass(frozen=True)
class _Listed:
    """A short list without pages, of what has no relations itself."""

    file: str
    build: Callable[[Mapping[str, Any], Snapshot], Any]

    async def read(self, relation: RelationRequest) -> list[ObjectGroup]:
        """Read all at once."""
        groups = (await relation.read(self.file, keys=keys_of(relation.parents)))["groups"]
        rows = {key: group["rows"] for group in groups for key in group["keys"]}
        relation.request.info.context.charge(sum(map(len, rows.values())))
        for parent in relation.parents:
            found = rows.get(key_of(parent), [])
            parent.preloaded[relation.position] = [
                self.build(row, relation.snapshot) for row in found
            ]
        return []


def _tie(type_: str, label: str) -> dict[str, object]:
    return {"type": type_, "label": label}


def _alignment(row: Mapping[str, Any], _: Snapshot) -> entities.Alignment:
    return entities.Alignment(
        form=DatumForm(row["form"]), confidence=row["confidence"], method=row["method"]
    )


def _version(row: Mapping[str, Any], _: Snapshot) -> entities.Entity:
    """Build a version of an entry, seen with the snapshot of the revision that recorded it."""
    recorded: dt.datetime = row["recorded_at"].to_native().astimezone(dt.UTC)
    snapshot = Snapshot(recorded, row["rev_from"], row["rev_from"], explicit=True)
    version = entity_rows.entity(row, snapshot)
    version.seen_at = snapshot  # type: ignore[attr-defined]  # every entity of the schema is Preloaded
    return version


def _change(row: Mapping[str, Any], _: Snapshot) -> EntityChange:
    return EntityChange(
        revision=row["revision"],
        sequence=row["sequence"],
        at=entities.Instant(row["at"].to_native()),
        operation=row["operation"],
        actor=row["actor"],
        actor_unit_key=row["actor_unit"],
    )


def _former_name(row: Mapping[str, Any], _: Snapshot) -> entities.FormerName:
    since, until = (entities.Instant(row[name].to_native()) for name in ("valid_from", "valid_to"))
    return entities.FormerName(name=row["name"], valid_from=since, valid_to=until)


RELATIONS: Final[dict[tuple[str, str], Reader]] = {
    ("Unit", "systems"): ToMany("relation/unit_systems", ties=_tie("OPERATES", "System")),
    ("Unit", "datasets"): ToMany("relation/unit_datasets", ties=_tie("PROVIDES", "Dataset")),
    ("Unit", "collects"): ToMany("relation/unit_collects", count="relation/unit_collects_count"),
    ("Unit", "consumers"): ToMany("relation/unit_consumers", ties=_tie("ACTS_FOR", "Consumer")),
    ("Unit", "projects"): ToMany("relation/unit_projects", ties=_tie("UNDERTAKES", "Project")),
    ("Unit", "formerNames"): _Listed("relation/unit_former_names", _former_name),
    ("Project", "unit"): ToOne("relation/project_unit"),
    ("Project", "collectionChecks"): ToMany(
        "relation/project_collection_checks",
        LAST_RECORDED_FIRST,
        ties=_tie("HAS_CHECK", "CollectionCheck"),
    ),
    ("Project", "versions"): ToMany(
        "relation/project_versions",
        NEWEST_FIRST,
        count="relation/project_versions_count",
        build=_version,
    ),
    ("CollectionCheckRecord", "project"): ToOne("relation/check_project"),
    ("CollectionCheckRecord", "differences"): Rechecked(),
    ("RecordedVerdict", "provider"): Keyed("provider_key", within="source_key"),
    ("System", "operator"): ToOne("relation/system_operator"),
    ("System", "datasets"): ToMany(
        "relation/system_datasets", count="relation/system_datasets_count"
    ),
    ("Dataset", "provider"): ToOne("relation/dataset_provider"),
    ("Dataset", "system"): ToOne("relation/dataset_system"),
    ("Dataset", "fields"): ToMany(
        "relation/dataset_fields", BY_POSITION, ties=_tie("HAS_FIELD", "Field")
    ),
    ("Dataset", "agreements"): ToMany(
        "relation/dataset_agreements", count="relation/dataset_agreements_count"
    ),
    ("Dataset", "consumers"): ToMany(
        "relation/dataset_consumers", count="relation/dataset_consumers_count"
    ),
    ("Dataset", "sourceOf"): ToMany(
        "relation/dataset_source_of", count="relation/dataset_source_of_count"
    ),
    ("Dataset", "versions"): ToMany(
        "relation/dataset_versions",
        NEWEST_FIRST,
        count="relation/dataset_versions_count",
        build=_version,
    ),
    ("Field", "dataset"): ToOne("relation/field_dataset"),
    ("Field", "datum"): ToOne("relation/field_datum"),
    ("Field", "alignment"): ToOne("relation/field_alignment", _alignment),
    ("Element", "data"): ToMany("relation/element_datums", ties=_tie("OF", "Datum")),
    ("Datum", "element"): ToOne("relation/datum_element"),
    ("Datum", "fields"): ToMany("relation/datum_fields", ties=_tie("DENOTES", "Field")),
    ("Datum", "collectors"): ToMany(
        "relation/datum_collectors", count="relation/datum_collectors_count"
    ),
    ("Datum", "designations"): ToMany(
        "relation/datum_designations", BY_KEY, ties=_tie("OF", "SourceDesignation")
    ),
    ("Datum", "futureDesignations"): ToMany(
        "relation/datum_future_designations",
        BY_KEY,
        count="relation/datum_future_designations_count",
    ),
    ("SourceDesignation", "datum"): ToOne("relation/designation_datum"),
    ("SourceDesignation", "dataset"): ToOne("relation/designation_dataset"),
    ("Exemption", "datum"): ToOne("relation/exemption_datum"),
    ("Exemption", "unit"): ToOne("relation/exemption_unit"),
    ("Consumer", "unit"): ToOne("relation/consumer_unit"),
    ("Consumer", "agreements"): ToMany(
        "relation/consumer_agreements", ties=_tie("GRANTED_TO", "Agreement")
    ),
    ("Consumer", "usages"): ToMany("relation/consumer_usages", ties=_tie("MAKES", "Usage")),
    ("Agreement", "consumer"): ToOne("relation/agreement_consumer"),
    ("Agreement", "datasets"): ToMany(
        "relation/agreement_datasets", count="relation/agreement_datasets_count"
    ),
    ("Usage", "dataset"): ToOne("relation/usage_dataset"),
    ("Usage", "agreement"): ToOne("relation/usage_agreement"),
    ("Usage", "consumer"): ToOne("relation/usage_consumer"),
    ("Unit", "lineage"): Traced(),
    ("System", "lineage"): Traced(),
    ("Dataset", "lineage"): Traced(),
    ("Field", "lineage"): Traced(),
    ("LineageAssertion", "evidence"): Evidenced(),
    ("LineageEdge", "coverage"): Covering(CoveragePart.COVERAGE),
    ("LineageEdge", "coveredBy"): Covering(CoveragePart.IN_FORCE),
    ("LineageEdge", "coveredByHiddenAgreements"): Covering(CoveragePart.HIDDEN),
    ("LineageEdge", "lastCoveredBy"): Covering(CoveragePart.ENDED),
}


RELATIONS.update(
    {
        (type_.__name__, "changes"): ToMany(
            "relation/entity_changes",
            LAST_CHANGED_FIRST,
            count="relation/entity_changes_count",
            build=_change,
        )
        for type_ in entity_rows.TYPES.values()
    }
)


def attach(schema: GraphQLSchema) -> None:
    """Give each field of a schema that is a relation its reader, where hydration finds it."""
    for type_ in schema.type_map.values():
        if is_object_type(type_) and "strawberry-definition" in type_.extensions:
            for name, field in type_.fields.items():
                if (reader := _reader(type_, name)) is not None:
                    field.extensions[READER] = reader


def _reader(type_: GraphQLObjectType, name: str) -> Reader | None:
    """Return how a field is read; None for an attribute of its parent.

    An answer that names an entity holds its key beside the relation: `provider_key` for `provider`, `collectors_keys`
    for a list, and a payload that of its `subject`. Such relations need no line in the table.
    """
    reader = RELATIONS.get((type_.name, name))
    if reader is not None:
        return reader
    field = strawberry_field(type_, name)
    resolver = field.base_resolver and field.base_resolver.wrapped_func
    if resolver is one:
        is_change = issubclass(type_.extensions["strawberry-definition"].origin, Payload)
        return Keyed("subject" if is_change else f"{field.python_name}_key")
    return Keyed(f"{field.python_name}_keys") if resolver is many else None
