"""Rulings on matches, put together: groups, bars, contradictions. Pure."""
