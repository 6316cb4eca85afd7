"""The command line, `graph-catalog`: one file per group of commands."""

from graph_catalog.cli.program import main

__all__ = ["main"]
