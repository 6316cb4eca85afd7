"""Lineage out of SQL scripts: `script.read` makes sightings of what is written, and knows no store."""
