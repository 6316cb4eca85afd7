"""What is on record and how it gets there: one door for every change, dated facts, keys, references, as-of points."""
