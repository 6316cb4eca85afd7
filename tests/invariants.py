"""What holds of the record after every change, whatever it was; each a question for what breaks it."""

from typing import Final

from graph_catalog.graph.engine import Engine

_OPEN: Final = "9223372036854775807"
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
    "versions have no gap": """MATCH (thing:Entity) WHERE thing.version IS NOT NULL
        WITH thing, COLLECT { MATCH (thing)-[:STATE]->(state) RETURN state.version AS v ORDER BY v } AS before
        WHERE before <> range(1, thing.version - 1) RETURN thing.key AS broken""",
}


async def check(engine: Engine) -> None:
    """Ask all of them."""
    for name, question in INVARIANTS.items():
        broken = [row["broken"] for row in await engine.run_statement(question)]
        assert not broken, (name, broken)
