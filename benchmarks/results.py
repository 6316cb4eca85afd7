"""The page of results: ratios first, then what they were taken from."""

import dataclasses
import datetime as dt
import os
import platform
from collections.abc import Iterable, Sequence
from importlib import metadata
from typing import Any

from benchmarks import lattice
from benchmarks.comparing import Comparison, Spread
from benchmarks.footprint import Footprint, Starts
from benchmarks.loading import Stage
from benchmarks.planned_estate import Scale
from graph_catalog.local_store.jars import NEO4J_VERSION


@dataclasses.dataclass(frozen=True)
class Results:
    """All that one run measured."""

    scale: Scale
    rounds: int
    load: float
    """Load average of the machine before the run."""
    questions: Sequence[Comparison]
    lattice: Sequence[Comparison]
    unanswered: Sequence[str]
    """Titles of questions that got no answer."""
    bare: Spread
    loaded: Sequence[Stage]
    imported: Sequence[Stage]
    starts: Starts
    footprints: Sequence[tuple[str, Footprint]]


def page(results: Results) -> str:
    """Return the page, in Markdown."""
    sections = (
        _head(results),
        _questions(results),
        _lattice(results.lattice),
        _loaded(results),
        _imported(results),
        _starts(results.starts),
        _memory(results.footprints),
    )
    return "\n\n".join(sections) + "\n"


def lattice_lines(comparisons: Sequence[Comparison]) -> str:
    """Return the rows of the lattice, for a terminal."""
    return "\n".join(
        f"{comparison.question.title}: {_size(comparison)}, hidden {_lineage(comparison)['hiddenCount']}, "
        f"complete {str(_lineage(comparison)['complete']).lower()}, {_ms(comparison.http)} ms"
        for comparison in comparisons
    )


def _head(results: Results) -> str:
    scale = results.scale
    today = dt.datetime.now(dt.UTC).date().isoformat()
    driver, strawberry = metadata.version("neo4j"), metadata.version("strawberry-graphql")
    return f"""# Measured

Written by `make bench`; do not edit. Ratios are what counts: both sides of each were measured in one run, in turn
(A B, B A, …), on one machine. Numbers are medians with quartiles; those with a unit hold for this machine alone.

- {today}; {os.cpu_count()} cores ({platform.machine()}), load average {results.load:.1f} before the run
- Python {platform.python_version()}, Neo4j {NEO4J_VERSION} (community, local store, default memory), driver {driver},
  Strawberry {strawberry}
- estate of {scale.fields:,} fields (seed {scale.seed}), {scale.datasets:,} datasets, {scale.systems} systems, {scale.units} units,
  and 100 forms beside it (10 × 100 and 90 × 20 fields); {results.rounds} rounds a question at the most, after 5 to warm up, fewer of slow ones"""


def _questions(results: Results) -> str:
    rows = [
        (
            comparison.question.title,
            _ratio(comparison.ratio),
            f"{len(comparison.recording.reads)} in {comparison.recording.steps}",
            len(comparison.ratio.values),
            f"{_ms(comparison.http)} ({_quartiles_ms(comparison.http)})",
            f"{_ms(comparison.bolt)} ({_quartiles_ms(comparison.bolt)})",
            f"{comparison.answer_bytes / 1024:.1f}",
            _slowest(comparison),
            _shown_size(comparison),
        )
        for comparison in results.questions
    ]
    heads = (
        "question",
        "HTTP ÷ Bolt",
        "reads in steps",
        "rounds",
        "HTTP ms",
        "Bolt ms",
        "KiB",
        "slowest read",
        "",
    )
    return f"""## Questions over HTTP against the same reads over raw Bolt

HTTP: a request to a server of its own process, signed in, until its JSON is decoded. Bolt: the same Cypher texts with the
same parameters through a plain driver until the records are dictionaries, those at once that the catalog asks at once.
The difference is all that the catalog does itself: HTTP, GraphQL, rights, verdicts, projection, JSON.

{_table(heads, rows)}

The first read of each question is the audit head (the snapshot).{_list_of_100(results.questions)}{_unanswered(results.unanswered)}"""


def _list_of_100(comparisons: Sequence[Comparison]) -> str:
    took = {comparison.question.title: comparison.http.median for comparison in comparisons}
    one, hundred = took.get("list of 1 dataset"), took.get("list of 100 datasets")
    return f" A list of 100 takes {hundred / one:.1f} times a list of 1." if one and hundred else ""


def _unanswered(titles: Sequence[str]) -> str:
    return "".join(
        f"\n\nWithout an answer (the run's output says why): {title}." for title in titles
    )


def _slowest(comparison: Comparison) -> str:
    name, part = comparison.slowest
    return f"{name}, {part:.0%}"


