"""The table of rights, cell by cell, through the API: role × operation × whose it is."""

from typing import Any, Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import RIGHTS, Operation, Side
from graph_catalog.model.enums.roles import Role
from tests.conftest import OF_ROLE, Catalog, wipe
from tests.rights import acts, sides
from tests.rights.acts import Act

ELSEWHERE: Final = {
    Operation.REPORT_LINEAGE: "tests/lineage/recording/test_rights.py: events come by another door",
    Operation.SHAPE_BY_TOOL: "tests/lineage/recording/test_rights.py",
    Operation.WITHDRAW_RULING: "below: a ruling has to be made first",
}
"""Rows that are proven by another test, and where."""

_OWNED: Final = {**acts.OF_A_UNIT, **acts.OF_A_THING}
_REFUSED: Final = {"NotPermitted", "NotFound"}


def _cells(operation: Operation) -> dict[Side, Act]:
    """Return the change of each cell by whose the thing is."""
    if operation in acts.OF_THE_DISTRICT:
        return {Side.NOBODY: acts.OF_THE_DISTRICT[operation]()}
    owners = dict(sides.OWNERS)
    if operation in acts.OF_A_UNIT:
        del owners[Side.NOBODY]
    return {side: _OWNED[operation](owner) for side, owner in owners.items()}


def test_every_row_of_the_table_has_a_change_that_proves_it() -> None:
    assert {*_OWNED, *acts.OF_THE_DISTRICT, *ELSEWHERE} == set(Operation) == set(RIGHTS)


async def _attempt(catalog: Catalog, act: Act, viewer: Viewer) -> str:
    mutation, given = act
    type_ = mutation[0].upper() + mutation[1:]
    query = (
        f"mutation($input: {type_}Input!) {{ {mutation}(input: $input) "
        "{ __typename ... on Refusal { message path } } }"
    )
    answer: Any = await catalog.ask(query, {"input": given}, viewer=viewer)
    typename = str(answer[mutation]["__typename"])
    assert typename in _REFUSED or typename.endswith("Payload"), answer
    return typename


async def _seeded(catalog: Catalog) -> None:
    await wipe(catalog.engine)
    await sides.estate().record(catalog.engine)


@pytest.mark.parametrize("operation", [*_OWNED, *acts.OF_THE_DISTRICT], ids=lambda one: one.name)
async def test_whoever_may_can_and_nobody_else(catalog: Catalog, operation: Operation) -> None:
    found: dict[tuple[Role, Side], bool] = {}
    for side, act in _cells(operation).items():
        await _seeded(catalog)
        for role, viewer in OF_ROLE.items():
            typename = await _attempt(catalog, act, viewer)
            found[role, side] = typename not in _REFUSED
            if found[role, side]:
                await _seeded(catalog)
    allowed = RIGHTS[operation]
    assert found == {(role, side): side in allowed.get(role, ()) for role, side in found}


@pytest.mark.parametrize("role", Role)
async def test_a_ruling_is_withdrawn_by_whoever_may(catalog: Catalog, role: Role) -> None:
    await _seeded(catalog)
    _, given = acts.OF_THE_DISTRICT[Operation.RULE_ON_MATCH]()
    ruled = await catalog.ask(
        """mutation($input: RuleOnMatchInput!) {
          ruleOnMatch(input: $input) { ... on RuleOnMatchPayload { ruling { id } } } }""",
        {"input": given},
    )
    act = ("withdrawRuling", {"rulingId": ruled["ruleOnMatch"]["ruling"]["id"], "reason": "有误"})
    typename = await _attempt(catalog, act, OF_ROLE[role])
    may = Side.NOBODY in RIGHTS[Operation.WITHDRAW_RULING].get(role, ())
    assert (typename not in _REFUSED) is may


def test_who_has_no_role_and_who_has_no_unit_may_change_next_to_nothing() -> None:
    nobody = Viewer("nobody", "civil", frozenset())
    homeless = Viewer("homeless", None, frozenset({Role.UNIT_OFFICER}))
    for operation in Operation:
        assert not nobody.may_at_all(operation)
    owned = {operation for operation in Operation if homeless.may_at_all(operation)}
    assert owned == {Operation.REPORT_LINEAGE}
