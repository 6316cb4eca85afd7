"""Which rules matched: the program and the words that it went by."""

import graph_catalog
from graph_catalog.matching.lexicon import lexicon


def rule_set() -> str:
    """Return the version of parser, rules and lexicon; equal ones give equal answers."""
    return f"{graph_catalog.__version__}-{lexicon.current().hash[:12]}"
