"""Lineage, pure: what a walk brought, how it looks at each level, and what was seen to move data (design §8)."""
