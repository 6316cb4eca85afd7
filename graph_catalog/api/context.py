"""What a resolver knows of its request: the engine, who asks, and the pins, read once."""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from strawberry.types import Info as StrawberryInfo

from graph_catalog.api.refused import TooMuchError, as_error
from graph_catalog.auth import Viewer
from graph_catalog.catalog import pins
from graph_catalog.catalog.pins import Asked
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.viewpoint import Pins
from graph_catalog.language import say
from graph_catalog.model.refusals import InvalidInput

_ROWS_A_REQUEST = 50_000


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclasses.dataclass
class Context:
    """One request."""

    engine: Engine
    viewer: Viewer
    max_page: int = 100
    clock: Callable[[], dt.datetime] = _now
    _resolved: dict[Asked, asyncio.Task[Pins | InvalidInput]] = dataclasses.field(
        default_factory=dict
    )
    _rows: int = 0

    async def find_pins(self, asked: Asked) -> Pins | InvalidInput:
        """Resolve pins; however many fields ask for the same, the head is read once."""
        task = self._resolved.get(asked)
        if task is None:
            resolving = pins.resolve(self.engine, self.viewer, asked, now=self.clock())
            task = self._resolved[asked] = asyncio.ensure_future(resolving)
        return await task

    async def pins(self, asked: Asked) -> Pins:
        """Resolve pins for a field without a union; a wrong one is a `WrongArgumentError`."""
        found = await self.find_pins(asked)
        if isinstance(found, InvalidInput):
            raise as_error(found)
        return found

    def forget_pins(self) -> None:
        """After a write: what follows in this request sees it."""
        self._resolved.clear()

    def spend(self, rows: int) -> None:
        """Count rows read; a request that reads too many is ended."""
        self._rows += rows
        if self._rows > _ROWS_A_REQUEST:
            raise TooMuchError(
                say(
                    zh=f"一次请求最多读取 {_ROWS_A_REQUEST} 行;请减少嵌套,或用 first 缩小各级列表。",
                    en=f"A request may read {_ROWS_A_REQUEST} rows; nest less, or ask for smaller pages with first.",
                )
            )


Info = StrawberryInfo[Context, Any]
