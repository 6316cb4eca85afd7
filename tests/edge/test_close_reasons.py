"""Why a websocket is closed is said in the caller's language, as far as a close frame holds it."""

import ast
import asyncio
import inspect
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strawberry.http import async_base_view
from strawberry.subscriptions.protocols.graphql_transport_ws import handlers

from graph_catalog.edge import bounded_socket
from graph_catalog.edge.bounded_socket import in_the_callers_language
from graph_catalog.language import Language, speaking
from tests.conftest import OFFICER, Catalog
from tests.edge.sockets import connect
from tests.edge.test_subscriptions import application

OURS: Final = {"Forbidden", "Subscription limit reached"}
"""Said otherwise before strawberry's own words are looked at."""


def _of_strawberry() -> set[str]:
    """Return every reason in the source of strawberry, with X for what it fills in."""
    found = set()
    for module in (handlers, async_base_view):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            said: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in {"close", "handle_invalid_message"}:
                    said = [*node.args, *(each.value for each in node.keywords)]
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {
                "reason",
                "error_message",
            }:
                said = [node.value]
            for each in said:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    found.add(each.value)
                elif isinstance(each, ast.JoinedStr):
                    found.add(
                        "".join(
                            getattr(part, "value", "X") if isinstance(part, ast.Constant) else "X"
                            for part in each.values
                        )
                    )
    return found - OURS


def test_every_reason_of_strawberry_is_known() -> None:
    reasons = _of_strawberry()
    assert len(reasons) >= 9
    for reason in reasons:
        with speaking(Language.CHINESE):
            said = in_the_callers_language(reason)
        assert said != reason
        assert "。" not in said
        with speaking(Language.ENGLISH):
            assert in_the_callers_language(reason) == reason


@given(st.text(max_size=300))
def test_a_close_frame_holds_the_reason(reason: str) -> None:
    cut = bounded_socket._cut(reason)  # noqa: SLF001
    assert len(cut.encode()) <= 123
    assert reason.encode("utf-8", "replace").startswith(cut.encode())


def test_of_a_long_reason_whole_sentences_are_kept() -> None:
    assert bounded_socket._cut("甲" * 30 + "。" + "乙" * 30) == "甲" * 30 + "。"  # noqa: SLF001
    assert bounded_socket._cut("a" * 90 + ". " + "b" * 90) == "a" * 90 + "."  # noqa: SLF001


WRONG: Final[list[tuple[int, list[dict[str, Any]]]]] = [
    (4400, [{"type": "nonsense"}]),
    (4400, [{"type": "nonsense" * 100}]),
    (4400, [{"no": "type"}]),
    (4400, [{"id": "", "type": "subscribe", "payload": {}}]),
    (4400, [{"id": "1", "type": "subscribe", "payload": 3}]),
    (4429, [{"type": "connection_init"}]),
]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("code", "messages"), WRONG)
async def test_a_client_that_says_what_is_wrong_is_told_why_in_its_language(
    catalog: Catalog, code: int, messages: list[dict[str, Any]], language: Language
) -> None:
    headers = {
        "Accept-Language": language.value,
        "Authorization": f"Bearer token-of-{OFFICER.name}",
    }
    async with connect(application(catalog), headers) as socket:
        for message in messages:
            await socket.send(**message)
        async with asyncio.timeout(60):
            closed = await socket.outbox.get()
            while closed["type"] != "websocket.close":
                closed = await socket.outbox.get()
        assert closed["code"] == code
        assert closed["reason"]
        assert closed["reason"].isascii() is (language is Language.ENGLISH)
        assert len(closed["reason"].encode()) <= 123
