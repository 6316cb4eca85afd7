"""数: the data that fields denote, the standard elements that they are of, and which dataset is the source of one."""

import strawberry

from graph_catalog.model.coverage import Coverage
from graph_catalog.model.entities import Dataset, Entity, Field, Instant, Unit
from graph_catalog.model.paging import Connection
from graph_catalog.model.preloaded import Preloaded, one, page


@strawberry.type(
    description="标准数据元: object class and attribute, with code standard and synonyms (ISO 11179, GA/T 543)."
)
class Element(Preloaded, Entity):
    name: str = strawberry.field(description="中文名称.")
    code: str = strawberry.field(
        description="Stable code in the lexicon, e.g. 自然人.公民身份号码."
    )
    object_class: str = strawberry.field(description="对象类.")
    attribute: str = strawberry.field(description="特性.")
    standard: str | None = strawberry.field(
        default=None, description="Code standard of the values."
    )
    is_identifier: bool = strawberry.field(
        default=False, description="Identifies the object; found everywhere as join key."
    )
    data_type: str | None = strawberry.field(default=None, description="Data type of the standard.")
    synonyms: list[str] = strawberry.field(default_factory=list, description="同义名称.")
    data: Connection["Datum"] | None = strawberry.field(
        resolver=page, description="Its data, one per qualifier."
    )


@strawberry.type(
    description="数: the thing that has one source (一数一源): an element and a qualifier."
)
class Datum(Preloaded, Entity):
    name: str = strawberry.field(
        description="Object class, attribute and qualifier, e.g. 自然人·公民身份号码·父亲. "
        "本人 and 主体 go without saying: 自然人·公民身份号码."
    )
    qualifier: str | None = strawberry.field(
        default=None,
        description="限定词: whose it is, in which role, where, or under which scheme, e.g. 父亲. "
        "Of the person's own 本人, of the body's own 主体; null of what belongs to anything else.",
    )
    is_provisional: bool = strawberry.field(
        default=False, description="No element fits; stands for one normalised description."
    )
    element: Element | None = strawberry.field(
        resolver=one, description="The standard element, if one fits."
    )
    fields: Connection[Field] | None = strawberry.field(
        resolver=page, description="Fields that denote it."
    )
    collectors: Connection[Unit] | None = strawberry.field(
        resolver=page, description="Units that collect it."
    )
    designations: Connection["SourceDesignation"] | None = strawberry.field(
        resolver=page, description="定源: which dataset is its source, for which coverage."
    )
    future_designations: Connection["SourceDesignation"] | None = strawberry.field(
        resolver=page,
        description="Designations on record that do not hold at the instant asked about, and begin later.",
    )


@strawberry.type(
    description="定源: the ruling that a dataset is the source of a datum for a coverage (Art. 15 ¶1)."
)
class SourceDesignation(Preloaded, Entity):
    coverage: Coverage = strawberry.field(
        default_factory=Coverage, description="For what it holds."
    )
    basis: str | None = strawberry.field(default=None, description="依据.")
    valid_from: Instant | None = strawberry.field(
        default=None, description="Since when; null: since ever."
    )
    valid_to: Instant | None = strawberry.field(default=None, description="Until when; null: open.")
    withdrawal: str | None = strawberry.field(
        default=None, description="Why it was ended; null: it was not."
    )
    datum: Datum | None = strawberry.field(resolver=one, description="The datum.")
    dataset: Dataset | None = strawberry.field(resolver=one, description="Its source.")
