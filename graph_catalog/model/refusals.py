"""Refusals: answers that a caller should expect, as values (design §6, style.md §4).

Each says what, which, and what to do, in the caller's language, by `language.say` at the place where it is known.
"""

import strawberry

_CODE = "Stable word for programs, e.g. NOT_FOUND."


@strawberry.interface(
    description="Why a question or a change was not granted. An answer, not a fault."
)
class Refusal:
    code: str = strawberry.field(description=_CODE)
    message: str = strawberry.field(
        description="What, which, and what to do, in the caller's language."
    )
    path: list[str] | None = strawberry.field(
        default=None, description="Where in the input, e.g. [input, fields, 3, name]."
    )
    rule: str | None = strawberry.field(
        default=None, description="The article or rule behind it, e.g. 第十五条第二款 or R-19a."
    )


@strawberry.type(
    description="There is no such thing, or the caller may not see it: both look the same."
)
class NotFound(Refusal):
    code: str = strawberry.field(default="NOT_FOUND", description=_CODE)


@strawberry.type(description="The caller's role or unit does not allow this.")
class NotPermitted(Refusal):
    code: str = strawberry.field(default="NOT_PERMITTED", description=_CODE)


@strawberry.type(
    description="Somebody else was there first: a taken name, a newer version, a second live source."
)
class Conflict(Refusal):
    code: str = strawberry.field(default="CONFLICT", description=_CODE)


@strawberry.type(description="The input makes no sense as it stands.")
class InvalidInput(Refusal):
    code: str = strawberry.field(default="INVALID_INPUT", description=_CODE)


@strawberry.type(description="The regulation does not allow it; `rule` names the article.")
class RuleBroken(Refusal):
    code: str = strawberry.field(default="RULE_BROKEN", description=_CODE)


@strawberry.type(
    description="A bulk import is under way, or the store is overloaded; try again later."
)
class CatalogBusy(Refusal):
    code: str = strawberry.field(default="CATALOG_BUSY", description=_CODE)


AnyRefusal = NotFound | NotPermitted | Conflict | InvalidInput | RuleBroken | CatalogBusy
"""All six stand in every result union from the start, so that a new reason changes no schema."""
