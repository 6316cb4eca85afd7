"""What holds of the record after every change, whatever it was; each a question for what breaks it."""

from typing import Final

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import PROGRAM_SCOPE, Snapshot
from graph_catalog.identity.auth import PROGRAM
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model import coverage
from graph_catalog.record import entity_rows, snapshots

_OPEN: Final = "9223372036854775807"
COLLECTED: Final = """MATCH (unit:Unit)-[fact:COLLECTS]->(datum) WHERE fact.live_key IS NOT NULL
RETURN unit.key AS unit, datum.name AS datum ORDER BY unit, datum"""
COLLECTED_ANEW: Final = f"""MATCH (unit:Unit)-[gives:PROVIDES]->(dataset)-[has:HAS_FIELD]->(field)-[denotes:DENOTES]->(datum)
WHERE gives.live_key IS NOT NULL AND has.live_key IS NOT NULL AND denotes.live_key IS NOT NULL
  AND denotes.confidence >= {SURE} AND field.acquisition = 'COLLECTED'
  AND dataset.listing <> 'RECEIVED' AND dataset.status <> 'WITHDRAWN'
RETURN DISTINCT unit.key AS unit, datum.name AS datum ORDER BY unit, datum"""
"""What units collect by their fields, recomputed: the same as what is on record of it."""
INVARIANTS: Final = {
    "an interval begins before it ends": """MATCH ()-[fact]->()
        WITH fact, fact.valid_from AS start, fact.valid_to AS end WHERE start IS NOT NULL
          AND (start.epochSeconds > end.epochSeconds
            OR (start.epochSeconds = end.epochSeconds AND start.nanosecond >= end.nanosecond))
        RETURN fact.slot AS broken""",
    "what is on record was on record for a while": """MATCH ()-[fact]->()
        WHERE fact.rev_from >= fact.rev_to RETURN fact.slot AS broken""",
    "a slot says one thing at a time": f"""MATCH (one)-[first]->() WHERE first.rev_to = {_OPEN}
        MATCH (one)-[second]->()
        WHERE second.rev_to = {_OPEN} AND elementId(first) < elementId(second) AND first.slot = second.slot
          AND first.valid_from < second.valid_to AND second.valid_from < first.valid_to
        RETURN first.slot AS broken""",
    "a right is granted once at a time": f"""MATCH (one:Agreement)-[first:GRANTED_TO]->(user)<-[second:GRANTED_TO]-(other:Agreement)
        WHERE first.rev_to = {_OPEN} AND second.rev_to = {_OPEN} AND one.key < other.key
          AND first.decision = 'GRANTED' AND second.decision = 'GRANTED'
          AND first.valid_from < second.valid_to AND second.valid_from < first.valid_to
          AND one.kind = other.kind AND coalesce(one.method, '') = coalesce(other.method, '')
          AND all(pair IN [[one.name, other.name], [one.purpose, other.purpose]] WHERE
            toLower(replace(normalize(coalesce(pair[0], ''), NFKC), ' ', '')) = toLower(replace(normalize(coalesce(pair[1], ''), NFKC), ' ', '')))
          AND COLLECT {{ MATCH (one)-[fact:COVERS]->(entry) WHERE fact.rev_to = {_OPEN} RETURN DISTINCT entry.key AS key ORDER BY key }}
            = COLLECT {{ MATCH (other)-[fact:COVERS]->(entry) WHERE fact.rev_to = {_OPEN} RETURN DISTINCT entry.key AS key ORDER BY key }}
        RETURN one.key + ' ' + other.key AS broken""",
    "what was ended goes on no more": f"""MATCH (right:SourceDesignation|Exemption)-[fact:OF]->()
        WHERE right.withdrawal IS NOT NULL AND fact.rev_to = {_OPEN} AND fact.valid_to > right.valid_to
        RETURN DISTINCT right.key AS broken""",
    "what a right says, all of its facts say": f"""MATCH (right:SourceDesignation|Exemption|Agreement)
        WITH right, COLLECT {{
          MATCH (right)-[fact:OF|NAMES|FOR|GRANTED_TO|COVERS]->(about)
          WHERE fact.rev_to = {_OPEN}
          WITH type(fact) AS kind, about, fact ORDER BY fact.valid_from
          WITH kind, about, collect([toString(fact.valid_from), toString(fact.valid_to), fact.decision, fact.basis]) AS times
          RETURN DISTINCT times
        }} AS said WHERE size(said) > 1 RETURN right.key AS broken""",
    "what is on record stands between things that are": f"""MATCH (start)-[fact]->(end)
        WHERE fact.rev_to = {_OPEN} AND (start.created_rev > fact.rev_from OR end.created_rev > fact.rev_from)
        RETURN fact.slot AS broken""",
    "a source was not designated twice over": f"""MATCH (designation:SourceDesignation)-[fact:OF]->(datum)
        WHERE fact.rev_to = {_OPEN}
        WITH designation, fact ORDER BY fact.valid_from
        WITH designation, collect(fact) AS facts
        WHERE any(n IN range(1, size(facts) - 1) WHERE facts[n].valid_from <= facts[n - 1].valid_to)
        RETURN designation.key AS broken""",
    "what a ruling does lasts no longer than it": f"""MATCH (ruling:Ruling)
        CALL (ruling) {{
          MATCH ()-[fact:DENOTES]->() WHERE fact.ruling = ruling.key RETURN fact
          UNION
          MATCH (ruling)-[fact:TAKES]->() RETURN fact
          UNION
          MATCH (:SourceDesignation {{ruling: ruling.key}})-[fact:OF]->() RETURN fact
        }}
        WITH ruling, fact WHERE fact.rev_to = {_OPEN} AND fact.valid_to.epochMillis > ruling.valid_to.epochMillis
        RETURN fact.slot AS broken""",
    "whoever is to collect a datum later does so by a field": f"""MATCH ()-[edge:DENOTES]->(datum:Datum)
        WHERE edge.rev_to = {_OPEN} AND edge.valid_from > datetime.realtime()
        WITH DISTINCT datum, edge.valid_from AS at
        MATCH (datum)<-[:DENOTES]-()<-[:HAS_FIELD]-()<-[:PROVIDES]-(unit:Unit)
        WITH DISTINCT datum, at, unit
        WITH datum, at, unit, EXISTS {{
          MATCH (unit)-[fact:COLLECTS]->(datum)
          WHERE fact.rev_to = {_OPEN} AND fact.valid_from <= at < fact.valid_to
        }} AS collects, EXISTS {{
          MATCH (unit)-[gives:PROVIDES]->(entry)-[has:HAS_FIELD]->(field)-[means:DENOTES]->(datum)
          WHERE gives.rev_to = {_OPEN} AND has.rev_to = {_OPEN} AND means.rev_to = {_OPEN}
            AND gives.valid_from <= at < gives.valid_to AND has.valid_from <= at < has.valid_to
            AND means.valid_from <= at < means.valid_to AND means.confidence >= {SURE}
            AND field.acquisition = 'COLLECTED' AND entry.listing <> 'RECEIVED' AND entry.status <> 'WITHDRAWN'
        }} AS has_field
        WHERE collects <> has_field RETURN unit.key + ' ' + datum.name AS broken""",
    "an entry is told from the others of its unit": """MATCH (unit:Unit)-[fact:PROVIDES]->(entry:Dataset)
        WHERE fact.live_key IS NOT NULL AND entry.listing = 'LISTED' AND coalesce(entry.status, '') <> 'WITHDRAWN'
        WITH unit, toLower(replace(normalize(entry.name, NFKC), ' ', '')) AS name, collect(entry.code) AS codes, count(*) AS entries
        WHERE entries > 1 AND size(codes) < entries RETURN name AS broken""",
    "a column is of one field of its entry": """MATCH (entry:Dataset)-[fact:HAS_FIELD]->(field:Field)
        WHERE fact.live_key IS NOT NULL AND coalesce(field.listing, '') <> 'UNLISTED'
        WITH entry, trim(normalize(field.column_name, NFKC)) AS column, count(*) AS fields
        WHERE column <> '' AND fields > 1 RETURN entry.name + ' ' + column AS broken""",
    "a unit is known by what it was called": """MATCH (unit:Unit)
        WITH unit, COLLECT { MATCH (unit)-[:STATE]->(past) WHERE past.name <> unit.name RETURN DISTINCT past.name } AS before
        WHERE size(before) <> size(coalesce(unit.former_names, [])) RETURN unit.key AS broken""",
    "versions have no gap": """MATCH (thing:Entity) WHERE thing.version IS NOT NULL
        WITH thing, COLLECT { MATCH (thing)-[:STATE]->(state) RETURN state.version AS v ORDER BY v } AS before
        WHERE before <> range(1, thing.version - 1) RETURN thing.key AS broken""",
    "revisions are dated in their order, and none is of the future": """MATCH (entry:AuditEntry)
        WHERE entry.revision IS NOT NULL
        WITH entry ORDER BY entry.revision
        WITH collect(entry) AS entries UNWIND range(1, size(entries) - 1) AS number
        WITH entries[number - 1] AS before, entries[number] AS entry
        WHERE before.at >= entry.at OR entry.at > datetime.realtime()
        RETURN entry.sequence AS broken""",
}


