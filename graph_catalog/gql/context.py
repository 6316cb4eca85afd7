"""What a resolver knows of its request: the engine, who asks, and the snapshot, read once."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeVar

from strawberry.types import Info as StrawberryInfo

from graph_catalog.edge.budget import Budget
from graph_catalog.gql.refused import TooMuchError, as_error
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import LOCAL, Viewer
from graph_catalog.language import say
from graph_catalog.lineage.pure.observations import NameResolver, resolves_nothing
from graph_catalog.model.refusals import InvalidInput
from graph_catalog.record import snapshots
from graph_catalog.record.head_watch import HeadWatch
from graph_catalog.record.snapshots import AsOfPoint

T = TypeVar("T")
ROWS_A_REQUEST: Final = 50_000
"""Rows of the store; a request that reads more is ended."""


@dataclasses.dataclass
class Context:
    """One request."""

    engine: Engine
    viewer: Viewer
    max_page: int = 100
    watch: HeadWatch | None = None
    """Tells subscriptions of new revisions; one a process."""
    budget: Budget | None = None
    """What whoever asks may still have of the server; one a process."""
    connection: str = ""
    """The address and port of the client."""
    authorization: str = ""
    """The header of the name, of the request or of the handshake."""
    sign_in_again: Callable[[], Viewer] | None = None
    """Of a websocket: who asks by now; raises `HttpRefusedError` where the token is taken no more."""
    place: NameResolver = resolves_nothing
    """The rules that say whose jobs and tables are."""
    connection_params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    """What the client of a websocket said in `connection_init`; strawberry puts it here."""
    _resolved: dict[AsOfPoint, asyncio.Task[Snapshot | InvalidInput]] = dataclasses.field(
        default_factory=dict
    )
    _asked: dict[object, asyncio.Task[Any]] = dataclasses.field(default_factory=dict)
    _rows: int = 0

    async def find_snapshot(self, asked: AsOfPoint) -> Snapshot | InvalidInput:
        """Resolve the snapshot; however many fields ask for the same, the head is read once."""
        task = self._resolved.get(asked)
        if task is None:
            resolving = snapshots.resolve(self.engine, self.viewer, asked)
            task = self._resolved[asked] = asyncio.ensure_future(resolving)
        return await task

    async def snapshot(self, asked: AsOfPoint) -> Snapshot:
        """Resolve the snapshot for a field without a union; a wrong one is a `WrongArgumentError`."""
        found = await self.find_snapshot(asked)
        if isinstance(found, InvalidInput):
            raise as_error(found)
        return found

    async def memoise(self, question: object, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask what several relations at one place rest on; however many do, it is asked once a request."""
        task: asyncio.Task[T] | None = self._asked.get(question)
        if task is None:
            task = self._asked[question] = asyncio.ensure_future(ask())
        return await task

    def fresh_copy(self) -> "Context":
        """Return the context of another operation that came by the same websocket: nothing read stays known."""
        return Context(
            self.engine,
            self.viewer,
            self.max_page,
            self.watch,
            self.budget,
            self.connection,
            place=self.place,
        )

    @property
    def actor(self) -> str:
        """Whose budget it is."""
        return actor(self.viewer, self.connection)

    def forget_snapshot(self) -> None:
        """After a write: what follows in this request sees it."""
        self._resolved.clear()
        self._asked.clear()

    def charge(self, rows: int) -> None:
        """Count rows read; a request that reads too many is ended."""
        self._rows += rows
        if self._rows > ROWS_A_REQUEST:
            raise TooMuchError(
                say(
                    zh=f"一次请求最多读取 {ROWS_A_REQUEST} 行；请减少嵌套，或用 first 缩小各级列表。",
                    en=f"A request may read {ROWS_A_REQUEST} rows; nest less, or ask for smaller pages with first.",
                )
            )


def actor(viewer: Viewer, connection: str) -> str:
    """Return whose budget it is: the token's; in local mode, where everybody is the same viewer, the connection's."""
    return f"connection {connection}" if viewer is LOCAL else f"token {viewer.identity}"


Info = StrawberryInfo[Context, Any]
