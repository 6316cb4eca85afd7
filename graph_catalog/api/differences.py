"""`differences` below a kept check: its plan checked again, at pins of its own where they are given."""

import asyncio
import dataclasses
from typing import Final

from graph_catalog.collection import collection_checks
from graph_catalog.gql.refused import TooMuchError
from graph_catalog.gql.relations import Asking, ObjectGroup
from graph_catalog.language import say
from graph_catalog.model.projects import CollectionCheckRecord
from graph_catalog.record.pins import AskedPins

_PARENTS: Final = 5
"""A check is some ten questions, and two of them where the rules have changed."""


@dataclasses.dataclass(frozen=True)
class Rechecked:
    """What has changed in each parent."""

    async def read(self, asking: Asking) -> list[ObjectGroup]:
        """Check each parent's plan again, all at once."""
        if len(asking.parents) > _PARENTS:
            raise _too_many(asking.field, len(asking.parents))
        context = asking.request.info.context
        kept = [parent for parent in asking.parents if isinstance(parent, CollectionCheckRecord)]
        context.spend(sum(one.field_count for one in kept))
        asked = AskedPins.written(**asking.arguments)
        pins = asking.pins if asked == AskedPins() else await context.pins(asked)
        found = await asyncio.gather(
            *(
                collection_checks.differences(context.engine, context.viewer, pins, one)
                for one in kept
            )
        )
        for parent, differences in zip(kept, found, strict=True):
            parent.hung[asking.position] = differences
        return [dataclasses.replace(asking, pins=pins).below(found)]


def _too_many(field: str, parents: int) -> TooMuchError:
    return TooMuchError(
        say(
            zh=f"{field} 一次最多可在 {_PARENTS} 个核查记录下查询，这里有 {parents} 个；请缩小 first，或逐个查询。",
            en=f"{field} may be asked below {_PARENTS} checks at a time, here are {parents}; "
            "ask for a smaller page, or one by one.",
        )
    )
