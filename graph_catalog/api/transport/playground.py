"""The playground page: GraphiQL from our own host, with example queries; nothing is loaded from anywhere else."""

import json
from importlib import resources
from pathlib import Path
from string import Template
from typing import Final

_HERE: Final = Path(str(resources.files("graph_catalog.api")))
_PAGE: Final = Template((_HERE / "playground.html").read_text("utf-8"))
_EXAMPLES: Final = sorted((_HERE / "examples").glob("*.graphql"))


def examples() -> list[str]:
    """Return the example queries, each of which opens in a tab of its own."""
    return [path.read_text("utf-8") for path in _EXAMPLES]


def page(nonce: str) -> str:
    """Return the page; `nonce` is what its one script may run by."""
    tabs = json.dumps([{"query": query} for query in examples()], ensure_ascii=False).replace(
        "<", "\\u003c"
    )
    return _PAGE.substitute(nonce=nonce, tabs=tabs)


def policy(nonce: str) -> str:
    """Return the page's content security policy: our own host alone."""
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
        "form-action 'none'"
    )
