"""Speaking to a person at a terminal, or to a program: tables and bars, or JSON.

Where standard output is no terminal, tables are lines of cells parted by tabs, and no bar is drawn.
What the catalog holds is shown as plain text: nothing in it is markup, and no control character of
it reaches the terminal.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from graph_catalog.model.canonical import canonical
from graph_catalog.model.characters import forbidden_character


class Bar(Protocol):
    """A bar that shows how far something has come."""

    def __call__(self, done: int, in_all: int | None = None, /) -> None:
        """Show `done` of `in_all`; None where that has not changed."""


class Terminal:
    """Where a command speaks: answers on standard output, everything else on standard error."""

    def __init__(
        self, *, as_json: bool = False, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.as_json = as_json
        self._out = _console(out or sys.stdout)
        self._err = _console(err or sys.stderr)

    def say(self, sentence: str) -> None:
        """Say something of the answer; not in JSON."""
        if not self.as_json:
            self._out.print(_plain(sentence), soft_wrap=True)

    def warn(self, sentence: str) -> None:
        """Say something beside the answer."""
        self._err.print(_plain(sentence), soft_wrap=True)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Show a table; not in JSON."""
        if self.as_json or not rows:
            return
        texts = [[_plain("" if cell is None else str(cell)) for cell in row] for row in rows]
        if not self._out.is_terminal:
            for row in [[Text(head) for head in heads], *texts]:
                line = "\t".join(cell.plain.replace("\n", " ") for cell in row)
                self.raw(line + "\n")
            return
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for head in heads:
            table.add_column(Text(head), overflow="fold")
        for row in texts:
            table.add_row(*row)
        self._out.print(table)

    def data(self, answer: Mapping[str, Any]) -> None:
        """Write the answer as JSON, where JSON is wanted."""
        if self.as_json:
            plain = json.loads(canonical(dict(answer)))
            self._out.file.write(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")

    def raw(self, text: str) -> None:
        """Write a text as it is, such as a file's content."""
        self._out.file.write(text)

    @contextmanager
    def bar(self, doing: str, in_all: int | None = None) -> Iterator[Bar]:
        """Draw a bar on standard error while the block runs, if that is a terminal."""
        if self.as_json or not self._err.is_terminal:
            yield _draw_nothing
            return
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._err, transient=True) as progress:
            task = progress.add_task(doing, total=in_all)
            yield lambda done, in_all=None: progress.update(task, completed=done, total=in_all)


def _draw_nothing(_done: int, _in_all: int | None = None) -> None:
    """Take the place of a bar."""


def _console(file: TextIO) -> Console:
    return Console(file=file, markup=False, highlight=False, emoji=False)


def _plain(text: str) -> Text:
    shown = (f"⟨U+{ord(c):04X}⟩" if forbidden_character(c) else c for c in text)
    return Text("".join(shown))
