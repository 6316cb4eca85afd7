"""What the mapping rules say of names: the entry that one means, the system that holds it, and whose it is (design §3)."""

import dataclasses
from collections.abc import Collection, Mapping

from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Loss,
    NameResolver,
    Placement,
    SeenJob,
)
from graph_catalog.lineage.recording.authority import NOBODY, NOT_KNOWN, Owner
from graph_catalog.record.change import Change


@dataclasses.dataclass(frozen=True)
class Placed:
    """Where a name belongs by the rules, in keys; what is not on record is None."""

    placement: Placement
    entry: str | None = None
    system: str | None = None
    unit: str | None = None
    owner: Owner = NOBODY

    def losses(self, name: DatasetName) -> list[Loss]:
        """Return what the rule says of a name that is not on record. It names what only the rules may have named."""
        named = self.placement
        found = []
        if named.code and self.entry is None:
            found.append(_no_entry(name, named.code))
        if named.system and self.system is None:
            found.append(_no_system(named.system))
        if named.unit and self.unit is None:
            found.append(_no_unit(named.unit))
        return found


@dataclasses.dataclass(frozen=True)
class Rules:
    """What the rules say of some names and jobs."""

    names: Mapping[DatasetName, Placed]
    jobs: Mapping[tuple[str, str], Owner]
    """Whose a job is, by namespace and name; only of those that the rules give to a unit."""

    def owner(self, name: DatasetName) -> Owner:
        """Return whose a name is by the rules."""
        placed = self.names.get(name)
        return NOBODY if placed is None else placed.owner

    def job_owner(self, job: SeenJob | None) -> Owner:
        """Return whose a job is by the rules."""
        return NOBODY if job is None else self.jobs.get((job.namespace, job.name), NOBODY)


async def look_up(
    change: Change, place: NameResolver, names: Collection[DatasetName], jobs: Collection[SeenJob]
) -> Rules:
    """Return what the rules say of names and jobs."""
    placings = {name: placement for name in names if (placement := place(name)) is not None}
    of_jobs = {
        (job.namespace, job.name): placement.unit
        for job in jobs
        if (placement := place(DatasetName(job.namespace, job.name))) is not None and placement.unit
    }
    systems = {placement.system for placement in placings.values() if placement.system}
    codes = {placement.code for placement in placings.values() if placement.code}
    units = {placement.unit for placement in placings.values() if placement.unit} | {
        *of_jobs.values()
    }
    if not (systems or codes or units):
        return Rules({}, {})
    found = await change.run(
        "lineage/recording/placings",
        systems=sorted(systems),
        units=sorted(units),
        codes=sorted(codes),
    )
    unit_of = {row["word"]: row["unit"] for row in found["units"]}
    system_of = {row["word"]: row for row in found["systems"]}
    entry_of = {row["code"]: row for row in found["entries"]}
    return Rules(
        {
            name: _placed(placement, unit_of, system_of, entry_of)
            for name, placement in placings.items()
        },
        {job: unit_of.get(word, NOT_KNOWN) for job, word in of_jobs.items()},
    )


def _placed(
    named: Placement,
    unit_of: Mapping[str, str],
    system_of: Mapping[str, Row],
    entry_of: Mapping[str, Row],
) -> Placed:
    """Return a placing in keys. The entry says whose it is, else the unit that the rule names, else who operates the system."""
    entry, system = entry_of.get(named.code or ""), system_of.get(named.system or "", {})
    unit = unit_of.get(named.unit or "")
    if named.code:
        owner = NOT_KNOWN if entry is None else entry["owner"]
    elif named.unit:
        owner = unit
    else:
        owner = system.get("operator")
    return Placed(
        named,
        entry=None if entry is None else entry["dataset"],
        system=system.get("system"),
        unit=unit if named.unit else system.get("operator"),
        owner=NOT_KNOWN if owner is None else owner,
    )


def _no_entry(name: DatasetName, code: str) -> Loss:
    return Loss(
        f"{name.namespace} {name.name}",
        say(zh=f"目录代码 {code}", en=f"the code {code}"),
        say(
            zh="映射规则中的目录代码不在目录中，按未编目表登记。请核对规则文件。",
            en="the rule file gives a code that no entry has; recorded as an unregistered table. "
            "Check the rule file.",
        ),
    )


def _no_system(word: str) -> Loss:
    return Loss(
        word,
        say(zh="信息系统", en="a system"),
        say(
            zh="映射规则中的信息系统不在目录中，或有几个同名，或此名先前属于另一系统，其表按系统不明登记。请先登记系统，或在规则文件中改写其代码。",
            en="the rule file names a system that is not on record, or several bear the name, or another bore it before; "
            "its tables are of no known system. Register the system, or give its code in the rule file.",
        ),
    )


def _no_unit(word: str) -> Loss:
    return Loss(
        word,
        say(zh="所属单位", en="a unit"),
        say(
            zh="映射规则中的单位不在目录中，或有几个同名，其表按单位不明登记。请先登记单位，或在规则文件中改写其信用代码。",
            en="the rule file names a unit that is not on record, or several bear the name; "
            "its tables are of no known unit. Register the unit, or give its credit code in the rule file.",
        ),
    )