DENOTED: Final = f"""MATCH (field:Field)-[fact:DENOTES]->(datum) WHERE fact.rev_to = {_OPEN}
RETURN field.key AS field, datum.key AS datum, fact.ruling AS ruling, toString(fact.valid_from) AS since,
  toString(fact.valid_to) AS until ORDER BY field, since"""
"""What fields denote, and until when: the same as if all were aligned anew."""
_WITH_FIELDS: Final = f"""MATCH (datum:Datum) WHERE datum.is_provisional AND EXISTS {{
  MATCH (datum)<-[fact:DENOTES|OF]-(by:Field|SourceDesignation|Exemption)
  WHERE fact.rev_to = {_OPEN} AND fact.valid_from <= datetime.realtime() < fact.valid_to
}} RETURN datum.key AS key"""


_TWO_SOURCES: Final = f"""MATCH (datum:Datum)
MATCH (one:SourceDesignation)-[first:OF]->(datum)<-[second:OF]-(other:SourceDesignation)
WHERE first.rev_to = {_OPEN} AND second.rev_to = {_OPEN} AND one.key < other.key
  AND first.valid_from < second.valid_to AND second.valid_from < first.valid_to
MATCH (one)-[names:NAMES]->(a) WHERE names.rev_to = {_OPEN}
  AND names.valid_from < first.valid_to AND first.valid_from < names.valid_to
MATCH (other)-[other_names:NAMES]->(b) WHERE other_names.rev_to = {_OPEN} AND a <> b
  AND other_names.valid_from < second.valid_to AND second.valid_from < other_names.valid_to
RETURN datum.name AS datum, properties(one) AS one, properties(other) AS other"""
"""Two datasets that are sources of one datum at one time."""


async def check(engine: Engine) -> None:
    """Ask all of them."""
    for row in await engine.run_statement(_TWO_SOURCES):
        both = [coverage.normal(entity_rows.coverage(row[name])) for name in ("one", "other")]
        assert not coverage.overlaps(*both), ("a datum has one source for what overlaps", row)
    denoted = {row["key"] for row in await engine.run_statement(_WITH_FIELDS)}
    assert await provisional_data(engine) == denoted, "a provisional datum is denoted by something"
    for name, question in INVARIANTS.items():
        broken = [row["broken"] for row in await engine.run_statement(question)]
        assert not broken, (name, broken)


async def provisional_data(engine: Engine) -> set[str]:
    """Return the provisional data (keys) that lists tell of now."""
    now = await snapshots.resolve(engine, PROGRAM, snapshots.AsOfPoint())
    assert isinstance(now, Snapshot)
    page = await engine.read(
        "entity/page",
        PROGRAM_SCOPE,
        now,
        label="Datum",
        after_name="",
        after_key="",
        limit=100_000,
        filter=[],
    )
    return {row["key"] for row in page["rows"] if row.get("is_provisional")}
