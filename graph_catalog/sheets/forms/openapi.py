"""An OpenAPI 3.0 or 3.1 document: what the body of an operation asks for.

Only bodies are read. Where several operations take one, which is meant has to be said.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.model.enums.forms import FormKind
from graph_catalog.model.form_reading import FormPart, FormReading
from graph_catalog.sheets.forms import choice, naming
from graph_catalog.sheets.forms.json_schema import Schema, SchemaWalk

_METHODS: Final = ("post", "put", "patch", "get", "delete", "options", "head", "trace")
_MEDIA: Final = ("json", "x-www-form-urlencoded", "form-data")


@dataclasses.dataclass(frozen=True)
class _Operation:
    """An operation that takes a body, and the body's schema."""

    line: str
    id: str
    title: str
    schema: Schema
    path: str
    parameters: int

    @property
    def key(self) -> str:
        """What chooses it: its id, or method and path."""
        return self.id or self.line


def is_interface(document: object) -> bool:
    """Whether a document is one of OpenAPI, or of Swagger before it."""
    return isinstance(document, Mapping) and bool({"openapi", "swagger"} & set(document))


def read(source: str, document: Schema, wanted: str | None) -> FormReading:
    """Read the body of an operation; raises `InputFileError` where there is none, or several."""
    if not str(document.get("openapi", "")).startswith("3."):
        raise _old(source)
    operation = _chosen(source, list(_operations(document)), wanted)
    walk = SchemaWalk(source, document, is_body=True)
    fields = walk.fields(operation.schema, operation.path)
    notes = walk.notes()
    if operation.parameters:
        notes.append(
            say(
                zh=f"{operation.line} 另有 {operation.parameters} 个路径、查询等参数，未读取。",
                en=f"{operation.parameters} parameters of {operation.line} were not read.",
            )
        )
    part = FormPart(key=operation.key, name=operation.title or None, fields=fields)
    return FormReading(kind=FormKind.OPEN_API, parts=[part], warnings=notes)


def _operations(document: Schema) -> Iterator[_Operation]:
    for path, item in _mapping(document, "paths").items():
        for method in _METHODS:
            operation = item.get(method) if isinstance(item, Mapping) else None
            if not isinstance(operation, Mapping):
                continue
            body = _inside(document, _mapping(operation, "requestBody"))
            schema = _schema(_mapping(body, "content"))
            if schema is not None:
                parameters = operation.get("parameters")
                yield _Operation(
                    line=f"{method.upper()} {path}",
                    id=str(operation.get("operationId") or ""),
                    title=naming.bare(str(operation.get("summary") or "")),
                    schema=schema,
                    path=f"{method.upper()} {path}",
                    parameters=len(parameters) if isinstance(parameters, list) else 0,
                )


def _mapping(of: Schema, word: str) -> Schema:
    value = of.get(word)
    return value if isinstance(value, Mapping) else {}


def _inside(document: Schema, body: Schema) -> Schema:
    """Return a body, or the one among the components that it refers to."""
    prefix = "#/components/requestBodies/"
    reference = str(body.get("$ref", ""))
    if not reference.startswith(prefix):
        return body
    bodies = _mapping(_mapping(document, "components"), "requestBodies")
    return _mapping(bodies, reference.removeprefix(prefix))


def _schema(content: Mapping[str, Any]) -> Schema | None:
    """Return the schema of the first kind of content that has fields: JSON, else a form."""
    for kind in _MEDIA:
        for media, said in content.items():
            if kind in str(media).lower() and isinstance(said, Mapping):
                schema = _mapping(said, "schema")
                if schema:
                    return schema
    return None


def _chosen(source: str, operations: list[_Operation], wanted: str | None) -> _Operation:
    keys = [operation.key for operation in operations]
    if not operations:
        raise _no_body(source)
    if wanted is None:
        if len(operations) > 1:
            raise choice.several(
                source, say(zh="带请求体的操作", en="operations with a body"), "operation", keys
            )
        return operations[0]
    word = " ".join(wanted.split()).casefold()
    found = [each for each in operations if word in {each.id.casefold(), each.line.casefold()}]
    if not found:
        raise choice.absent(source, wanted, "operation", keys)
    return found[0]


def _old(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 不是 OpenAPI 3.0 或 3.1（可能是 Swagger 2.0）。请先转换为 OpenAPI 3。",
            en=f"{source} is no OpenAPI 3.0 or 3.1 (Swagger 2.0?). Convert it to OpenAPI 3 first.",
        )
    )


def _no_body(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 中没有带请求体（JSON 或表单）的操作，看不出采集哪些数据项。",
            en=f"No operation in {source} takes a body of JSON or of a form: nothing is collected.",
        )
    )
