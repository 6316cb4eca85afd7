"""Putting on record what tools saw move data: OpenLineage runs, scripts, sheets (ADR 0015).

`recording` is the way in, one change for any number of sightings. `naming` finds the datasets that tools speak of,
`columns` their fields, `runs` tells events of one run together, and `settling` brings the edges in line with all that
was ever seen, by the pure `lineage.pure.timeline`.
"""
