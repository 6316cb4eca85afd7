"""The estate: units and the systems that they operate (Art. 3, 6, 25)."""

from typing import Any

from graph_catalog.auth import Right, Viewer
from graph_catalog.catalog import audit_log, record, references, revising, validity
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.permission import refuse_foreign, refuse_without
from graph_catalog.graph.engine import Engine
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.systems import RegisterSystemInput, ReviseSystemInput
from graph_catalog.model.inputs.units import RegisterUnitInput, ReviseUnitInput
from graph_catalog.model.refusals import Refusal

_UNIT_PATCH = ("credit_code", "kind", "level", "security_lead")
_SYSTEM_PATCH = ("code", "stage", "hosting", "network", "source_level")


async def register_unit(
    engine: Engine, viewer: Viewer, given: RegisterUnitInput, intent: Intent
) -> Committed | Refusal:
    """Put a unit on record. A credit code or name that is taken is a `Conflict`."""

    async def work(change: Change) -> Outcome | Refusal:
        if refusal := refuse_without(viewer, Right.EDIT_ALL):
            return refusal
        name = wording.name(given.name, ["input", "name"])
        if isinstance(name, Refusal):
            return name
        if given.credit_code and (
            taken := await record.by_code(change, NodeKind.UNIT, [given.credit_code])
        ):
            return revising.taken(
                next(iter(taken.values()))["name"], given.credit_code, "creditCode"
            )
        key = await references.free_key(change, NodeKind.UNIT, given.credit_code or name)
        attributes = {
            "name": name,
            **{attribute: getattr(given, attribute) for attribute in _UNIT_PATCH},
        }
        await record.register(change, [record.NewEntity(NodeKind.UNIT, key, attributes)])
        return Outcome(key)

    return await audit_log.commit(engine, viewer, intent, work)


async def revise_unit(
    engine: Engine, viewer: Viewer, given: ReviseUnitInput, intent: Intent
) -> Committed | Refusal:
    """Describe a unit anew; its own officer or the centre may."""

    async def work(change: Change) -> Outcome | Refusal:
        unit = await references.current(change, given.id, ["input", "id"], NodeKind.UNIT)
        if isinstance(unit, Refusal):
            return unit
        if refusal := refuse_foreign(viewer, unit["key"], unit["name"]) or references.outdated(
            unit, given.expected_version
        ):
            return refusal
        attributes = revising.patch(given, _UNIT_PATCH)
        if given.name is not None:
            name = wording.name(given.name, ["input", "name"])
            if isinstance(name, Refusal):
                return name
            attributes["name"] = name
        return await revising.revised(change, NodeKind.UNIT, unit, attributes)

    return await audit_log.commit(engine, viewer, intent, work)


async def register_system(
    engine: Engine, viewer: Viewer, given: RegisterSystemInput, intent: Intent
) -> Committed | Refusal:
    """Put a system on record under the unit that operates it."""

    async def work(change: Change) -> Outcome | Refusal:
        unit = await references.current(change, given.unit_id, ["input", "unitId"], NodeKind.UNIT)
        if isinstance(unit, Refusal):
            return unit
        if refusal := refuse_foreign(viewer, unit["key"], unit["name"]):
            return refusal
        name = wording.name(given.name, ["input", "name"])
        if isinstance(name, Refusal):
            return name
        if given.code and (taken := await record.by_code(change, NodeKind.SYSTEM, [given.code])):
            return revising.taken(next(iter(taken.values()))["name"], given.code, "code")
        key = await references.free_key(change, NodeKind.SYSTEM, unit["key"], name)
        attributes = {
            "name": name,
            **{attribute: getattr(given, attribute) for attribute in _SYSTEM_PATCH},
        }
        await record.register(change, [record.NewEntity(NodeKind.SYSTEM, key, attributes)])
        await record.add_facts(change, [operates(unit["key"], key)])
        return Outcome(key)

    return await audit_log.commit(engine, viewer, intent, work)


async def revise_system(
    engine: Engine, viewer: Viewer, given: ReviseSystemInput, intent: Intent
) -> Committed | Refusal:
    """Describe a system anew, or hand it to another operator from an instant on."""

    async def work(change: Change) -> Outcome | Refusal:
        system = await references.current(change, given.id, ["input", "id"], NodeKind.SYSTEM)
        if isinstance(system, Refusal):
            return system
        facts = await record.on_record(change, [(system["key"], f"OPERATES|{system['key']}")])
        operator = facts[-1]["start"] if facts else None
        refusal = refuse_foreign(viewer, operator, system["name"]) or references.outdated(
            system, given.expected_version
        )
        if refusal:
            return refusal
        attributes = revising.patch(given, _SYSTEM_PATCH)
        if given.name is not None:
            name = wording.name(given.name, ["input", "name"])
            if isinstance(name, Refusal):
                return name
            attributes["name"] = name
        if given.unit_id is not None:
            unit = await references.current(
                change, given.unit_id, ["input", "unitId"], NodeKind.UNIT
            )
            if isinstance(unit, Refusal):
                return unit
            since = validity.since(change, given.effective_from)
            fact = operates(unit["key"], system["key"], valid_from=since)
            await record.assert_facts(change, [fact])
        handed_over = given.unit_id is not None
        return await revising.revised(
            change, NodeKind.SYSTEM, system, attributes, touched=handed_over
        )

    return await audit_log.commit(engine, viewer, intent, work)


def operates(unit_key: str, system_key: str, **dated: Any) -> record.Fact:  # noqa: ANN401  # valid_from, valid_to
    """Return the fact that a unit operates a system."""
    return record.Fact(
        "OPERATES", unit_key, system_key, f"OPERATES|{system_key}", system_key, **dated
    )
