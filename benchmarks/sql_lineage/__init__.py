"""SQL of six dialects with its column lineage written down by hand, and how much of it is found."""
