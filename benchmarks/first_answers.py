"""How long the first questions and the first change of a start take, asked the moment that the server is ready.

python -m benchmarks.first_answers --data DIR    # with the sample district
"""

import argparse
import os
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import orjson

from benchmarks.questions import CENTRE, token_of
from benchmarks.server import Server, body, serving
from graph_catalog.identity.token_file import line_for
from graph_catalog.settings import Settings

_UNIT: Final = "VW5pdDppNGEza2hkdXBob2Jqc2h1aXhkYg"
"""区民政局 of the sample district, which has the same ids everywhere."""
_PLAN: Final = {
    "unitId": _UNIT,
    "name": "登记表",
    "fields": [{"name": "姓名"}, {"name": "公民身份号码"}],
}
_ASKED: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "findings": ("{ findings(first: 20) { nodes { rule message } } }", {}),
    "duplicateCollections": (
        "{ duplicateCollections(first: 20) { nodes { collectionPoints } } }",
        {},
    ),
    "checkCollection": (
        """query($input: CollectionPlanInput!) { checkCollection(input: $input) {
          __typename ... on Refusal { message } } }""",
        {"input": _PLAN},
    ),
    "a change": (
        'mutation { registerUnit(input: {name: "首次登记"}) { __typename ... on Refusal { message } } }',
        {},
    ),
}
_POLL: Final = 0.05
_PATIENCE: Final = 600.0


def main(data: Path, rounds: int) -> None:
    """Start a server, ask one thing the moment it is ready, and again; each of its own start."""
    for name in _ASKED:
        for _ in range(rounds):
            with tempfile.TemporaryDirectory(prefix="graph-catalog-first-") as folder:
                tokens = Path(folder) / "tokens"
                tokens.write_text(line_for(token_of(CENTRE), CENTRE), "utf-8")
                settings = Settings(data=data, tokens=tokens)
                with serving(settings) as server:
                    began = time.perf_counter()
                    _await_ready(server)
                    ready = time.perf_counter() - began
                    first, said = _ask(server, name)
                    again, _ = _ask(server, name)
            load = os.getloadavg()[0]
            sys.stdout.write(
                f"{name:<22} ready after {ready:6.1f} s, then {first:6.2f} s, again {again:6.2f} s  "
                f"{said}  (load {load:.1f})\n"
            )
            sys.stdout.flush()


def _await_ready(server: Server) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{server.address}/readyz", timeout=_PATIENCE):  # noqa: S310  # our own
                server.connect()
                return
        except (urllib.error.URLError, OSError):
            time.sleep(_POLL)
    raise TimeoutError


def _ask(server: Server, name: str) -> tuple[float, str]:
    query, variables = _ASKED[name]
    server.refresh()
    began = time.perf_counter()
    answer = orjson.loads(server.post(body(query, variables), token_of(CENTRE)))
    seconds = time.perf_counter() - began
    if "errors" in answer:
        return seconds, str(answer["errors"][0]["extensions"]["code"])
    return seconds, "answered"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_answers", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data directory")
    parser.add_argument("--rounds", type=int, default=2, help="starts for each (2)")
    given = parser.parse_args()
    main(given.data, given.rounds)
