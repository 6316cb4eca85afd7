"""A JSON Schema: properties are fields, titles their names, nested objects and lists groups of them.

Draft 7 and 2020-12, and what OpenAPI 3 takes of them. References inside of the document are
followed, each once on a way down; what lies outside of it is not fetched.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import unquote

from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.forms import FormKind
from graph_catalog.model.form_reading import FormField, FormPart, FormReading
from graph_catalog.model.inputs.plans import MOST_FIELDS
from graph_catalog.sheets.forms import naming, structured_text

_DEEPEST: Final = 12
_MOST_STEPS: Final = 60
"""From reference to reference."""
_DIGITS: Final = 10
_MOST_VISITED: Final = 20_000
_MARKS: Final = frozenset({"$schema", "properties", "$defs", "definitions", "$ref", "allOf"})
_SHOWN: Final = 10

Schema = Mapping[str, Any]


def is_schema(document: object) -> bool:
    """Whether a document looks like a JSON Schema."""
    return isinstance(document, Mapping) and not _MARKS.isdisjoint(document)


def read(source: str, document: Schema) -> FormReading:
    """Read a schema as one form; raises `InputFileError` where a reference leads nowhere."""
    walk = SchemaWalk(source, document)
    fields = walk.fields(document, "$")
    name = naming.bare(str(document.get("title") or "")) or None
    return FormReading(
        kind=FormKind.JSON_SCHEMA,
        parts=[FormPart(key="$", name=name, fields=fields)],
        warnings=walk.notes(),
    )


@dataclasses.dataclass(frozen=True)
class _Place:
    """Where the walk stands: the path, the name of the group, and the references on the way."""

    path: str
    group: str = ""
    depth: int = 0
    way: tuple[str, ...] = ()


class SchemaWalk:
    """One walk over the schemas of a document; what it notes on the way is told at its end."""

    def __init__(self, source: str, document: Schema, *, is_body: bool = False) -> None:
        self._source = source
        self._document = document
        self._is_body = is_body
        self._visited = 0
        self._notes: dict[str, list[str]] = {}

    def fields(self, schema: Schema, path: str) -> list[FormField]:
        """Return the fields of a schema, at the most one more than a plan takes."""
        found: dict[str, FormField] = {}
        for field in self._object(schema, _Place(path)):
            found.setdefault(field.origin, field)
            if len(found) > MOST_FIELDS:
                break
        return list(found.values())

    def notes(self) -> list[str]:
        """Say what was taken how."""
        return [
            f"{sentence}{say(zh='、', en=', ').join(paths[:_SHOWN])}"
            + ("…" if len(paths) > _SHOWN else "")
            for sentence, paths in self._notes.items()
        ]

    def _note(self, sentence: str, path: str) -> None:
        paths = self._notes.setdefault(sentence, [])
        if path not in paths:
            paths.append(path)

    def _object(self, schema: Schema, place: _Place) -> Iterator[FormField]:
        """Yield the fields of an object: its own, and those of what it is put together from."""
        for part, at in self._parts(schema, place):
            properties = part.get("properties")
            if isinstance(properties, Mapping):
                for key, property_ in properties.items():
                    if isinstance(property_, Mapping):
                        below = dataclasses.replace(at, path=f"{at.path}.{key}", depth=at.depth + 1)
                        yield from self._property(str(key), property_, below)
            elif (items := self._items(part)) is not None:
                yield from self._object(items, dataclasses.replace(at, path=f"{at.path}[]"))

    def _parts(self, schema: Schema, place: _Place) -> Iterator[tuple[Schema, _Place]]:
        """Yield a schema without its references, and all that it is put together from."""
        self._visited += 1
        if self._visited > _MOST_VISITED or place.depth > _DEEPEST or len(place.way) > _MOST_STEPS:
            raise _too_much(self._source, place.path)
        reference = schema.get("$ref")
        if isinstance(reference, str):
            if reference in place.way:
                self._note(
                    say(zh="循环引用，只展开一次：", en="Refers to itself, followed once: "),
                    place.path,
                )
            elif (target := self._target(reference, place)) is not None:
                way = (*place.way, reference)
                yield from self._parts(target, dataclasses.replace(place, way=way))
        yield schema, place
        for branch, is_case in _branches(schema):
            if is_case:
                self._note(_either(), place.path)
            yield from self._parts(branch, place)

    def _property(self, key: str, schema: Schema, place: _Place) -> Iterator[FormField]:
        parts = [part for part, _ in self._parts(schema, place)]
        if self._is_body and any(structured_text.is_true(p.get("readOnly")) for p in parts):
            self._note(
                say(zh="只读，不由填报人提供：", en="Read only, so not asked for: "), place.path
            )
            return
        title = next((str(p["title"]) for p in parts if p.get("title")), "")
        comment = next((str(p["description"]) for p in parts if p.get("description")), "")
        name, description = naming.bare(title), comment or None
        if not naming.is_worded(name):
            name, description = naming.commented(comment)
        below = list(self._object(schema, dataclasses.replace(place, group=name or place.group)))
        if below:
            if not name:
                self._note(_unnamed_group(), place.path)
            yield from below
            return
        if not name:
            self._note(
                say(zh="没有 title 和 description，以属性名作名称：", en="Named by their keys: "),
                place.path,
            )
        yield FormField(
            name=naming.within(place.group, name or key),
            origin=place.path,
            column_name=key,
            description=description,
            data_type=_type(parts),
            acquisition=self._acquisition(parts, place),
        )

    def _acquisition(self, parts: Sequence[Schema], place: _Place) -> Acquisition:
        if not any(structured_text.is_true(part.get("readOnly")) for part in parts):
            return Acquisition.COLLECTED
        self._note(say(zh="只读，作为业务产生：", en="Read only, so generated: "), place.path)
        return Acquisition.GENERATED

    def _items(self, schema: Schema) -> Schema | None:
        items = schema.get("items")
        if isinstance(items, Sequence) and not isinstance(items, str):
            items = items[0] if items else None
        return items if isinstance(items, Mapping) else None

    def _target(self, reference: str, place: _Place) -> Schema | None:
        """Return what a reference names; None for what lies outside, which is not fetched."""
        if not reference.startswith("#"):
            self._note(
                say(zh="文档之外的引用，未读取：", en="Refers outside, not read: "), reference
            )
            return None
        target: Any = self._document
        for step in reference.removeprefix("#").split("/")[1:]:
            word = unquote(step).replace("~1", "/").replace("~0", "~")
            if isinstance(target, Sequence) and not isinstance(target, str):
                is_place = word.isdecimal() and len(word) < _DIGITS and int(word) < len(target)
                target = target[int(word)] if is_place else None
            else:
                target = target.get(word) if isinstance(target, Mapping) else None
        if not isinstance(target, Mapping):
            raise _leads_nowhere(self._source, place.path, reference)
        return target


def _branches(schema: Schema) -> Iterator[tuple[Schema, bool]]:
    """Yield what a schema is put together from, and whether each is one case among several."""
    for word in ("allOf", "oneOf", "anyOf"):
        branches = schema.get(word)
        listed = branches if isinstance(branches, list) else []
        for branch in listed:
            if isinstance(branch, Mapping):
                yield branch, word != "allOf" and len(listed) > 1
    for word in ("then", "else"):
        if isinstance(branch := schema.get(word), Mapping):
            yield branch, True


def _type(parts: Sequence[Schema]) -> str | None:
    """Return the type and the format that a schema states."""
    type_ = next((part["type"] for part in parts if part.get("type")), None)
    types = type_ if isinstance(type_, list) else [type_]
    words = [str(word) for word in types if word not in {None, "null"}]
    form = next((str(part["format"]) for part in parts if part.get("format")), None)
    said = "|".join(words)
    return f"{said}({form})" if said and form else said or form


def _unnamed_group() -> str:
    return say(
        zh="分组没有 title，名称中看不出属于谁，请核对：",
        en="Groups without a title, so that names do not say whose they are; check: ",
    )


def _either() -> str:
    return say(zh="几种情形的字段都已列入：", en="The fields of all cases are listed: ")


def _too_much(source: str, path: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 在 {path} 处嵌套或引用过多。请只保留所要检查的部分。",
            en=f"{source} nests or refers too much at {path}. Keep the part that is to be checked.",
        )
    )


def _leads_nowhere(source: str, path: str, reference: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 中 {path} 引用的 {reference} 不存在。请补上该定义。",
            en=f"{source}: {path} refers to {reference}, which there is not. Add it.",
        )
    )
