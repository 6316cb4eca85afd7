"""What a unit brings: the planned fields in a list, sheet, table script, schema or interface.

`reading` recognises which it is; one file for each kind. Pure: no store, no clock, no network.
"""
