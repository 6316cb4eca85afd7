"""Texts compared in the store by code point: the pattern that settles what UTF-16 has otherwise."""
