"""A verdict with the names of what it names: what goes into a file, where names matter, not ids."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.answers import CollectionCheck
from graph_catalog.model.inputs.plans import CollectionPlanInput
from graph_catalog.record import keys


@dataclasses.dataclass(frozen=True)
class CheckedPlan:
    """A plan, its verdict, and what is on record of the units, datasets and fields that it names.

    `origins` say where each planned field stands in the document that it was read from.
    """

    plan: CollectionPlanInput
    check: CollectionCheck
    things: Mapping[str, Row]
    origins: Sequence[str] = ()

    @property
    def unit(self) -> str:
        """Name of the unit that plans."""
        read = keys.decode(str(self.plan.unit_id))
        return "" if read is None else self.name(read.key)

    def name(self, key: str | None) -> str:
        """Return the name of what has a key; empty for what has none or is not to be seen."""
        return str(self.said(key, "name") or "")

    def said(self, key: str | None, attribute: str) -> object:
        """Return what is on record of what has a key."""
        return self.things.get(key or "", {}).get(attribute)


async def with_names(
    engine: Engine,
    viewer: Viewer,
    snapshot: Snapshot,
    plan: CollectionPlanInput,
    check: CollectionCheck,
    origins: Sequence[str] = (),
) -> CheckedPlan:
    """Look up what a verdict names, with one question."""
    row = await engine.read(
        "entity/by_keys", viewer, snapshot, keys=sorted(set(_named(plan, check)))
    )
    return CheckedPlan(plan, check, {each["key"]: each for each in row["rows"]}, origins)


def _named(plan: CollectionPlanInput, check: CollectionCheck) -> Iterable[str]:
    unit = keys.decode(str(plan.unit_id))
    named = [
        *((unit.key,) if unit else ()),
        *(
            key
            for field in check.fields
            for key in (field.provider_key, field.source_key, field.source_field_key)
        ),
    ]
    return filter(None, named)
