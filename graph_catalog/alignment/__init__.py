"""Which datum each field on record denotes: what `matching` reads, as dated facts in the graph."""
