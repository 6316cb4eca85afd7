"""Look-ahead hydration: everything that was selected is read before completion begins (design §6).

From the root field's answer downward, every selected relation is one read for all objects at its position, siblings
at once. What is read is kept on its parents under the position; the executor then never awaits.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from graphql import (
    GraphQLCompositeType,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
    is_object_type,
)
from graphql.pyutils import gather_with_cancel

from graph_catalog.gql.context import Info
from graph_catalog.gql.refused import WrongArgumentError
from graph_catalog.gql.relation_requests import READER, ObjectGroup, RelationRequest
from graph_catalog.gql.selection import Request, strawberry_field
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.model.preloaded import Preloaded, position

T = TypeVar("T")


async def hydrate(info: Info, answer: T, snapshot: Snapshot) -> T:
    """Read ahead all relations selected below a root field's answer, and return the answer."""
    request = Request.of(info)
    await _fill(
        request,
        ObjectGroup(position(request.raw.path), _flat(answer), request.details, snapshot),
        request.raw.return_type,
    )
    return answer


async def _fill(request: Request, place: ObjectGroup, type_: Any) -> None:  # noqa: ANN401  # any output type
    askings = list(_relation_requests(request, place, get_named_type(type_)))
    if len(askings) == 1:
        await _ask(askings[0])
    elif askings:
        await gather_with_cancel(*map(_ask, askings))


async def _ask(relation: RelationRequest) -> None:
    try:
        places = await relation.reader.read(relation)
    except WrongArgumentError as wrong:
        # Hung where the answer would be: the error is that field's, by its path, and what stands beside it is answered.
        relation.request.info.context.charge(len(relation.parents))
        for parent in relation.parents:
            parent.preloaded[relation.position] = wrong
        return
    for place in places:
        await _fill(relation.request, place, relation.type.fields[relation.field].type)


def _relation_requests(
    request: Request, place: ObjectGroup, type_: GraphQLCompositeType
) -> Iterator[RelationRequest]:
    """Yield the relations selected at a place and in the plain objects within."""
    for object_type, objects in _by_type(request, place.objects, type_):
        for key, details in request.fields(object_type, place.details).items():
            name = details[0].node.name.value
            if name.startswith("__"):
                continue
            below = (key, *place.position)
            reader = object_type.fields[name].extensions.get(READER)
            if reader is not None:
                for snapshot, parents in _by_snapshot(objects, place.snapshot):
                    yield RelationRequest(
                        request, object_type, reader, below, details, parents, snapshot
                    )
                continue
            inner = get_named_type(object_type.fields[name].type)
            if is_composite_type(inner):
                attribute = strawberry_field(object_type, name).python_name
                within = [part for thing in objects for part in _flat(getattr(thing, attribute))]
                yield from _relation_requests(
                    request, ObjectGroup(below, within, details, place.snapshot), inner
                )


def _by_type(
    request: Request, objects: Sequence[Any], type_: GraphQLCompositeType
) -> Iterator[tuple[GraphQLObjectType, list[Any]]]:
    if not objects:
        return
    if is_object_type(type_):
        yield type_, list(objects)
        return
    groups: dict[str, list[Any]] = {}
    for thing in objects:
        groups.setdefault(type(thing).__strawberry_definition__.name, []).append(thing)
    for name, group in groups.items():
        concrete = request.schema.type_map[name]
        assert isinstance(concrete, GraphQLObjectType)  # noqa: S101  # a Python class that is no interface
        yield concrete, group


def _by_snapshot(
    objects: Sequence[Preloaded], snapshot: Snapshot
) -> Iterator[tuple[Snapshot, list[Preloaded]]]:
    groups: dict[Snapshot, list[Preloaded]] = {}
    for thing in objects:
        groups.setdefault(thing.seen_at or snapshot, []).append(thing)
    yield from groups.items()


def _flat(value: Any) -> list[Any]:  # noqa: ANN401
    if value is None:
        return []
    if isinstance(value, list):
        return [part for item in value for part in _flat(item)]
    return [value]
