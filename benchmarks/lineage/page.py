"""The page of lineage measured: what was asked, how fast, and whether it was right."""

import dataclasses
import datetime as dt
import os
import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from benchmarks.lineage.comparing_peers import Asked, Compared
from benchmarks.lineage.measuring import Shown, Start
from benchmarks.lineage.peers import amundsen, neo4j_graphql
from benchmarks.lineage.products import PATIENCE_SECONDS
from benchmarks.lineage.question import Times
from graph_catalog.local_store.jars import NEO4J_VERSION

_PROJECTED: Final = 1000


@dataclasses.dataclass(frozen=True)
class Results:
    """All that one run measured."""

    load: float
    """Load average of the machine before the run."""
    load_within: float
    """Load average over the last five minutes of the run, its own included."""
    seed: int
    fields: int
    derivations: int
    was_loaded_before: bool
    shapes: Sequence[Shown]
    starts: Mapping[str, Sequence[Start]]
    peers: Sequence[Compared]


def page(results: Results) -> str:
    """Return the page, in Markdown."""
    sections = (_head(results), _shapes(results), _starts(results), _peers(results.peers))
    return "\n\n".join(section for section in sections if section) + "\n"


def in_short(asked: Asked) -> str:
    """Return what a product did, for a terminal."""
    return f"{asked.product} {_ms_of(asked)} {_outcome(asked)}"


def _head(results: Results) -> str:
    today = dt.datetime.now(dt.UTC).date().isoformat()
    came = (
        "loaded earlier, opened from a copy" if results.was_loaded_before else "loaded in the run"
    )
    return f"""# Lineage measured

Written by `python -m benchmarks.lineage`; do not edit. Everything was measured in one run on one local store, what is compared
in turn, request by request. Ratios and verdicts are what counts; milliseconds hold for this machine alone.

- {today}; {os.cpu_count()} cores ({platform.machine()}) for client, servers and store together, load average {results.load:.1f} before the run,
  {results.load_within:.1f} within it, its own included
- Python {platform.python_version()}, Neo4j {NEO4J_VERSION} (community, local store, heap 2 GiB, page cache 1 GiB)
- estate: `benchmarks.estate` (seed {results.seed}; {came}); with the shapes {results.fields:,} fields and {results.derivations:,} derivations
- Verdict: nodes, hops and edges of every answer against a breadth-first search of ten lines (`benchmarks/lineage/reference.py`)
  over the derivations as they lie in the store; `exact` means that all three sets are equal and that the answer says
  rightly whether more lies deeper
- Nothing here is cold: plans are made and the pages are in memory before the first request that counts"""


def _shapes(results: Results) -> str:
    rows = [
        (
            shown.question.title,
            f"{shown.question.direction.lower()}, {shown.question.level}, {shown.question.depth}",
            shown.verdict,
            f"{shown.nodes:,}",
            f"{shown.edges:,}",
            ", ".join(shown.cuts) or "complete",
            _ms(shown.http),
            _ms(shown.store),
            len(shown.http.values),
            " + ".join(shown.reads),
            shown.plan,
            f"{shown.size / 1024:.0f}",
        )
        for shown in results.shapes
    ]
    heads = (
        "from", "asked", "verdict", "nodes", "edges", "truncatedBy", "HTTP ms p50 / p95", "store ms p50 / p95",
        "requests", "store was asked", "plan", "KiB",
    )  # fmt: skip
    return f"""## Shapes

HTTP: `graph-catalog serve` as a child, one kept connection, signed in as the centre, until the JSON is decoded; names included.
Store: the lineage read alone through a plain driver until its record is a dictionary. Warm: five rounds before.
`lineage/…` is the one question a direction; the other read is the head of the audit log, to resolve the snapshot.

{_table(heads, rows)}"""


def _starts(results: Results) -> str:
    rows = []
    for level, starts in results.starts.items():
        small = [start for start in starts if start.nodes <= _PROJECTED]
        for named, some in (("all", starts), (f"of at most {_PROJECTED:,} nodes", small)):
            if not some:
                continue
            sizes = sorted(start.nodes for start in some)
            rows.append(
                (
                    level,
                    f"{named}: {len(some)}",
                    f"{sizes[len(sizes) // 2]:,} / {sizes[-1]:,}",
                    f"**{_ms(Times(tuple(start.store for start in some)))}**",
                    _ms(Times(tuple(start.http for start in some))),
                    f"{max(start.size for start in some) / 1024:.0f}",
                    _counted(start.verdict for start in some),
                )
            )
    hubs = (
        f"{shown.question.level} ({shown.nodes:,} nodes) store {_ms(shown.store)} ms, HTTP {_ms(shown.http)} ms"
        for shown in results.shapes
        if shown.question.title.startswith("hub")
    )
    heads = ("level", "starts", "nodes p50 / most", "store ms p50 / p95", "HTTP ms p50 / p95", "most KiB", "verdicts")  # fmt: skip
    return f"""## At {results.fields:,} fields

Starts drawn uniformly by the seed, upstream, depth 10, `maxNodes` 1,000. Each was walked once before it was measured, once over
HTTP and once by the store alone; nodes are those of the right answer, without the limit.

{_table(heads, rows)}

The hub beside it: {"; ".join(hubs)}.

Target: store p95 at most 50 ms{_missed(results)}"""


