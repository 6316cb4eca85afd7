"""OpenLineage events (spec 2-0-2) into sightings: what tools send of themselves while they move data.

`body` reads what was posted, `event` one event, `datasets`, `column_lineage` and `jobs` the facets in it; each value
is a `Part` that knows where it stands. Pure: no store, no clock. What contradicts the spec so that nothing is safe to
record is refused with its place; a facet that makes no sense is left out, and said to be (`Loss`); facets that we
have no use for are ignored, as the spec wants.
"""
