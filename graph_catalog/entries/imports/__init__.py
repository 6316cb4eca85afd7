"""Catalog files put on record: who is meant by each row, what moves, what is missing."""