def _missed(results: Results) -> str:
    p95 = {
        level: Times(tuple(each.store for each in starts if each.nodes <= _PROJECTED)).p95 * 1000
        for level, starts in results.starts.items()
        if any(each.nodes <= _PROJECTED for each in starts)
    }
    said = (
        f"{level} {'met' if value <= 50 else '**missed**'} ({value:.0f} ms)"
        for level, value in p95.items()
    )
    return f", where the answer has at most {_PROJECTED:,} nodes: {', '.join(said)}."


def _peers(peers: Sequence[Compared]) -> str:
    if not peers:
        return ""
    packages = ", ".join([*neo4j_graphql.PACKAGES, *amundsen.PACKAGES])
    sections = "\n\n".join(_one_question(compared) for compared in peers)
    return f"""## Beside two peers, on the same Neo4j and data

Fetched for the run: {packages}. Each product's own server on loopback, one kept connection, asked in turn;
ours with `maxNodes` 5,000, its most, at large answers; at least 30 requests, {PATIENCE_SECONDS:.0f} s of patience; who refuses, or times out (twice where there are several starts), is asked no more. Everyone is asked for
keys, hops and edges, and for names where it has them. Edges that lead
back from the last hop are not asked of peers: who goes by paths does not show them.

- **@neo4j/graphql** reads our own labels and edges, with the dates as a predicate. *Best @cypher*: a pruning breadth-first
  search and the edges among what it reached, which is what our own statement does, without rights, names of another date,
  containers, jobs and ends. *Off the paths*: distinct nodes and edges of all paths, as one writes it first. *Nested*: what the
  library makes by itself, no Cypher written, to depth 5. Of these only what was written by hand knows hops, and no answer says
  whether it is the whole.
- **amundsen-metadata** has its own shape: a `:Table` for each field of these questions, an edge pair for each derivation of
  today, loaded beside ours and removed afterwards. It has no date. *As published* and *repaired*: Neo4j 5 and later refuse
  its statement, so the second copy rewrites the implicit grouping, nothing else, on the way to the driver (its 4.4.5 driver
  does connect).

{_lost(peers)}

{sections}"""


def _lost(peers: Sequence[Compared]) -> str:
    """Say where another product answers rightly and sooner, and where ours alone does not say all."""
    lines = []
    for compared in peers:
        ours = next(each for each in compared.asked if each.product == "graph-catalog")
        lost = [
            f"{asked.product} ({ours.times.p50 / asked.times.p50:.1f} times sooner)"
            for asked in compared.asked
            if ours.times
            and asked.times
            and asked.verdicts.keys() == {"exact"}
            and not asked.timeouts
            and asked.times.p50 < ours.times.p50
        ]
        if lost:
            lines.append(f"- {compared.title}: {', '.join(lost)}")
        if ours.verdicts.keys() != {"exact"}:
            lines.append(
                f"- {compared.title}: our answer is {_outcome(ours)}; a peer has no such limit"
            )
    return "Where ours loses to a right answer:\n\n" + "\n".join(lines or ["- nowhere in this run"])


def _one_question(compared: Compared) -> str:
    ours = next((each.times for each in compared.asked if each.product == "graph-catalog"), None)
    rows = [
        (
            asked.product,
            _outcome(asked),
            f"{ours.p50 / asked.times.p50:.2f}" if ours and asked.times else "",
            _ms_of(asked),
            len(asked.seconds),
            f"{max(asked.sizes) / 1024:.0f}" if asked.sizes else "",
        )
        for asked in compared.asked
    ]
    question = compared.question
    day = f", as of {question.as_of.date().isoformat()}" if question.as_of else ""
    heads = ("product", "answer", "ours ÷ its p50", "HTTP ms p50 / p95", "requests", "KiB")
    return f"""### {compared.title}: {question.direction.lower()}, depth {question.depth}{day}

{_table(heads, rows)}"""


def _outcome(asked: Asked) -> str:
    if asked.problem:
        return f"**refused**: {asked.problem}"
    verdicts = _counted(verdict for verdict, count in asked.verdicts.items() for _ in range(count))
    if asked.timeouts:
        late = f"**timed out** after {PATIENCE_SECONDS:.0f} s ({asked.timeouts} times)"
        return f"{late}; else {verdicts}" if verdicts else late
    return verdicts


def _counted(verdicts: Iterable[str]) -> str:
    counts = Counter(verdicts)
    if len(counts) == 1 and next(iter(counts.values())) == 1:
        return next(iter(counts))
    exact = counts.pop("exact", 0)
    cut = sum(count for verdict, count in counts.items() if verdict.startswith("first "))
    wrong = [verdict for verdict in counts if not verdict.startswith("first ")]
    said = [f"{exact} exact"] if exact else []
    said += [f"{cut} cut at the limit, said"] if cut else []
    said += [f"{sum(counts[each] for each in wrong)} others, as {wrong[0]}"] if wrong else []
    return ", ".join(said)


def _ms_of(asked: Asked) -> str:
    return _ms(asked.times) if asked.times else ""


def _ms(times: Times) -> str:
    return f"{times.p50 * 1000:.1f} / {times.p95 * 1000:.1f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|")
