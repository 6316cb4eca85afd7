"""How often the matching is right: on pairs that others labelled, and on what the catalog proposes itself."""
