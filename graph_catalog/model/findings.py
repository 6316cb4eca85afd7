"""What the rules find wrong in the catalog (Art. 10, 15 to 24); entities are preloaded as on a verdict (`answers`)."""

import strawberry

from graph_catalog.model import entities
from graph_catalog.model.agreements import Agreement
from graph_catalog.model.data import Datum
from graph_catalog.model.enums.entries import UpdateCycle
from graph_catalog.model.preloaded import Preloaded, many, one
from graph_catalog.model.regulation import LegalProvision


@strawberry.type(description="What a rule found wrong, with the article.")
class Finding(Preloaded):
    key: str = strawberry.field(
        description="Stable: a hash of the rule and of what it was found at, which tells nothing."
    )
    place: strawberry.Private[str]
    rule: str = strawberry.field(description="Id of the rule, e.g. R-10b.")
    provision: LegalProvision = strawberry.field(description="The article behind it.")
    message: str = strawberry.field(description="What, which, and what to do.")
    unit: entities.Unit | None = strawberry.field(resolver=one, description="Who answers for it.")
    dataset: entities.Dataset | None = strawberry.field(
        resolver=one, description="Where it was found."
    )
    missing: list[str] = strawberry.field(
        default_factory=list, description="R-10b: attributes of Art. 10 that lack."
    )
    datum: Datum | None = strawberry.field(
        resolver=one,
        description="R-15b: the datum collected twice; R-15c: the datum whose source is none any more.",
    )
    origin: entities.Dataset | None = strawberry.field(
        resolver=one,
        description="R-21, LIN-4: the dataset of another unit that the data come from.",
    )
    agreement: Agreement | None = strawberry.field(
        resolver=one,
        description="LIN-4, R-21b, R-22, R-24: the agreement that has ended, is about a withdrawn entry, is carried out offline, or is not in force.",
    )
    unit_key: strawberry.Private[str | None] = None
    dataset_key: strawberry.Private[str | None] = None
    datum_key: strawberry.Private[str | None] = None
    origin_key: strawberry.Private[str | None] = None
    agreement_key: strawberry.Private[str | None] = None


@strawberry.type(description="采集负担: how often people are asked for one datum by one unit.")
class CollectionBurden(Preloaded):
    points: int = strawberry.field(description="Fields of the unit that collect it.")
    cycles: list[UpdateCycle] = strawberry.field(
        description="更新周期 of the entries that they stand in, as far as the viewer may see them."
    )
    unit: entities.Unit | None = strawberry.field(
        resolver=one,
        description="The unit; null where you may see none of its fields that collect it.",
    )
    unit_key: strawberry.Private[str | None] = None


@strawberry.type(
    description="重复采集: one datum collected by several units, or beside its source (Art. 15 ¶2)."
)
class DuplicateCollection(Preloaded):
    key: str = strawberry.field(description="Key of the datum.")
    collection_points: int = strawberry.field(description="How many fields collect it.")
    burden: list[CollectionBurden] = strawberry.field(
        description="What it costs people, by unit: the most collection points first."
    )
    datum: Datum | None = strawberry.field(resolver=one, description="The datum.")
    collectors: list[entities.Unit] = strawberry.field(
        resolver=many, description="Units that collect it."
    )
    hidden_collectors: int = strawberry.field(
        default=0, description="How many more collect it by fields that you may not see."
    )
    source: entities.Dataset | None = strawberry.field(
        resolver=one,
        description="Its designated source, if any; null too where it is hidden from you.",
    )
    why: str = strawberry.field(description="What is wrong and what would resolve it.")
    datum_key: strawberry.Private[str | None] = None

    @property
    def place(self) -> str:
        """Its place in the list."""
        return str(self.key)

    collectors_keys: strawberry.Private[tuple[str, ...]] = ()
    source_key: strawberry.Private[str | None] = None
