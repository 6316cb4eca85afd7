"""What the asking unit applied for (Art. 21), and what that means for a plan."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from graph_catalog.collection.verdict.plan import AppliedGrant, Holding, Plan
from graph_catalog.matching.lexicon.spelling import compact, normalise
from graph_catalog.model.enums.agreements import AgreementStatus


class Hindrance(Enum):
    """How an application of the unit stands that gives it no right to this use."""

    PENDING = "PENDING"
    EXPIRED = "EXPIRED"
    OTHER_PURPOSE = "OTHER_PURPOSE"


@dataclass(frozen=True, slots=True)
class Application:
    """An application that is on record, and why it does not do."""

    grant: AppliedGrant
    hindrance: Hindrance


def about(grants: Iterable[AppliedGrant], *holdings: Holding | None) -> list[AppliedGrant]:
    """Return those that cover one of these fields, or the whole dataset of one."""
    return [
        grant
        for grant in grants
        if any(
            holding is not None
            and grant.dataset_key == holding.dataset_key
            and grant.field_key in ("", holding.field_key)
            for holding in holdings
        )
    ]


def right_to(grants: Sequence[AppliedGrant], plan: Plan) -> AppliedGrant | None:
    """Return the live grant whose purpose covers the plan; the longest of several."""
    good = [
        grant
        for grant in grants
        if _is_live(grant, plan) and covers_purpose(grant.purpose, plan.purpose)
    ]
    return max(good, key=lambda grant: (grant.valid_to, grant.key), default=None)


def refusal(grants: Sequence[AppliedGrant], plan: Plan) -> AppliedGrant | None:
    """Return the refusal that is the last word on what the plan is for, None where it is not.

    A refusal for another purpose says nothing about this one; a grant after it, for whatever
    purpose, shows that the holder gives the data out.
    """
    last = max(
        (
            grant
            for grant in grants
            if grant.valid_from <= plan.on
            and (
                grant.status is AgreementStatus.GRANTED
                or _is_one_matter(grant.purpose, plan.purpose)
            )
        ),
        key=lambda grant: (grant.valid_from, grant.status is AgreementStatus.GRANTED),
        default=None,
    )
    return last if last is not None and last.status is AgreementStatus.REFUSED else None


def lawful_refusal(refused: AppliedGrant | None) -> AppliedGrant | None:
    """Return a refusal that states its legal basis: the holder keeps the datum lawfully (Art. 19 ¶3)."""
    return refused if refused is not None and refused.reason else None


def application(grants: Sequence[AppliedGrant], plan: Plan) -> Application | None:
    """Return what the unit has already applied for, for whoever is told to apply; None if nothing."""
    begun = [grant for grant in grants if grant.valid_from <= plan.on]
    for hindrance, fits in _NOT_ENOUGH:
        found = [grant for grant in begun if fits(grant, plan)]
        if found:
            last = max(found, key=lambda grant: (grant.valid_to, grant.valid_from, grant.key))
            return Application(last, hindrance)
    return None


def covers_purpose(granted: str, planned: str) -> bool:
    """Whether a grant for one purpose serves a plan for another.

    The same words, or the grant's within the plan's.

    A grant for 社会救助 serves 社会救助资格审核, not the other way round. Without a purpose nothing
    is covered.
    """
    wide, narrow = compact(normalise(granted)), compact(normalise(planned))
    return bool(wide) and wide in narrow


def _is_one_matter(one: str, other: str) -> bool:
    """Whether two purposes may be one; where one is not stated they are taken to be."""
    return not one or not other or covers_purpose(one, other) or covers_purpose(other, one)


def _is_live(grant: AppliedGrant, plan: Plan) -> bool:
    return grant.status is AgreementStatus.GRANTED and grant.valid_from <= plan.on < grant.valid_to


def _is_pending(grant: AppliedGrant, plan: Plan) -> bool:
    return grant.status is AgreementStatus.PENDING and _is_one_matter(grant.purpose, plan.purpose)


def _is_over(grant: AppliedGrant, plan: Plan) -> bool:
    was_granted = grant.status in (AgreementStatus.GRANTED, AgreementStatus.ENDED)
    is_over = grant.status is AgreementStatus.ENDED or grant.valid_to <= plan.on
    return was_granted and is_over and covers_purpose(grant.purpose, plan.purpose)


_NOT_ENOUGH = (
    (Hindrance.PENDING, _is_pending),
    (Hindrance.EXPIRED, _is_over),
    (Hindrance.OTHER_PURPOSE, _is_live),
)
"""What keeps an application from being a right, what matters most to the unit first."""


def last_day(grant: AppliedGrant) -> dt.date | None:
    """Return the last day on which a grant holds; None: it has no end."""
    return None if grant.valid_to == dt.date.max else grant.valid_to - dt.timedelta(days=1)
