"""Lineage measured (issue 6, Shows): on hard shapes, on a large estate, and beside two peers on the same store."""
