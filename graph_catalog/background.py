"""What a server does by the way, on its own account."""

import asyncio
import logging
from typing import Final

from graph_catalog.catalog import units
from graph_catalog.errors import CatalogError
from graph_catalog.graph.engine import Engine
from graph_catalog.tokens import Tokens

_log = logging.getLogger(__name__)
_BETWEEN_LOOKS: Final = 30.0
"""Seconds after which it is looked again whether the units of tokens are in the catalog."""


async def watch_units(engine: Engine, tokens: Tokens) -> None:
    """Keep `tokens` told of units that the catalog does not have, for as long as the server runs."""
    while True:
        try:
            tokens.units_are_gone(await units.missing(engine, tokens.units))
        except CatalogError as problem:
            _log.warning("the units of the tokens are not looked up: %s", problem)
        await asyncio.sleep(_BETWEEN_LOOKS)
