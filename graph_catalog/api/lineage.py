"""`lineage` below a field, dataset, system or unit: a relation that is walked, not paged."""

import asyncio
import dataclasses

from graph_catalog.gql.refused import TooMuchError, WrongArgumentError
from graph_catalog.gql.relations import Asking, ObjectGroup
from graph_catalog.language import say
from graph_catalog.lineage.pure.limits import MOST_HOLDERS, out_of_bounds
from graph_catalog.lineage.pure.projected import LEVEL_OF
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import tracing
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import Lineage
from graph_catalog.model.refusals import Refusal


@dataclasses.dataclass(frozen=True)
class Traced:
    """The lineage of each parent, at the parent's own level unless another is asked for."""

    async def read(self, asking: Asking) -> list[ObjectGroup]:
        """Walk for each parent, one question a direction, all at once."""
        if len(asking.parents) > MOST_HOLDERS:
            raise _too_many(asking.field, len(asking.parents))
        arguments = asking.arguments
        if refusal := out_of_bounds(
            arguments["depth"], arguments["max_nodes"], kinds=arguments["kinds"]
        ):
            raise WrongArgumentError(
                refusal.message,
                ".".join(refusal.path or []),
                at=[asking.details[0].node],
            )
        context = asking.request.info.context
        level = arguments.pop("level") or LEVEL_OF[NodeKind(asking.type.name)]
        found = await asyncio.gather(
            *(
                tracing.trace(
                    context.engine,
                    context.viewer,
                    asking.pins,
                    Question(str(parent.key), level=level, **arguments),  # type: ignore[attr-defined]  # a relation's parents are entities
                )
                for parent in asking.parents
            )
        )
        for parent, traced in zip(asking.parents, found, strict=True):
            parent.hung[asking.position] = None if isinstance(traced, Refusal) else traced
        return [asking.below([traced for traced in found if isinstance(traced, Lineage)])]


def _too_many(field: str, parents: int) -> TooMuchError:
    return TooMuchError(
        say(
            zh=f"{field} 一次最多可在 {MOST_HOLDERS} 个上级对象下查询，这里有 {parents} 个；请缩小 first，或逐个查询。",
            en=f"{field} may be asked below {MOST_HOLDERS} parents at a time, here are {parents}; "
            "ask for a smaller page, or one by one.",
        )
    )
