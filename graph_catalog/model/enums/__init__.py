"""Closed sets of values, with the regulation's own words beside them (article numbers are the regulation's).

Stable names rather than numeric codes: the products in use disagree about the numbers (domain.md §3.3).
"""
