"""Catalog files."""

import strawberry

from graph_catalog.model.inputs.texts import Document, FileName, Sought


@strawberry.input(
    description="A column of the template, and the column of the file that stands for it."
)
class ColumnInput:
    column: Sought = strawberry.field(description="Label in the template, e.g. 业务名称.")
    label: Sought = strawberry.field(description="Label in the file.")


@strawberry.input(description="An attribute that the file lacks, for every row of it.")
class DefaultInput:
    column: Sought = strawberry.field(description="Label in the template, e.g. 共享属性.")
    value: Document = strawberry.field(description="As a cell would hold it, e.g. 无条件共享.")


@strawberry.input(
    description="A catalog file to import, whole: the template of Art. 10 as CSV, or another by `columns`."
)
class ImportCatalogInput:
    file_name: FileName = strawberry.field(
        description="Name of the file, for messages and the audit log."
    )
    content: Document = strawberry.field(description="The file's text.")
    unit: Sought | None = strawberry.field(
        default=None, description="Name or credit code of the unit that provides rows without one."
    )
    create_units: bool = strawberry.field(
        default=False, description="Put unknown units on record; else they are problems."
    )
    columns: list[ColumnInput] = strawberry.field(
        default_factory=list, description="Columns of another file."
    )
    defaults: list[DefaultInput] = strawberry.field(
        default_factory=list, description="What the file lacks."
    )
    dry_run: bool = strawberry.field(
        default=False, description="Check and count everything, write nothing."
    )
