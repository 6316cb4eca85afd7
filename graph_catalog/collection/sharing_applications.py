"""The 共享申请 that follow from a verdict (Art. 21): whom to ask for what, instead of collecting it."""

from collections.abc import Sequence
from typing import Final

from graph_catalog.collection.verdict.decided import DecidedField
from graph_catalog.collection.verdict.plan import Plan
from graph_catalog.collection.verdict.sight import Sight
from graph_catalog.model.answers import FieldVerdictKind
from graph_catalog.model.sharing_applications import SharingApplication

_TO_BE_HAD: Final = frozenset(
    {
        FieldVerdictKind.OBTAINABLE,
        FieldVerdictKind.OBTAINABLE_ON_REQUEST,
        FieldVerdictKind.PARTLY_OBTAINABLE,
    }
)


def follow_from(
    plan: Plan, decided: Sequence[DecidedField], seen: Sight
) -> list[SharingApplication]:
    """Return an application for each dataset that offers something, in the order of the plan.

    A dataset that the reader may not see has no name, nor has who provides it.
    """
    wanted: dict[tuple[str | None, str], list[int]] = {}
    for field in decided:
        if field.verdict in _TO_BE_HAD and field.source_key is not None:
            wanted.setdefault((field.provider_key, field.source_key), []).append(field.index)
    return [
        SharingApplication(
            fields=fields,
            purpose=plan.purpose or plan.name,
            legal_basis=_legal_basis(plan, fields),
            provider_key=provider if seen.shows(dataset) else None,
            dataset_key=dataset if seen.shows(dataset) else None,
        )
        for (provider, dataset), fields in wanted.items()
    ]


def _legal_basis(plan: Plan, fields: Sequence[int]) -> str | None:
    """Return the basis that the plan states as a whole, and those that only fields of it state."""
    stated = [plan.legal_basis, *(plan.fields[index].legal_basis for index in fields)]
    return "；".join(dict.fromkeys(filter(None, stated))) or None