def _lattice(comparisons: Sequence[Comparison]) -> str:
    rows = [
        (
            comparison.question.title,
            _ratio(comparison.ratio),
            _lineage(comparison)["nodeCount"],
            _lineage(comparison)["edgeCount"],
            _lineage(comparison)["hiddenCount"],
            "yes"
            if _lineage(comparison)["complete"]
            else ", ".join(_lineage(comparison)["truncatedBy"]),
            f"{_ms(comparison.http)} ({_quartiles_ms(comparison.http)})",
            _ms(comparison.bolt),
        )
        for comparison in comparisons
    ]
    heads = ("from", "HTTP ÷ Bolt", "nodes", "edges", "hidden", "complete", "HTTP ms", "Bolt ms")
    return f"""## A lattice {lattice.WIDTH} wide and {lattice.DEPTH} deep, with a cycle, a tenth hidden

Every field is made from all {lattice.WIDTH} of the next layer, the last layer from the first; three of the {lattice.DEPTH} datasets are drafts of
another unit. Asked by an officer to depth 30; what is hidden is walked through and stands redacted.

{_table(heads, rows)}"""


def _loaded(results: Results) -> str:
    total = Stage(
        "**all**",
        sum(stage.rows for stage in results.loaded),
        sum(stage.seconds for stage in results.loaded),
    )
    rows = _stage_rows([*results.loaded, total], results.bare)
    low, high = results.bare.quartiles
    return f"""## Loading an estate

Rows are things and facts, each with its time, revision and audit entry. Bare: nodes with four properties, made by
`UNWIND … CREATE` over raw Bolt in transactions of 10,000, without constraints, half before the load, half after:
{results.bare.median:,.0f} a second ({low:,.0f}–{high:,.0f}).

{_table(("stage", "time ÷ bare", "rows", "s", "rows/s"), rows)}"""


def _imported(results: Results) -> str:
    if not results.imported:
        return "## Importing a file\n\nNot measured: the Beijing catalog was not there (GRAPH_CATALOG_SHARED)."
    first, again = results.imported
    return f"""## Importing a file

The Beijing catalog ({first.rows:,} rows of CSV, one field each), read, checked, aligned and put on record in one transaction of
the loaded store. The same again changes nothing and takes {again.seconds / first.seconds:.2f} of the time.

{_table(("run", "time ÷ bare", "rows", "s", "rows/s"), _stage_rows(results.imported, results.bare))}"""


def _starts(starts: Starts) -> str:
    running = starts.running.median
    rows = [
        (
            "empty directory, store made",
            f"{starts.empty / running:.1f}",
            f"{starts.empty:.2f} (once)",
        ),
        *(
            (
                name,
                f"{spread.median / running:.1f}",
                f"{spread.median:.2f} ({spread.quartiles[0]:.2f}–{spread.quartiles[1]:.2f})",
            )
            for name, spread in (
                ("loaded, store stopped", starts.stopped),
                ("loaded, store running", starts.running),
            )
        ),
    ]
    return f"""## From `graph-catalog serve` to the first answer

{_table(("start", "÷ store running", "s"), rows)}"""


def _memory(footprints: Sequence[tuple[str, Footprint]]) -> str:
    _, rest = footprints[0]
    rows = [
        (
            name,
            f"{footprint.python / rest.python:.2f}",
            f"{footprint.neo4j / rest.neo4j:.2f}",
            f"{footprint.python:.0f}",
            f"{footprint.neo4j:.0f}",
        )
        for name, footprint in footprints
    ]
    heads = ("when", "server ÷ rest", "Neo4j ÷ rest", "server MiB", "Neo4j MiB")
    return f"""## Memory (resident)

{_table(heads, rows)}"""


def _stage_rows(stages: Iterable[Stage], bare: Spread) -> list[tuple[object, ...]]:
    return [
        (
            stage.name,
            f"{bare.median / stage.rate:.1f}",
            f"{stage.rows:,}",
            f"{stage.seconds:.2f}",
            f"{stage.rate:,.0f}",
        )
        for stage in stages
    ]


def _shown_size(comparison: Comparison) -> str:
    return _size(comparison) if "lineage" in comparison.answer else ""


def _size(comparison: Comparison) -> str:
    found = _lineage(comparison)
    return f"{found['nodeCount']} nodes, {found['edgeCount']} edges"


def _lineage(comparison: Comparison) -> dict[str, Any]:
    found: dict[str, Any] = comparison.answer["lineage"]
    return found


def _ratio(spread: Spread) -> str:
    low, high = spread.quartiles
    return f"**{spread.median:.2f}** ({low:.2f}–{high:.2f})"


def _ms(spread: Spread) -> str:
    return f"{spread.median * 1000:.1f}"


def _quartiles_ms(spread: Spread) -> str:
    low, high = spread.quartiles
    return f"{low * 1000:.1f}–{high * 1000:.1f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
