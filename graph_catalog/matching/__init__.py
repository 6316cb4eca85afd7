"""Is this the same datum, and what follows: pure decisions, without a store and a clock.

`lexicon` reads the words; `align` says which datum a description denotes; `compare` whether two
denote one; `verdict` what is to be done with a planned field. Nothing here reads or writes anything
but the lexicon's own files.
"""
