"""How often the matching is right: printed, and written into docs/verdict.md. `make eval`.

The shared folder is found by GRAPH_CATALOG_SHARED, else beside the checkout. Nothing here depends
on a clock or on chance: a second run changes no byte.
"""

import re
import sys
from pathlib import Path
from typing import Final

from benchmarks.evaluation import labelled, page
from benchmarks.evaluation.deprived import Lack
from benchmarks.evaluation.figures import measure
from benchmarks.evaluation.pairs import pairs_file
from graph_catalog.language import Language, speaking

_PAGE: Final = Path(__file__).parents[2] / "docs" / "verdict.md"
_PART: Final = re.compile(
    r"(<!-- measured by make eval: (?P<name>[a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL
)
_LANGUAGES: Final = {"zh": Language.CHINESE, "en": Language.ENGLISH}


def main() -> int:
    """Measure, print, write; 1 where the shared pairs are not there."""
    path = pairs_file()
    if not path.is_file():
        sys.stderr.write(
            f"There are no shared pairs at {path}: set GRAPH_CATALOG_SHARED to the shared folder. "
            "Nothing was measured, and docs/verdict.md is as it was.\n"
        )
        return 1
    figures = measure(path)

    def part(name: str) -> str:
        with speaking(_LANGUAGES[name]):
            return "\n\n".join((page.written(figures), *labelled.written()))

    old = _PAGE.read_text("utf-8")
    new = _PART.sub(lambda found: f"{found[1]}\n{part(found['name'])}\n\n{found[3]}", old)
    if new != old:
        _PAGE.write_text(new, "utf-8")
    changed = "written" if new != old else "as it was"
    with speaking(Language.ENGLISH):
        names = page.by_name(figures, (Lack.SPELLINGS, Lack.ELEMENTS))
    sys.stdout.write(f"{part('en')}\n\n{names}\n\ndocs/verdict.md: {changed}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
