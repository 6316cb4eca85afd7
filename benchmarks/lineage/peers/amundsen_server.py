"""Run amundsen-metadata on loopback, in a virtual environment of its own: python amundsen_server.py PORT [repaired].

Its settings come from its own environment variables (PROXY_HOST, PROXY_PORT, CREDENTIALS_PROXY_USER, ..._PASSWORD).
"""

import logging
import re
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

_IMPLICIT: Final = re.compile(
    r"CASE WHEN (\w+) IS NULL\s+THEN \[\]\s+ELSE\s+collect\(distinct\s*(\{.*?\})\)\s+END",
    re.DOTALL | re.IGNORECASE,
)


def repaired(statement: str) -> str:
    """Return a statement without the implicit grouping that Neo4j 5 and later refuse; it means the same."""
    return _IMPLICIT.sub(r"collect(DISTINCT CASE WHEN \1 IS NULL THEN NULL ELSE \2 END)", statement)


def _serve(port: int, *, is_repaired: bool) -> None:
    # Only there: this file is also read where they are not installed.
    neo4j_proxy: Any = import_module("metadata_service.proxy.neo4j_proxy")
    run = neo4j_proxy.execute_statement

    def run_repaired(tx: Any, stmt: str, params: Mapping[str, Any] | None = None) -> Any:
        return run(tx, repaired(stmt), params)

    if is_repaired:
        neo4j_proxy.execute_statement = run_repaired
    service = import_module("metadata_service")
    app = service.create_app(config_module_class="metadata_service.config.LocalConfig")
    logging.getLogger().setLevel(logging.WARNING)  # its local setting tells every byte of Bolt
    import_module("waitress").serve(app, host="127.0.0.1", port=port, threads=2)


if __name__ == "__main__":
    _serve(int(sys.argv[1]), is_repaired="repaired" in sys.argv)
