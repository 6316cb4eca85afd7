"""A sheet as a grid of texts, with the areas that are merged into one cell."""

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence

ROWS = 2000
COLUMNS = 200
"""What is looked at of a sheet; a form is no larger."""


@dataclasses.dataclass(frozen=True)
class Area:
    """Cells that show one text; rows and columns from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int
    text: str = ""

    @property
    def name(self) -> str:
        """Name of its first cell as a spreadsheet shows it: B3."""
        letters, rest = "", self.left
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.top}"


@dataclasses.dataclass(frozen=True)
class Grid:
    """A sheet; `rows` hold the text of a merged area in its first cell alone."""

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[Area] = ()

    @functools.cached_property
    def width(self) -> int:
        """Columns that are used."""
        used = [place for row in self.rows for place, cell in enumerate(row, 1) if cell.strip()]
        return max([*used, *(area.right for area in self.merged)], default=0)

    @property
    def height(self) -> int:
        """Rows that there are, blank ones at the end included: they are to be filled in."""
        return max([len(self.rows), *(area.bottom for area in self.merged)], default=0)

    @functools.cached_property
    def _areas(self) -> Mapping[tuple[int, int], Area]:
        return {
            (row, column): dataclasses.replace(area, text=self._text(area.top, area.left))
            for area in self.merged
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }

    def _text(self, row: int, column: int) -> str:
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1].strip() if column <= len(cells) else ""

    def at(self, row: int, column: int) -> Area | None:
        """Return the cell or merged area at a place, None outside of what is used."""
        if not (1 <= row <= self.height and 1 <= column <= self.width):
            return None
        return self._areas.get((row, column)) or Area(
            row, column, row, column, self._text(row, column)
        )

    def texts(self) -> Iterator[Area]:
        """Yield all that has a text, row by row."""
        for number, row in enumerate(self.rows, 1):
            for place, cell in enumerate(row, 1):
                if cell.strip() and (area := self.at(number, place)):
                    yield area
