"""What stands on record of the sources of data: the intervals of designations, the facts that say so, and what is told of them."""

import dataclasses
from typing import Self

from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import coverage, instant, wording
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.mentions import owned
from graph_catalog.record import entity_rows, record, withdrawal
from graph_catalog.record.change import Change
from graph_catalog.record.intervals import Interval
from graph_catalog.record.validity import Period


@dataclasses.dataclass(frozen=True)
class Designated(Interval):
    """An interval through which a designation on record makes a dataset the source.

    Its holder is the dataset on that basis where people designated it; what a ruling brought along is the ruling's.
    """

    slot: str
    datum: str
    dataset: str
    dataset_name: str
    coverage: Coverage
    basis: str | None
    ruling: str | None
    """Key of the ruling that brought it to its datum; None of what people designated."""
    unit: str | None = None
    """The name of the unit that provides the dataset, where it was asked for."""

    def is_alike(self, other: "Designated") -> bool:
        """Tell whether both name one dataset for one coverage, of whichever datum."""
        return (self.dataset, self.coverage) == (other.dataset, other.coverage)

    @classmethod
    def read(cls, row: Row) -> Self:
        """Read what `agreements/live_designations` says of one."""
        said = row["described"]
        start, end = (row[name].to_native() for name in ("valid_from", "valid_to"))
        ruling = said.get("ruling")
        return cls(
            said["key"],
            holder(row["dataset"], said.get("basis")) if ruling is None else ruling,
            (start, end),
            row["slot"],
            row["datum"],
            row["dataset"],
            row["dataset_name"],
            coverage.normal(entity_rows.coverage(said)),
            said.get("basis"),
            ruling,
            row.get("unit"),
            ended_at=withdrawal.ended_at(said),
        )


def holder(dataset: str, basis: str | None) -> str:
    """Return who holds a time by a designation: a dataset (key), on a basis however it is written."""
    return f"{dataset}|{wording.folded(basis or '')}"


async def live(
    change: Change, datum: str, dataset: str = "", covered: Coverage | None = None
) -> tuple[list[Designated], bool]:
    """Return what is on record of the sources of a datum, and whether a dataset can be one for a coverage (keys)."""
    flat = entity_rows.flat_coverage(covered or Coverage())
    row = await change.run(
        "agreements/live_designations", datum=datum, dataset=dataset, covered=flat, as_of=change.at
    )
    return [Designated.read(each) for each in row["designations"]], bool(row["fits"])


@dataclasses.dataclass(frozen=True)
class Designating:
    """A datum and the dataset that becomes its source for a coverage, by key and name."""

    datum: str
    datum_name: str
    dataset: str
    dataset_name: str
    coverage: Coverage

    def is_of(self, each: Designated) -> bool:
        """Tell whether people have designated the same dataset for the same coverage."""
        return (
            each.ruling is None and each.dataset == self.dataset and each.coverage == self.coverage
        )


def facts_of(
    key: str,
    each: Designating | Designated,
    period: Period,
    basis: str | None,
    said: int | None = None,
) -> list[record.Fact]:
    """Return the facts by which a designation (key) makes a dataset the source of a datum for a coverage and a time.

    `said`: the revision in which people said so. The basis stands on them: what is corrected today was so from the beginning, which a description does not tell.
    """
    of, attributes = (
        f"SOURCE|{each.datum}|{coverage.slot(each.coverage)}",
        {"basis": basis, "said": said},
    )
    return [
        record.Fact("OF", key, each.datum, of, each.datum, *period, attributes),
        record.Fact("NAMES", key, each.dataset, f"NAMES|{key}", key, *period, attributes),
    ]


async def close(change: Change, key: str, reason: str) -> None:
    """Say why a designation ended, where no time to come is left to it."""
    if all(each.period[1] <= change.at for each in await withdrawal.facts(change, key)):
        ended = withdrawal.described(change.at, reason)
        await record.revise(change, NodeKind.DESIGNATION, {key: ended})


def loses(datum: str, lost: Designated, change: Change) -> str:
    """Say that a dataset is the source of a datum (its name) no more for a time that is given to another."""
    source = owned(lost.dataset_name, lost.unit)
    if lost.period[0] > change.at:
        begins = instant.day(lost.period[0])
        return say(
            zh=f"{source}原定自{begins}起为“{datum}”的数据源头，在该期间被取代。",
            en=f"{source} was to be the source of {datum} from {begins} on, and is not for that time.",
        )
    return say(
        zh=f"{source}在该期间不再是“{datum}”的数据源头。",
        en=f"{source} is the source of {datum} no more for that time.",
    )
