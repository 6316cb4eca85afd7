"""Lineage, asked and told: walks in the store, what is answered from them, and what people declare (design §3, §8)."""
