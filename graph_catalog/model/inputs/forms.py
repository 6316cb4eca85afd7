"""Documents of what a unit plans: forms, sheets, scripts, schemas, interfaces."""

import strawberry

from graph_catalog.model.enums.forms import ScriptDialect
from graph_catalog.model.inputs.texts import Document, FileName, Sought


@strawberry.input(
    description="A document with the fields that a unit plans to collect: `text` or `base64`, one of them. "
    "As what it is read is recognised: a list of names, CSV, XLSX, CREATE TABLE, JSON Schema, OpenAPI."
)
class FormDocumentInput:
    file_name: FileName = strawberry.field(
        description="Name of the file, for messages; its ending tells kinds of text apart."
    )
    text: Document | None = strawberry.field(
        default=None, description="The document, where it is text."
    )
    base64: Document | None = strawberry.field(
        default=None, description="Its bytes in Base64 (RFC 4648 §4): an XLSX, or GB18030."
    )
    sheet: Sought | None = strawberry.field(
        default=None, description="Which sheet of a workbook, where several look like forms."
    )
    table: Sought | None = strawberry.field(
        default=None, description="Which table of a script, by its name or comment; null: all."
    )
    operation: Sought | None = strawberry.field(
        default=None,
        description="Which operation of an interface: its id, or method and path, POST /persons.",
    )
    dialect: ScriptDialect | None = strawberry.field(
        default=None, description="Of a script; null: recognised."
    )
